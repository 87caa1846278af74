import DarumaCore

/// When AWS Backup deletes a recovery point: `calculatedLifeCycle.deleteAt`, or, where that is missing,
/// `deleteAfterDays` of the lifecycle, counted from the point's creation. (AWS Backup Developer Guide,
/// "CalculatedLifecycle" and "Lifecycle".)
enum BackupRetention {
  /// Days. What AWS Backup accepts at most.
  private static let longest: Int64 = 36_500

  /// Nil: kept for ever, or not said.
  ///
  /// - Parameter lifecycle: the member that holds `deleteAfterDays`.
  static func end(
    _ detail: JSONValue, _ lifecycle: StaticString, createdAt: Instant?
  ) throws(Problem) -> Instant? {
    let calculated = try detail.optionalObject("calculatedLifeCycle").orMaybe(
      detail.optionalObject("calculatedLifecycle"))
    if let end = try calculated?.optionalInstant("deleteAt") { return end }
    guard let createdAt, let days = try days(detail.optionalObject(lifecycle)) else { return nil }
    let end = createdAt + .days(days)
    guard TimeText.writable.contains(end.milliseconds) else {
      throw Problem(
        .noSuchDate, at: detail, "\(days) days after \(createdAt) there is no year any more",
        remedy: "a creation date of our time")
    }
    return end
  }

  /// -1 stands for "never".
  private static func days(_ lifecycle: JSONValue?) throws(Problem) -> Int64? {
    guard let lifecycle, let written = lifecycle.optional("deleteAfterDays"), written.text != "-1" else {
      return nil
    }
    guard let days = try lifecycle.optionalCount("deleteAfterDays"), days <= longest else {
      throw Problem(
        .invalidNumber, at: written, "\(written.quoted) days are more than AWS Backup keeps anything",
        remedy: "a whole number from 1 to \(longest), or -1")
    }
    return days
  }
}
