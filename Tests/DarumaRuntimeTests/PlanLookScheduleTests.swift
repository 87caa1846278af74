import DarumaCore
import Testing

@testable import DarumaRuntime

@Suite("When a plan is looked at: at least every interval, sooner where something touched it, and each in its turn")
struct PlanLookScheduleTests {
  private typealias Subject = PlanLookSchedule.Subject
  private static let start = Instant(rfc3339: "2026-11-24T03:00:00Z") ?? Instant(milliseconds: 0)
  private static let one = Subject(application: "a", plan: "failover")
  private static let other = Subject(application: "b", plan: "failover")

  @Test("what was never looked at is due at once, then every interval")
  func interval() {
    var schedule = PlanLookSchedule(PlanWatchSettings(interval: .minutes(5)))
    #expect(schedule.due([Self.one], at: Self.start) == [Self.one])
    schedule.begin(Self.one, at: Self.start)
    #expect(schedule.due([Self.one], at: Self.start + .seconds(299)) == [])
    #expect(schedule.next([Self.one], at: Self.start) == Self.start + .minutes(5))
    #expect(schedule.due([Self.one], at: Self.start + .minutes(5)) == [Self.one])
  }

  @Test("what touches an application has its plans looked at after a pause, once however often it does")
  func touched() {
    var schedule = PlanLookSchedule(PlanWatchSettings(interval: .minutes(5)))
    for subject in [Self.one, Self.other] { schedule.begin(subject, at: Self.start) }
    for _ in 1...1000 { schedule.touch("a") }
    #expect(schedule.next([Self.one, Self.other], at: Self.start) == Self.start + PlanWatchSettings.leastPause)
    #expect(schedule.due([Self.one, Self.other], at: Self.start + .seconds(30)) == [Self.one])
    schedule.begin(Self.one, at: Self.start + .seconds(30))
    #expect(schedule.due([Self.one, Self.other], at: Self.start + .seconds(60)) == [])
  }

  @Test("of many, what has waited longest comes first; what is gone is forgotten")
  func turns() {
    var schedule = PlanLookSchedule(PlanWatchSettings(interval: .minutes(5)))
    let all = (0..<240).map { Subject(application: ApplicationName("app-\($0 / 2)"), plan: PlanName("plan-\($0 % 2)")) }
    for (index, subject) in all.enumerated().reversed() {
      schedule.begin(subject, at: Self.start + .seconds(Int64(index)))
    }
    #expect(schedule.due(all.reversed(), at: Self.start + .hours(1)) == all)
    schedule.keep([all[7]])
    #expect(
      schedule.next([all[7]], at: Self.start) == Self.start + .minutes(5), "its clock is not believed to be ahead")
    #expect(schedule.due(all, at: Self.start).count == all.count - 1)
  }
}
