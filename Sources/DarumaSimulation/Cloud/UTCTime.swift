/// A moment in UTC, broken into its calendar fields. Computed from the day count by the proleptic Gregorian
/// rules (after Hinnant, "chrono-Compatible Low-Level Date Algorithms").
package struct UTCTime: Sendable, Equatable {
  package let year: Int
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int
  package let millisecond: Int

  /// - Parameter milliseconds: since the epoch.
  package init(milliseconds: Int64) {
    let millisecondsPerDay: Int64 = 86_400_000
    let quotient = milliseconds / millisecondsPerDay
    let days = Int(milliseconds % millisecondsPerDay < 0 ? quotient - 1 : quotient)
    let ofDay = Int(milliseconds - Int64(days) * millisecondsPerDay)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = ofDay / 3_600_000
    minute = ofDay / 60_000 % 60
    second = ofDay / 1_000 % 60
    millisecond = ofDay % 1_000
  }

  /// ISO 8601 with milliseconds, as the XML protocols write it: `2026-11-24T05:44:00.123Z`.
  package var text: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
      + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(millisecond, 3))Z"
  }

  /// The suffix that RDS puts on the name of an automated snapshot: `2026-11-24-05-44`.
  package var snapshotSuffix: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))-\(padded(hour, 2))-\(padded(minute, 2))"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
