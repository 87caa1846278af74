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
    let number = String(month + 1)
    let padded = number.count == 1 ? "0" + number : number
    return Instant(rfc3339: "\(words[3])-\(padded)-\(words[1])T\(words[4])Z")
  }
}
