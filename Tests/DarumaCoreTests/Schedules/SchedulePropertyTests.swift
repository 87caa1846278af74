import Testing
import TestSupport

@testable import DarumaCore

@Suite("Schedules of any kind, in zones of any kind")
struct SchedulePropertyTests {
  private static func caseByChance(_ seed: UInt64) -> (rule: ProtectionRule, application: Application, SeededRandom) {
    var random = SeededRandom(seed: seed)
    let zone = random.once(in: 2) ? Zone.byChance(&random) : random.one(of: Zone.real)
    let cadences: [Cadence] = [
      .every(.days(.random(in: 1...9, using: &random))), .every(.minutes(.random(in: 1...5000, using: &random))),
      .weekly(random.one(of: Weekday.allCases)), .monthly(.last),
      .monthly(.day(.random(in: MonthDay.days, using: &random))),
    ]
    let window = random.maybe(
      DayWindow(startingAt: .random(in: 0...1439, using: &random), minutes: .random(in: 1...1439, using: &random)))
    let rule = ProtectionRule(
      kind: .snapshot, every: random.one(of: cadences), window: window, timeZone: zone.name)
    let application = Application.kaigo.changed { $0.zones = [zone.name: zone] }
    return (rule, application, random)
  }

  private static func moment(_ zone: Zone?, _ random: inout SeededRandom) -> Instant {
    let around = zone.flatMap(\.changes.first)?.at ?? .at("00:00")
    return around + Span(milliseconds: .random(in: -10_000_000_000...40_000_000_000, using: &random))
  }

  @Test("after a backup the next is later, and none is due before it; one missed stays due", arguments: 0..<300)
  func galois(seed: UInt64) throws {
    var (rule, application, random) = Self.caseByChance(seed)
    for _ in 0..<30 {
      let now = Self.moment(rule.zone(in: application), &random)
      let next = try #require(rule.nextStart(after: now, in: application))
      #expect(next > now)
      let last = try #require(rule.lastStart(before: now, in: application))
      #expect(last <= now)
      #expect(try #require(rule.nextStart(after: last, in: application)) > now, "none is due after one of then")
      let before = last - Span(milliseconds: 1)
      #expect(try #require(rule.nextStart(after: before, in: application)) <= now, "one is due after one of before")
      let later = now + Span(milliseconds: .random(in: 0...5_000_000_000, using: &random))
      #expect(try #require(rule.nextStart(after: later, in: application)) >= next, "it never goes back")
    }
  }

  @Test("what begins when it is due begins in the window, on the right day", arguments: 0..<300)
  func inWindow(seed: UInt64) throws {
    var (rule, application, random) = Self.caseByChance(seed)
    guard rule.isOpen(at: .at("00:00"), in: application) != nil else { return }
    let zone = try #require(rule.zone(in: application))
    for _ in 0..<30 {
      let next = try #require(rule.nextStart(after: Self.moment(zone, &random), in: application))
      #expect(rule.isOpen(at: next, in: application) == true)
      #expect(rule.isOpen(at: next + Span(milliseconds: 1), in: application) == true)
      let local = zone.local(next)
      // An opening that clocks skip falls later, at the change.
      let isShown = local.minute == rule.window?.start ?? 0
      guard isShown else { continue }
      switch rule.every {
      case .weekly(let day): #expect(Weekday(dayNumber: local.day) == day)
      case .monthly(.day(let day)):
        let isLast = CivilDate(dayNumber: local.day + 1).day == 1
        let date = CivilDate(dayNumber: local.day).day
        #expect(date == Int64(day) || (isLast && date < Int64(day)))
      case .monthly(.last): #expect(CivilDate(dayNumber: local.day + 1).day == 1)
      case .every, nil: break
      }
    }
  }

  @Test("weekdays follow each other, and 24 November 2026 is a Tuesday")
  func weekdays() {
    let day = LocalTime.on("2026-11-24", "00:00").day
    #expect(Weekday(dayNumber: day) == .tuesday)
    #expect((0..<7).map { Weekday(dayNumber: day - 1 + $0) } == Weekday.allCases)
    #expect(Weekday(dayNumber: -4) == .sunday && Weekday(dayNumber: 0) == .thursday)
  }
}
