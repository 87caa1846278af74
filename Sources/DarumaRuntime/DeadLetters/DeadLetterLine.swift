package import DarumaCore
package import Foundation

/// A dead letter as a line of a file: one JSON object, `bytes`, `key` and the values of `headers` in Base64.
///
/// | member | |
/// | --- | --- |
/// | `code`, `reason`, `count` | of the first problem, of the first ones, and how many there are |
/// | `origin` | `topic[partition] offset n`, or `file line n` |
/// | `at` | when it could not be handled |
/// | `bytes`, `key`, `headers` | of the record |
/// | `refused` | why the dead-letter topic did not take it; missing where it was not asked |
package struct DeadLetterLine: Codable, Sendable {
  package struct Header: Codable, Sendable {
    package var name: String
    package var value: Data
  }

  package var code: String
  package var reason: String
  package var origin: String
  package var at: Instant
  package var bytes: Data
  package var count: Int
  package var key: Data?
  package var headers: [Header]?
  package var refused: String?

  package init(_ letter: DeadLetter, refused: String? = nil) {
    code = letter.code
    reason = letter.reason
    origin = letter.origin.description
    at = letter.at
    bytes = Data(letter.bytes)
    count = letter.count
    key = letter.key.map { Data($0) }
    headers = letter.headers.isEmpty ? nil : letter.headers.map { Header(name: $0.name, value: Data($0.value)) }
    self.refused = refused
  }

  /// As bytes, with the line's end.
  package func written() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + [UInt8(ascii: "\n")]
  }
}
