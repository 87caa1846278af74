package import DarumaCore

/// Texts that stand for something. A member that is missing is nil; one that can't be read is an error, so
/// that nothing is taken for missing that is there.
extension XMLTree {
  /// `true` or `false`.
  package func flag(_ name: String) throws(WireFormatError) -> Bool? {
    guard let text = text(name) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default: throw WireFormatError("\(self.name).\(name) is '\(text)', neither true nor false")
    }
  }

  /// A time in RFC 3339.
  package func instant(_ name: String) throws(WireFormatError) -> Instant? {
    guard let text = text(name) else { return nil }
    guard let instant = Instant(rfc3339: text) else {
      throw WireFormatError("\(self.name).\(name) is '\(text)', not a time")
    }
    return instant
  }

  /// A number of days.
  package func days(_ name: String) throws(WireFormatError) -> Span? {
    guard let count = try integer(name) else { return nil }
    guard (0...Self.longestDays).contains(count) else {
      throw WireFormatError("\(self.name).\(name) is \(count), not a number of days")
    }
    return .days(Int64(count))
  }

  /// A number of GiB, in bytes. Nil for zero too: services say so where they don't know.
  package func gibibytes(_ name: String) throws(WireFormatError) -> Int64? {
    guard let count = try integer(name), count != 0 else { return nil }
    let (bytes, overflows) = Int64(count).multipliedReportingOverflow(by: 1 << 30)
    guard count > 0, !overflows else {
      throw WireFormatError("\(self.name).\(name) is \(count), not a number of GiB")
    }
    return bytes
  }

  /// The longest retention that is believed, in days: a hundred years and more.
  private static let longestDays = 100_000
}

extension ARN {
  /// Nil where the text is no ARN: services also name keys by id or alias, which say nothing elsewhere.
  init?(whole text: String?) {
    guard let text else { return nil }
    let arn = ARN(text)
    guard arn.isWellFormed else { return nil }
    self = arn
  }

  /// `aws`, `aws-cn`: the second part, for ARNs that are made of this one.
  var partitionName: String {
    let parts = rawValue.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : Partition.aws.rawValue
  }
}
