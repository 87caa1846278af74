/// What may go on the wire. Anything that could end a header early, or be read differently by the two sides,
/// is refused before a connection is made.
enum RequestCheck {
  /// - Throws: ``TransportError`` with code `invalidRequest`, naming the part that can't be sent.
  static func check(_ request: HTTPRequest) throws(TransportError) -> RequestURL {
    guard !request.method.isEmpty, request.method.utf8.allSatisfy(isTokenByte) else {
      throw refusal("the method '\(printable(request.method))' is not one word of plain letters")
    }
    guard request.url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw refusal("the URL holds a space, a control character or a letter that is not percent-encoded")
    }
    guard request.timeout >= shortestTimeout, request.timeout <= longestTimeout else {
      throw refusal("the timeout \(request.timeout) is not between \(shortestTimeout) and \(longestTimeout)")
    }
    for header in request.headers { try check(header, bodyCount: request.body.count) }
    return try RequestURL(request.url)
  }

  /// libcurl counts in milliseconds, and takes 0 for "no limit".
  static let shortestTimeout: Duration = .milliseconds(1)
  /// Longer than any AWS call takes, and well inside libcurl's range.
  static let longestTimeout: Duration = .seconds(24 * 3600)

  private static func check(_ header: HTTPHeader, bodyCount: Int) throws(TransportError) {
    guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
      throw refusal("the header name '\(printable(header.name))' holds a forbidden character")
    }
    guard header.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
      throw refusal("the value of the header \(header.name) holds a line break or a control character")
    }
    switch header.name.lowercased() {
    case "transfer-encoding":
      throw refusal("the header \(header.name) is the transport's own: leave it out")
    case "content-length" where header.value != String(bodyCount):
      throw refusal("the header Content-Length says \(header.value), the body has \(bodyCount) bytes")
    default: break
    }
  }

  /// A `tchar` of RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// `text` without what would break a line of a log.
  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "?" : $0 }).prefix(60))
  }

  private static func refusal(_ reason: String) -> TransportError {
    TransportError(.invalidRequest, "The request can't be sent: \(reason).")
  }
}
