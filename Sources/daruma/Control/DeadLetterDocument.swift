import DarumaCore
import DarumaCrypto
import DarumaRuntime

/// What `daruma dead-letter list --json` and `show --json` say of a letter.
struct DeadLetterDocument: Encodable {
  /// Bytes of the record, its key or a header: as text where they are UTF-8, else in Base64.
  struct Content: Encodable {
    var text: String?
    var base64: String?

    init(_ bytes: [UInt8]) {
      text = String(validating: bytes, as: UTF8.self)
      if text == nil { base64 = Base64.encode(bytes) }
    }
  }

  struct Header: Encodable {
    var name: String
    var value: Content
  }

  var id: String
  var at: Instant
  var code: String
  var reason: String
  var problems: Int
  var origin: String
  var bytes: Int
  var kept: Bool
  var refused: String?
  /// With `show` alone, as the two below.
  var record: Content?
  var key: Content?
  var headers: [Header]?

  init(_ entry: DeadLetterShelf.Entry, withRecord: Bool = false) {
    let letter = entry.letter
    id = entry.id
    at = letter.at
    code = letter.code
    reason = letter.reason
    problems = letter.count
    origin = letter.origin.description
    bytes = letter.bytes.count
    kept = entry.isKept
    refused = entry.refused
    guard withRecord else { return }
    record = Content(letter.bytes)
    key = letter.key.map(Content.init)
    headers = letter.headers.map { Header(name: $0.name, value: Content($0.value)) }
  }
}
