/// How a value is written: what the JSON Schema says of it and how it is read, side by side so that they
/// agree.
package struct Form<Value>: Sendable {
  package let schema: JSONValue
  /// Nil where the value is unusable; why is in the findings by then.
  package let read: @Sendable (Written, Findings) -> Value?

  package init(schema: JSONValue, read: @escaping @Sendable (Written, Findings) -> Value?) {
    self.schema = schema
    self.read = read
  }
}

/// A value that was read, perhaps only in part.
package struct Judged<Value> {
  package var value: Value
  /// What is not in the value is not in the file.
  package var isWhole: Bool
}

extension Form {
  package func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Form<Other> {
    let read = self.read
    return Form<Other>(schema: schema) { written, findings in read(written, findings).map(transform) }
  }

  /// The same, and `note` is told of each value that was read.
  func noted(_ note: @escaping @Sendable (Findings, Value, Place) -> Void) -> Form {
    let read = self.read
    return Form(schema: schema) { written, findings in
      let value = read(written, findings)
      if let value { note(findings, value, written.place) }
      return value
    }
  }

  /// The value together with its place, for checks that come after the reading.
  package var located: Form<Located<Value>> {
    let read = self.read
    return Form<Located<Value>>(schema: schema) { written, findings in
      read(written, findings).map { Located(value: $0, place: written.place) }
    }
  }

  /// The value together with whether it was read without a complaint.
  package var judged: Form<Judged<Value>> {
    let read = self.read
    return Form<Judged<Value>>(schema: schema) { written, findings in
      let before = findings.count
      return read(written, findings).map { Judged(value: $0, isWhole: findings.count == before) }
    }
  }

  /// A form that is defined once, under a name, and may hold itself. `form` is not called before something is
  /// read.
  package static func named(_ definition: String, _ form: @escaping @Sendable () -> Form<Value>) -> Form<Value> {
    Form(schema: ["$ref": .string("#/$defs/\(definition)")]) { written, findings in
      form().read(written, findings)
    }
  }
}

extension Form {
  /// One piece of text; `parse` says what it means. Whether quotes are needed is the business of `parse`.
  package static func scalar(
    schema: JSONValue, wanted: String, _ parse: @escaping @Sendable (WrittenText, Findings) -> Value?
  ) -> Form {
    Form(schema: schema) { written, findings in
      guard case .text(let text) = written else {
        findings.report(
          .wrongKind, at: written.place, "\(written.kind) stands where \(wanted) is wanted",
          remedy: "write \(wanted)")
        return nil
      }
      guard !text.isNull else {
        findings.report(
          .missingValue, at: text.place, "the value is missing",
          remedy: "write \(wanted), or leave the key out if it is optional")
        return nil
      }
      return parse(text, findings)
    }
  }
}

extension Form {
  /// A list of values that are all written alike. Beyond the limit the items are not read.
  package static func list<Item>(of item: Form<Item>, count: ClosedRange<Int>) -> Form where Value == [Item] {
    let schema: JSONValue = [
      "type": "array", "items": item.schema, "minItems": .integer(Int64(count.lowerBound)),
      "maxItems": .integer(Int64(count.upperBound)),
    ]
    return Form(schema: schema) { written, findings in
      guard case .list(let items, let place) = written else {
        findings.report(
          .wrongKind, at: written.place, "\(written.kind) stands where a list is wanted",
          remedy: "write a list: `[a, b]`, or one item a line after `- `")
        return nil
      }
      reportCount(items.count, outside: count, at: place, findings)
      guard items.count >= count.lowerBound else { return nil }
      return items.prefix(count.upperBound).compactMap { item.read($0, findings) }
    }
  }

  /// A mapping from names that the writer chooses to values that are all written alike.
  package static func dictionary<Item>(
    keys: Form<String>, of item: Form<Item>, count: ClosedRange<Int>
  ) -> Form where Value == [(name: Located<String>, value: Item)] {
    let schema: JSONValue = [
      "type": "object", "propertyNames": keys.schema, "additionalProperties": item.schema,
      "minProperties": .integer(Int64(count.lowerBound)), "maxProperties": .integer(Int64(count.upperBound)),
    ]
    return Form(schema: schema) { written, findings in
      guard case .mapping(let entries, let place) = written else {
        findings.report(
          .wrongKind, at: written.place, "\(written.kind) stands where a mapping is wanted",
          remedy: "write `name:` and below it, indented, what has this name")
        return nil
      }
      reportCount(entries.count, outside: count, at: place, findings)
      return entries.prefix(count.upperBound).compactMap { entry in
        let name = keys.read(.text(entry.key), findings)
        guard let value = item.read(entry.value, findings), let name else { return nil }
        return (Located(value: name, place: entry.key.place), value)
      }
    }
  }
}

private func reportCount(
  _ count: Int, outside allowed: ClosedRange<Int>, at place: Place, _ findings: Findings
) {
  guard !allowed.contains(count) else { return }
  findings.report(
    .itemCount, at: place, "\(count == 0 ? "no items" : "\(count) items") where \(allowed.inWords) may be",
    remedy: count < allowed.lowerBound ? "add what is missing" : "leave some out; those beyond are not read")
}

extension ClosedRange where Bound == Int {
  /// `1 to 5`, or `1`.
  package var inWords: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)" }
}
