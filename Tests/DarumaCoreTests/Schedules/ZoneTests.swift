import Testing
import TestSupport

@testable import DarumaCore

@Suite("Local time: what clocks show, and when they show it")
struct ZoneTests {
  private static func moment(_ zone: Zone, _ date: String, _ clock: String) -> Instant {
    zone.instant(.on(date, clock))
  }

  @Test(
    "a time of day that clocks show once",
    arguments: [
      (Zone.tokyo, "2026-11-24", "03:00", "2026-11-23T18:00:00Z"),
      (.berlin, "2026-01-15", "03:00", "2026-01-15T02:00:00Z"),
      (.berlin, "2026-07-15", "03:00", "2026-07-15T01:00:00Z"),
      (.newYork, "2026-07-15", "23:30", "2026-07-16T03:30:00Z"),
      (.lordHowe, "2026-01-15", "03:00", "2026-01-14T16:00:00Z"),
      (.lordHowe, "2026-06-15", "03:00", "2026-06-14T16:30:00Z"),
      (.utc, "2026-02-28", "24:00", "2026-03-01T00:00:00Z"),
    ])
  func once(zone: Zone, date: String, clock: String, expected: String) {
    #expect(Self.moment(zone, date, clock) == .on(expected))
  }

  @Test(
    "a time of day that clocks skip is the moment of the change",
    arguments: [
      (Zone.berlin, "2026-03-29", "02:30", "2026-03-29T01:00:00Z"),
      (.newYork, "2026-03-08", "02:00", "2026-03-08T07:00:00Z"),
      (.lordHowe, "2026-10-04", "02:15", "2026-10-03T15:30:00Z"),
      (.apia, "2011-12-30", "12:00", "2011-12-30T10:00:00Z"),
    ])
  func skipped(zone: Zone, date: String, clock: String, expected: String) {
    #expect(Self.moment(zone, date, clock) == .on(expected))
  }

  @Test(
    "of a time of day that clocks show twice it is the first time",
    arguments: [
      (Zone.berlin, "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
      (.newYork, "2026-11-01", "01:00", "2026-11-01T05:00:00Z"),
      (.lordHowe, "2026-04-05", "01:45", "2026-04-04T14:45:00Z"),
    ])
  func twice(zone: Zone, date: String, clock: String, expected: String) {
    #expect(Self.moment(zone, date, clock) == .on(expected))
  }

  @Test("the day that Samoa left out is no day, the ones around it are")
  func leftOut() throws {
    let day = try #require(CivilDate(year: 2011, month: 12, day: 30)).dayNumber
    #expect((day - 1...day + 1).map(Zone.apia.hasDay) == [true, false, true])
  }

  @Test("an hour that is skipped at midnight takes no day away")
  func midnight() {
    let zone = Zone(name: "x", firstOffset: .zero, changes: [.init(at: .on("2026-03-01T00:00:00Z"), offset: .hours(1))])
    let day = LocalTime.on("2026-03-01", "00:00").day
    #expect(zone.hasDay(day) && zone.instant(LocalTime(day: day, minute: 30)) == .on("2026-03-01T00:00:00Z"))
  }

  @Test("minutes beyond the day, and before it, are of the next and the last", arguments: [-1440, -1, 1440, 2000])
  func beyond(minute: Int) {
    let local = LocalTime.on("2026-03-28", "00:00")
    #expect(
      Zone.berlin.instant(LocalTime(day: local.day, minute: minute))
        == Zone.berlin.instant(LocalTime(day: local.day + 1, minute: minute - 1440)))
  }

  @Test("it is the first minute at which clocks show that or later, in zones of any kind", arguments: 0..<40)
  func firstMinute(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let zone = Zone.byChance(&random)
    for _ in 0..<20 {
      let near = random.one(of: zone.changes).at.milliseconds / 60_000
      let wanted = near + .random(in: -3000...3000, using: &random)
      let local = LocalTime(
        day: wanted.flooredQuotient(by: 1440), minute: Int(wanted - wanted.flooredQuotient(by: 1440) * 1440))
      let found = zone.instant(local)
      #expect(shown(zone, found) >= wanted, "\(local)")
      // Minutes are enough: changes and offsets are whole minutes here.
      let before = (1...2880).first { shown(zone, found - .minutes($0)) >= wanted }
      #expect(before == nil, "\(local) was shown \(before ?? 0) minutes before")
    }
  }

  @Test("from a moment to local time and back is the same moment, unless clocks show that twice", arguments: 0..<200)
  func roundTrip(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let zone = random.once(in: 2) ? Zone.byChance(&random) : random.one(of: Zone.real.filter { !$0.changes.isEmpty })
    for _ in 0..<40 {
      let minute = random.one(of: zone.changes).at.milliseconds / 60_000 + .random(in: -3000...3000, using: &random)
      let instant = Instant(milliseconds: minute * 60_000)
      let back = zone.instant(zone.local(instant))
      #expect(back <= instant && (back == instant || shown(zone, back) >= shown(zone, instant)))
      let wasBack = zone.changes.contains {
        $0.at > back && $0.at <= instant && $0.offset < zone.offset(at: $0.at - .minutes(1))
      }
      #expect(back == instant || wasBack)
    }
  }

  @Test("the offset is that of the last change, found as a plain search finds it", arguments: 0..<50)
  func offset(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let zone = Zone.byChance(&random)
    for change in zone.changes {
      for milliseconds in [-1, 0, 1] {
        let instant = change.at + Span(milliseconds: Int64(milliseconds))
        #expect(zone.offset(at: instant) == zone.changes.last { $0.at <= instant }?.offset ?? zone.firstOffset)
      }
    }
  }

  private func shown(_ zone: Zone, _ instant: Instant) -> Int64 {
    let local = zone.local(instant)
    return local.day * 1440 + Int64(local.minute)
  }
}

extension LocalTime {
  static func on(_ date: String, _ clock: String) -> LocalTime {
    let numbers = (date.split(separator: "-") + clock.split(separator: ":")).compactMap { Int64($0) }
    guard numbers.count == 5, let civil = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
      preconditionFailure("a test names no local time: \(date) \(clock)")
    }
    return LocalTime(day: civil.dayNumber, minute: Int(numbers[3] * 60 + numbers[4]))
  }
}

extension Zone {
  /// Changes hours to months apart, forward and back, by minutes to a day: worse than any real zone.
  static func byChance(_ random: inout SeededRandom) -> Zone {
    var at: Int64 = 1_700_000_000 / 60
    let changes = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      at += random.one(of: [.random(in: 1...600, using: &random), .random(in: 10_000...300_000, using: &random)])
      return Change(
        at: Instant(milliseconds: at * 60_000), offset: .minutes(.random(in: -840...840, using: &random)))
    }
    return Zone(name: "by chance", firstOffset: .minutes(.random(in: -840...840, using: &random)), changes: changes)
  }
}
