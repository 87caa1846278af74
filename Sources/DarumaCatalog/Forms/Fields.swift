/// The keys of one mapping in the file, to be read one by one. Unknown and missing keys are reported here.
package final class Fields {
  /// Where the mapping begins.
  package let place: Place
  package let findings: Findings
  private let table: KeyTable
  private let entries: [String: WrittenEntry]
  private var asked: Set<String> = []

  fileprivate init(_ written: [WrittenEntry], _ place: Place, _ table: KeyTable, _ findings: Findings) {
    self.place = place
    self.findings = findings
    self.table = table
    // The parser refuses repeated keys.
    entries = Dictionary(written.map { ($0.key.text, $0) }, uniquingKeysWith: { first, _ in first })
    reportUnknownKeys(written)
    // One rule that is broken is enough: the next may only tell the same in other words.
    _ = table.rules.first { !holds($0) }
  }

  /// The key's value; nil where it is absent or unusable, which is reported unless the key is optional and
  /// absent.
  package func value<Value>(_ key: Key<Value>) -> Value? {
    asked.insert(key.name)
    guard let entry = entries[key.name] else {
      if key.isRequired { reportMissing(key.name, because: "") }
      return nil
    }
    return key.form.read(entry.value, findings)
  }

  package func isGiven<Value>(_ key: Key<Value>) -> Bool { entries[key.name] != nil }

  /// The keys of the table that are given.
  package var givenNames: [String] { table.names.filter { entries[$0] != nil } }

  /// The keys of the table that are given, in its order, with the places of their values.
  package var given: [(name: String, place: Place)] {
    table.names.compactMap { name in entries[name].map { (name, $0.value.place) } }
  }

  /// Whether a key was given that the table does not know; it may be one of the others, misspelt.
  package var hasUnknownKeys: Bool { !entries.keys.allSatisfy(table.names.contains) }

  /// Where the key's value is written; where there is none, the mapping.
  package func place<Value>(of key: Key<Value>) -> Place { entries[key.name]?.value.place ?? place }

  /// That a key stands in the table means that it is read; found in every debug run, because it depends on no
  /// input.
  fileprivate func assertAllAsked() {
    assert(
      asked == Set(table.names),
      "\(table.title): in the table but not read, or the reverse: "
        + asked.symmetricDifference(table.names).sorted().joined(separator: ", "))
  }

  private func reportUnknownKeys(_ written: [WrittenEntry]) {
    for entry in written where !table.names.contains(entry.key.text) {
      findings.report(
        .unknownKey, at: entry.key.place, "\(table.title) has no key \(quoted(entry.key.text))",
        remedy: NearMiss.remedy(entry.key.text, among: table.names, whatIsKnown: "key here"))
    }
  }

  /// Reports a key of the table that should be there; `reason` goes on after `needs KEY`.
  package func reportMissing(_ name: String, because reason: String) {
    let meaning = table.keys.first { $0.name == name }?.meaning ?? ""
    let nearMiss = NearMiss.of(name, among: entries.keys.filter { !table.names.contains($0) }.sorted())
    findings.report(
      .missingKey, at: place, "\(table.title) needs \(quoted(name))\(reason)",
      remedy: nearMiss.map { "is \(quoted($0)) meant for it?" } ?? "add `\(name): ...` (\(meaning))")
  }

  /// Reports where not.
  private func holds(_ rule: KeyRule) -> Bool {
    switch rule {
    case .exactlyOne(let names):
      let given = names.filter { entries[$0] != nil }
      guard given.count != 1 else { return true }
      if given.isEmpty {
        findings.report(
          .missingKey, at: place, "\(table.title) needs one of \(alternatives(names))",
          remedy: "add one of them")
      } else {
        findings.report(
          .keyConflict, at: place, "\(table.title) has \(listing(given)), which exclude each other",
          remedy: "keep one of them")
      }
    case .atLeastOne(let names):
      guard !names.contains(where: { entries[$0] != nil }) else { return true }
      findings.report(
        .missingKey, at: place, "\(table.title) needs at least one of \(alternatives(names))",
        remedy: "add one of them")
    case .needs(let name, let other):
      guard entries[name] != nil, entries[other] == nil else { return true }
      reportMissing(other, because: " beside \(quoted(name))")
    case .excludes(let name, let other):
      guard entries[name] != nil, let second = entries[other] else { return true }
      findings.report(
        .keyConflict, at: second.key.place,
        "\(table.title) has \(listing([name, other])), which exclude each other", remedy: "keep one of them")
    }
    return false
  }
}

extension Form {
  /// A mapping with the keys of `table`; `build` must ask for each of them.
  package static func mapping(
    _ table: KeyTable, build: @escaping @Sendable (Fields) -> Value?
  ) -> Form {
    Form(schema: table.schema) { written, findings in
      guard case .mapping(let entries, let place) = written else {
        findings.report(
          .wrongKind, at: written.place, "\(written.kind) stands where \(table.title) is wanted",
          remedy: "write a mapping with \(listing(table.names))")
        return nil
      }
      let fields = Fields(entries, place, table, findings)
      let value = build(fields)
      fields.assertAllAsked()
      return value
    }
  }
}
