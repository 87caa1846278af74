package import DarumaCore

/// The time in an HTTP answer's `Date` field.
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Tue, 24 Nov 2026 03:42:00 GMT`, the form that RFC 9110, section 5.6.7, asks servers to write. The
  /// two older forms give nil, and so does anything else.
  package static func read(_ text: String) -> Instant? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[0].count == 4, words[0].last == ",", words[5] == "GMT", words[1].count == 2,
      words[3].count == 4, let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    return instant(year: words[3], month: month, day: words[1], time: words[4])
  }

  /// Reads `Nov  4 03:42:00 2027 GMT`, as OpenSSL prints the times of certificates; anything else gives nil.
  package static func readCertificate(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 5, words[4] == "GMT", words[3].count == 4, let month = months.firstIndex(of: String(words[0]))
    else { return nil }
    return instant(year: words[3], month: month, day: words[1], time: words[2])
  }

  private static func instant(year: Substring, month: Int, day: Substring, time: Substring) -> Instant? {
    Instant(rfc3339: "\(year)-\(padded(Substring("\(month + 1)")))-\(padded(day))T\(time)Z")
  }

  private static func padded(_ number: Substring) -> String { number.count == 1 ? "0\(number)" : String(number) }
}
