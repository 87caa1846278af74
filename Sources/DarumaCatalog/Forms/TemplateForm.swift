package import DarumaCore

/// A piece of YAML that goes into a request as it is, with what is known only when the step begins in `${…}`:
/// `${restore-db.endpoint}` is what an earlier step leaves; `${region}`, `${account}`, `${application}`, `${plan}` and
/// `${execution}` are those of the step. `$${` stands for `${` itself.
package struct Template: Sendable {
  /// With blanks.
  package var document: Document
  package var uses: [OutputUse]

  package init(document: Document = .object([:]), uses: [OutputUse] = []) {
    self.document = document
    self.uses = uses
  }
}

extension Form where Value == Template {
  /// A mapping whose members are the writer's.
  package static var template: Form {
    Form(schema: ["type": "object"]) { written, findings in
      guard case .mapping = written else {
        findings.report(
          .wrongKind, at: written.place, "\(written.kind) stands where a mapping is wanted",
          remedy: "write the members of the request, as the service's API reference calls them")
        return nil
      }
      var reader = TemplateReader(findings: findings)
      guard let document = reader.read(written) else { return nil }
      return Template(document: document, uses: reader.uses)
    }
  }
}

/// Reads one template.
private struct TemplateReader {
  let findings: Findings
  var uses: [OutputUse] = []

  private static let words: [String: Blank] = [
    "region": .region, "account": .account, "application": .application, "plan": .plan, "execution": .execution,
  ]

  /// Nil where something in it is unusable, which is reported.
  mutating func read(_ written: Written) -> Document? {
    switch written {
    case .text(let text): return read(text)
    case .list(let items, _):
      let read = items.map { self.read($0) }
      return read.contains { $0 == nil } ? nil : .list(read.compactMap(\.self))
    case .mapping(let entries, _):
      var members: [String: Document] = [:]
      var isWhole = true
      for entry in entries {
        guard let value = read(entry.value) else {
          isWhole = false
          continue
        }
        members[entry.key.text] = value
      }
      guard isWhole else { return nil }
      // What looks like one of our blanks is the writer's own.
      guard members.count == 1, members.keys.allSatisfy({ $0.hasPrefix("$") }) else { return .object(members) }
      return .blank(.literal(.object(members)))
    }
  }

  private mutating func read(_ text: WrittenText) -> Document? {
    guard text.isPlain else { return filled(text) }
    if text.isNull {
      findings.report(
        .missingValue, at: text.place, "the value is missing", remedy: "write a value, or leave the member out")
      return nil
    }
    switch text.text {
    case "true": return true
    case "false": return false
    default: break
    }
    if text.text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }), let number = Int64(text.text),
      String(number) == text.text
    {
      return .integer(number)
    }
    guard let meaning = text.otherMeaning else { return filled(text) }
    findings.report(
      .unquoted, at: text.place, "\(quoted(text.text)) without quotes is \(meaning) to YAML, and may be meant as text",
      remedy: "write \"\(text.text)\", with the quotes; numbers are whole, and truth values `true` or `false`")
    return nil
  }

  private mutating func filled(_ text: WrittenText) -> Document? {
    var parts: [Document] = []
    var literal = ""
    var rest = text.text[...]
    while let dollar = rest.firstRange(of: "${") {
      let before = rest[..<dollar.lowerBound]
      if before.last == "$" {
        literal += before.dropLast() + "${"
        rest = rest[dollar.upperBound...]
        continue
      }
      guard let end = rest[dollar.upperBound...].firstIndex(of: "}"),
        let blank = blank(rest[dollar.upperBound..<end], at: text.place)
      else {
        if rest[dollar.upperBound...].firstIndex(of: "}") == nil { reportUnknown("${", at: text.place) }
        return nil
      }
      literal += before
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      parts.append(.blank(blank))
      rest = rest[rest.index(after: end)...]
    }
    literal += rest
    guard !parts.isEmpty else { return .text(literal) }
    if !literal.isEmpty { parts.append(.text(literal)) }
    return parts.count == 1 ? parts[0] : .blank(.joined(parts))
  }

  private mutating func blank(_ name: Substring, at place: Place) -> Blank? {
    if let word = Self.words[String(name)] { return word }
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      reportUnknown(String(name), at: place)
      return nil
    }
    let (step, key) = (StepID(String(parts[0])), String(parts[1]))
    uses.append(OutputUse(step: step, key: key, place: place))
    return .output(of: step, key: key)
  }

  private func reportUnknown(_ name: String, at place: Place) {
    findings.report(
      .unknownBlank, at: place, "nothing is known as \(quoted(name))",
      remedy: "write `${STEP.OUTPUT}` for what an earlier step leaves, or one of "
        + Self.words.keys.sorted().map { "`${\($0)}`" }.joined(separator: ", ") + "; `$${` for the letters themselves")
  }
}
