import DarumaCore

extension Document {
  /// A time as the JSON protocols have it: seconds since 1970, with a fraction. Nil for what is none, or in no year that can
  /// be written.
  var secondsSince1970: Instant? {
    switch self {
    case .integer(let seconds) where abs(seconds) < 1 << 40: Instant(untrustedMilliseconds: seconds * 1000)
    case .decimal(let seconds) where abs(seconds) < 1e12: Instant(untrustedMilliseconds: Int64(seconds * 1000))
    case .integer, .decimal, .null, .bool, .text, .list, .object: nil
    }
  }
}
