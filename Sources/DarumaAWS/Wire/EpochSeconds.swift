package import DarumaCore

/// A time as the JSON protocols have it: seconds since 1970, with a fraction.
package struct EpochSeconds: Sendable, Equatable, Decodable {
  package var instant: Instant

  package init(_ instant: Instant) { self.instant = instant }

  /// Up to the end of the year 9999: what can be written as RFC 3339.
  private static let last = 253_402_300_799.0

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let seconds = try container.decode(Double.self)
    guard (-Self.last...Self.last).contains(seconds) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(seconds) is no time")
    }
    instant = Instant(milliseconds: Int64((seconds * 1000).rounded()))
  }
}
