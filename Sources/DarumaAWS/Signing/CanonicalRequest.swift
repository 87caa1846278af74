import DarumaCrypto

/// A request in the one form in which both sides hash it.
struct CanonicalRequest: Equatable {
  var method: String
  var path: String
  var query: CanonicalQuery
  var headers: CanonicalHeaders
  /// Hexadecimal SHA-256, or `UNSIGNED-PAYLOAD`.
  var bodyHash: String

  var text: String {
    [method, path, query.text, headers.lines, headers.names, bodyHash].joined(separator: "\n")
  }
}
