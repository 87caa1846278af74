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
    if let end = try calculated(detail) { return end }
    guard let createdAt, let days = try days(detail.optionalObject(lifecycle)) else { return nil }
    let end = createdAt + .days(days)
    guard TimeText.writable.contains(end.milliseconds) else {
      throw Problem(
        .noSuchDate, at: detail, "\(days) days after \(createdAt) there is no year any more",
        remedy: "a creation date of our time")
    }
    return end
  }

  /// How long a copy is kept, counted from the creation of its original; -1 keeps the end of the original. Nil: not said.
  static func ofCopy(_ detail: JSONValue, _ lifecycle: StaticString) throws(Problem) -> Retention? {
    let written = try detail.optionalObject(lifecycle)
    if written?.optional("deleteAfterDays")?.text == "-1" { return .forever }
    return try days(written).map { .lasting(.days($0)) }
  }

  /// When AWS Backup says that it ends; nil where it does not say.
  static func calculated(_ detail: JSONValue) throws(Problem) -> Instant? {
    try detail.optionalObject("calculatedLifeCycle").orMaybe(detail.optionalObject("calculatedLifecycle"))?
      .optionalInstant("deleteAt")
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
