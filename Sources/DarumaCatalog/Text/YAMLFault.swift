import Yams

/// What the YAML parser found, in words for the person who wrote the file.
struct YAMLFault {
  let code: DiagnosticCode
  let place: Place
  let message: String
  let remedy: String

  func report(to findings: Findings) {
    findings.report(code, at: place, message, remedy: remedy)
  }
}

extension YAMLFault {
  init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      self.init(syntax: problem, context, at: Place(mark), in: text)
    case .composer(_, _, let mark, _):
      // The other problem of composing, a second document, does not arise where documents are read one by
      // one.
      self.init(
        code: .anchor, place: Place(mark),
        message: "`*` makes an alias of this word, and aliases are not read",
        remedy: "put text that begins with `*` in quotes, such as \"*-region\"")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        code: .duplicateKey, place: Place(context.mark),
        message: "\(listing(duplicates)) given more than once in this mapping",
        remedy: "keep one of them; the rest of the file is not checked until then")
    case .memory:
      self.init(
        code: .tooDeep, place: .start, message: "the file is nested too deep for the YAML parser",
        remedy: "check the brackets and the indentation")
    case .no, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      self.init(
        code: .syntax, place: .start, message: "the YAML parser can't read the file: \(error)",
        remedy: "check the file with another YAML tool")
    }
  }

  private init(syntax problem: String, _ context: YamlError.Context?, at place: Place, in text: String) {
    if let tab = Self.tabInIndentation(of: place.line, in: text) {
      self.init(
        code: .tab, place: Place(line: place.line, column: tab),
        message: "a tab stands where YAML wants spaces",
        remedy: "indent with spaces")
    } else {
      let begin = context.map { " (\($0.text) that begins at \(Place($0.mark)))" } ?? ""
      self.init(
        code: .syntax, place: place, message: "this is not YAML: \(problem)\(begin)",
        remedy: "check the quotes, brackets, colons and indentation here and on the line before")
    }
  }

  /// The column of the first tab among the blanks at the head of a line.
  private static func tabInIndentation(of line: Int, in text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.indices.contains(line - 1) else { return nil }
    let blanks = lines[line - 1].prefix { $0 == " " || $0 == "\t" }
    return blanks.firstIndex(of: "\t").map { blanks.distance(from: blanks.startIndex, to: $0) + 1 }
  }
}
