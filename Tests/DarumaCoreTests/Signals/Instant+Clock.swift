import DarumaCore

extension Instant {
  /// A time of day (`03:42`, `03:42:10`, UTC) on 2026-11-24, the day on which the stories of these tests play.
  static func at(_ clock: String) -> Instant {
    let seconds = clock.split(separator: ":").count == 2 ? ":00" : ""
    guard let instant = Instant(rfc3339: "2026-11-24T" + clock + seconds + "Z") else {
      preconditionFailure("a test names a time of day that does not exist: \(clock)")
    }
    return instant
  }
}
