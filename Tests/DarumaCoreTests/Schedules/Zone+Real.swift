import DarumaCore

/// What the zone database (2025b) says of some years, offsets in minutes.
extension Zone {
  /// No summer time.
  static let tokyo = zone("Asia/Tokyo", 540)
  static let berlin = zone(
    "Europe/Berlin", 60,
    [
      ("2025-03-30T01:00:00Z", 120),
      ("2025-10-26T01:00:00Z", 60),
      ("2026-03-29T01:00:00Z", 120),
      ("2026-10-25T01:00:00Z", 60),
      ("2027-03-28T01:00:00Z", 120),
      ("2027-10-31T01:00:00Z", 60),
    ])
  static let newYork = zone(
    "America/New_York", -300,
    [
      ("2025-03-09T07:00:00Z", -240),
      ("2025-11-02T06:00:00Z", -300),
      ("2026-03-08T07:00:00Z", -240),
      ("2026-11-01T06:00:00Z", -300),
      ("2027-03-14T07:00:00Z", -240),
      ("2027-11-07T06:00:00Z", -300),
    ])
  /// Half an hour of summer time, in the southern summer.
  static let lordHowe = zone(
    "Australia/Lord_Howe", 660,
    [
      ("2025-04-05T15:00:00Z", 630),
      ("2025-10-04T15:30:00Z", 660),
      ("2026-04-04T15:00:00Z", 630),
      ("2026-10-03T15:30:00Z", 660),
      ("2027-04-03T15:00:00Z", 630),
      ("2027-10-02T15:30:00Z", 660),
    ])
  /// 30 December 2011 was left out, to come over to the other side of the date line.
  static let apia = zone(
    "Pacific/Apia", -660,
    [
      ("2010-09-26T11:00:00Z", -600),
      ("2011-04-02T14:00:00Z", -660),
      ("2011-09-24T14:00:00Z", -600),
      ("2011-12-30T10:00:00Z", 840),
      ("2012-03-31T14:00:00Z", 780),
      ("2012-09-29T14:00:00Z", 840),
      ("2013-04-06T14:00:00Z", 780),
      ("2013-09-28T14:00:00Z", 840),
    ])

  static let real = [tokyo, berlin, newYork, lordHowe, apia]

  private static func zone(_ name: String, _ first: Int64, _ changes: [(at: String, minutes: Int64)] = []) -> Zone {
    Zone(
      name: name, firstOffset: .minutes(first),
      changes: changes.map { Change(at: .on($0.at), offset: .minutes($0.minutes)) })
  }
}

extension Instant {
  /// A moment in RFC 3339.
  static func on(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("a test names no moment: \(text)") }
    return instant
  }
}
