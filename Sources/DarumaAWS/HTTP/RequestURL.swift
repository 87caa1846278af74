/// The parts of an absolute HTTP URL, each exactly as written: nothing is decoded, normalised or re-encoded.
package struct RequestURL: Sendable, Equatable {
  package enum Scheme: String, Sendable {
    case http
    case https

    var defaultPort: Int { self == .http ? 80 : 443 }
  }

  package var scheme: Scheme
  /// Name or address; an IPv6 address keeps its brackets.
  package var host: String
  /// The port, where the URL names one.
  package var port: Int?
  /// From the first `/` on; `/` where the URL has no path.
  package var path: String
  /// What follows the first `?`; nil where there is none.
  package var query: String?

  /// - Throws: ``TransportError`` with code `invalidRequest`.
  package init(_ text: String) throws(TransportError) {
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { throw Self.refusal(text, "it must begin with http:// or https://") }
    guard !text.utf8.contains(UInt8(ascii: "#")) else {
      throw Self.refusal(text, "a fragment (#) is never sent: encode it as %23")
    }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest[authority.endIndex...]
    guard !authority.contains("@") else { throw Self.refusal(text, "it must not carry a user name") }
    (host, port) = try Self.hostAndPort(authority, of: text)
    self.scheme = scheme
    if let mark = target.firstIndex(of: "?") {
      path = String(target[..<mark])
      query = String(target[target.index(after: mark)...])
    } else {
      path = String(target)
      query = nil
    }
    if path.isEmpty { path = "/" }
  }

  /// The value of the `Host` field: the port only where it is not the scheme's own.
  package var hostField: String {
    guard let port, port != scheme.defaultPort else { return host }
    return "\(host):\(port)"
  }

  /// The complete URL.
  package var text: String {
    let authority = port.map { "\(host):\($0)" } ?? host
    return "\(scheme.rawValue)://\(authority)\(path)" + (query.map { "?" + $0 } ?? "")
  }

  private static func hostAndPort(
    _ authority: Substring, of text: String
  ) throws(TransportError) -> (String, Int?) {
    let host: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw refusal(text, "the bracket is not closed") }
      host = authority[...end]
    } else {
      host = authority.prefix { $0 != ":" }
    }
    guard host.utf8.count > 0, host.utf8.allSatisfy(isHostByte) else {
      throw refusal(text, "the host is missing or not plain ASCII")
    }
    let rest = authority[host.endIndex...]
    guard !rest.isEmpty else { return (String(host), nil) }
    let digits = rest.dropFirst()
    guard rest.first == ":", digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits),
      (1...65535).contains(port)
    else { throw refusal(text, "the port must be a number from 1 to 65535") }
    return (String(host), port)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      true
    default: false
    }
  }

  /// The query is left out of messages, where a presigned URL's signature stands, and so is a user with a password.
  private static func refusal(_ text: String, _ reason: String) -> TransportError {
    let shown = Legible.line(shownPart(of: text), letters: longestShown)
    return TransportError(.invalidRequest, "The URL '\(shown)' can't be used: \(reason).")
  }

  private static let longestShown = 200

  /// An `@` behind the host is no user's; where one could be, it is taken for one.
  private static func shownPart(of text: String) -> String {
    let bare = text.prefix { $0 != "?" && $0 != "#" }
    guard let at = bare.lastIndex(of: "@") else { return String(bare) }
    let scheme = bare.firstRange(of: "://").map { bare[..<$0.upperBound] } ?? ""
    return scheme + Secrecy.removed + bare[at...]
  }

  /// Whether there is a user's name, and so perhaps a password, before the host.
  static func holdsUser(_ text: String) -> Bool {
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
  }
}
