internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// Something that an answer says, or does not: `{ path: "Table.TableStatus", is: ACTIVE }`. Of a path of every item
/// (`[*]`) all must be so, and there must be one. What is not in the answer is never so.
struct AnswerCondition: Sendable {
  enum Test: Sendable {
    case `is`(String)
    case isNot(String)
    case atLeast(Int)
  }

  var path: DocumentPath
  var test: Test

  func holds(in answer: Document) -> Bool {
    let values = answer.all(path)
    return !values.isEmpty && values.allSatisfy { fulfils($0) }
  }

  private func fulfils(_ value: Document) -> Bool {
    switch test {
    case .is(let text): value.text == text
    case .isNot(let text): value.text.map { $0 != text } ?? false
    case .atLeast(let least): value.integer.map { $0 >= Int64(least) } ?? false
    }
  }

  /// What stands there, for people.
  func found(in answer: Document) -> String {
    let values = answer.all(path)
    guard !values.isEmpty else { return "missing" }
    return values.map { $0.text ?? "something with parts" }.joined(separator: ", ")
  }

  /// What is hoped for, for people.
  var wish: String {
    switch test {
    case .is(let text): text
    case .isNot(let text): "anything but \(text)"
    case .atLeast(let least): "\(least) or more"
    }
  }
}

// MARK: - In an application file

extension AnswerCondition {
  private static let most = 10
  private static let pathKey = Key.required("path", path, "Where it stands in the answer: `Table.TableStatus`.")
  private static let isKey = Key.optional("is", value, "What stands there.")
  private static let isNotKey = Key.optional("isNot", value, "What does not stand there, while something does.")
  private static let atLeastKey = Key.optional(
    "atLeast", Form<Int>.count(0...Int(Int32.max)), "The smallest number that may stand there.")

  static let list = Form<[AnswerCondition]>.list(of: form, count: 1...most)

  private static let form = Form<AnswerCondition>.mapping(
    KeyTable(
      title: "a condition of an answer", keys: [pathKey, isKey, isNotKey, atLeastKey],
      rules: [.exactlyOne([isKey.name, isNotKey.name, atLeastKey.name])])
  ) { fields in
    let path = fields.value(pathKey)
    let (same, other, least) = (fields.value(isKey), fields.value(isNotKey), fields.value(atLeastKey))
    guard let path, let test = same.map(Test.is) ?? other.map(Test.isNot) ?? least.map(Test.atLeast) else { return nil }
    return AnswerCondition(path: path, test: test)
  }

  static let path = Form<DocumentPath>.scalar(
    schema: ["type": "string", "minLength": 1], wanted: "an expression such as `services[0].status`"
  ) { written, findings in
    do throws(DocumentPathError) {
      return try DocumentPath(written.text)
    } catch {
      findings.report(
        .badExpression, at: written.place, "\(error)",
        remedy: "write members with dots, items in brackets: `services[0].status`, `Tags[?Key=='env'].Value`")
      return nil
    }
  }

  /// A text, a whole number or a truth value: answers in XML know only text.
  private static let value = Form<String>.scalar(
    schema: ["type": ["string", "integer", "boolean"]], wanted: "a word, a number, `true` or `false`"
  ) { written, _ in written.text }
}

// MARK: - In a request

extension AnswerCondition {
  var document: Document {
    switch test {
    case .is(let text): ["path": .text(path.text), "is": .text(text)]
    case .isNot(let text): ["path": .text(path.text), "isNot": .text(text)]
    case .atLeast(let least): ["path": .text(path.text), "atLeast": Document(least)]
    }
  }

  static func read(_ arguments: Arguments, _ name: String) throws(CloudFault) -> [AnswerCondition] {
    try arguments.list(name).map { item throws(CloudFault) in
      let path = try self.path(item["path"]?.text, arguments, name)
      if let text = item["is"]?.text { return AnswerCondition(path: path, test: .is(text)) }
      if let text = item["isNot"]?.text { return AnswerCondition(path: path, test: .isNot(text)) }
      guard let least = item["atLeast"]?.integer.flatMap({ Int(exactly: $0) }) else {
        throw arguments.fault(name, "holds a condition without a test")
      }
      return AnswerCondition(path: path, test: .atLeast(least))
    }
  }

  static func paths(_ arguments: Arguments, _ name: String) throws(CloudFault) -> [String: DocumentPath] {
    var paths: [String: DocumentPath] = [:]
    for (key, value) in try arguments.members(name) { paths[key] = try path(value.text, arguments, name) }
    return paths
  }

  private static func path(_ text: String?, _ arguments: Arguments, _ name: String) throws(CloudFault) -> DocumentPath {
    do throws(DocumentPathError) {
      return try DocumentPath(text ?? "")
    } catch {
      throw arguments.fault(name, "holds an expression that can't be read: \(error)")
    }
  }
}
