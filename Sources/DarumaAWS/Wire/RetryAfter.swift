internal import DarumaCore

/// How long an answer asks to be left alone (RFC 9110, section 10.2.3): in seconds, or until a date, which counts by the
/// answer's own clock.
package enum RetryAfter {
  /// Longest time that is believed: a slip of a proxy must not hold a failover up for ever.
  static let longest: Duration = .seconds(15 * 60)

  package static func read(_ response: HTTPResponse) -> Duration? {
    guard let text = response.header("Retry-After")?.split(separator: " ").joined(separator: " "), !text.isEmpty else {
      return nil
    }
    if text.allSatisfy({ ("0"..."9").contains($0) }) {
      // A number that is too large for any type is too long in any case.
      return min(.seconds(Int64(text) ?? .max), longest)
    }
    guard let until = HTTPDate.read(text), let now = response.header("Date").flatMap(HTTPDate.read), until > now else {
      return nil
    }
    return min(.milliseconds((until - now).milliseconds), longest)
  }
}
