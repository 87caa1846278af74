import DarumaCore
import DarumaJournal
import Foundation

/// Machine-readable output: one JSON object a line, sorted keys.
enum JSONOutput {
  /// - Throws: ``CommandFailure`` where it can't be written.
  static func line(_ value: some Encodable) throws {
    Terminal.output.json(try text(value))
    try OutputFault.check()
  }

  /// What would do something to a terminal is escaped as JSON escapes it: whoever parses it reads the same.
  static func text(_ value: some Encodable) throws -> String {
    escaped(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self))
  }

  /// Over several lines, for a document that is put into a file.
  static func pretty(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(separator: "\n")
  }

  static func escaped(_ json: String) -> String {
    var text = ""
    for scalar in json.unicodeScalars {
      guard OutsideText.replacement(of: scalar) != nil else {
        text.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text
  }
}
