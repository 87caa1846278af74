/// Reads the text of a ``DocumentPath``, letter by letter.
struct DocumentPathParser {
  private let text: String
  private let letters: [Character]
  private var position = 0

  init(_ text: String) {
    self.text = text
    letters = Array(text)
  }

  mutating func parse() throws(DocumentPathError) -> [DocumentPath.Step] {
    guard text.utf8.count <= DocumentPath.maximumLength else {
      throw failure("it is longer than \(DocumentPath.maximumLength) bytes")
    }
    let steps = try self.steps(insideTest: false)
    guard position == letters.count else { throw failure("a '.' or a '[' is missing") }
    return steps
  }

  private mutating func steps(insideTest: Bool) throws(DocumentPathError) -> [DocumentPath.Step] {
    var steps: [DocumentPath.Step] = []
    if next != "[" { steps.append(.member(try name())) }
    while let letter = next {
      switch letter {
      case ".":
        position += 1
        steps.append(.member(try name()))
      case "[": steps.append(try bracket(insideTest: insideTest))
      default: return steps
      }
    }
    return steps
  }

  private mutating func name() throws(DocumentPathError) -> String {
    if next == "\"" { return try quoted("\"") }
    let start = position
    while let letter = next, !Self.marks.contains(letter), !letter.isWhitespace { position += 1 }
    guard position > start else { throw failure("a name is missing") }
    return String(letters[start..<position])
  }

  private static let marks: Set<Character> = [".", "[", "]", "\"", "'", "=", "!", "?", "*", "(", ")", "|", "&", "`"]

  private mutating func bracket(insideTest: Bool) throws(DocumentPathError) -> DocumentPath.Step {
    position += 1
    let step: DocumentPath.Step
    switch next {
    case "*", "?":
      guard !insideTest else { throw failure("a test compares one value, so it names single items") }
      let isTest = next == "?"
      position += 1
      step = isTest ? .firstItem(try test()) : .everyItem
    default:
      let start = position
      guard let number = Int(word()) else {
        position = start
        throw failure("a number, '*' or '?' belongs after '['")
      }
      step = .item(number)
    }
    guard next == "]" else { throw failure("a ']' is missing") }
    position += 1
    return step
  }

  private mutating func test() throws(DocumentPathError) -> DocumentPath.Test {
    skipBlanks()
    let steps = try self.steps(insideTest: true)
    skipBlanks()
    let comparison = String(letters[position...].prefix(2))
    guard comparison == "==" || comparison == "!=" else { throw failure("'==' or '!=' is missing") }
    position += 2
    skipBlanks()
    let value = try literal()
    skipBlanks()
    return DocumentPath.Test(steps: steps, value: value, isEqual: comparison == "==")
  }

  private mutating func literal() throws(DocumentPathError) -> Document {
    if next == "'" { return .text(try quoted("'")) }
    let start = position
    switch word() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let word:
      guard let number = Int64(word) else {
        position = start
        throw failure("a text in single quotes, a whole number, true or false belongs after the comparison")
      }
      return .integer(number)
    }
  }

  /// What stands between two `mark`s; a doubled one stands for itself.
  private mutating func quoted(_ mark: Character) throws(DocumentPathError) -> String {
    let start = position
    position += 1
    var content = ""
    while let letter = next {
      position += 1
      guard letter == mark else {
        content.append(letter)
        continue
      }
      guard next == mark else { return content }
      content.append(mark)
      position += 1
    }
    position = start
    throw failure("the quote is not closed")
  }

  private mutating func word() -> String {
    let start = position
    while let letter = next, letter.isLetter || letter.isNumber || letter == "-" { position += 1 }
    return String(letters[start..<position])
  }

  private mutating func skipBlanks() {
    while next == " " { position += 1 }
  }

  private var next: Character? { position < letters.count ? letters[position] : nil }

  private func failure(_ reason: String) -> DocumentPathError {
    DocumentPathError(text: text, offset: position, reason: reason)
  }
}
