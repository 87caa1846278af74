import Testing

@testable import DarumaCore

@Suite("Cool-down and budget: no failover follows another too soon")
struct CoolDownScenarioTests {
  /// A failover that succeeded at 03:05; its cause goes on.
  private static func failedOver(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = Story(.kaigo.changed(change))
    story.lose()
    story.approve()
    story.finish()
    story.skipTelling()
    return story
  }

  @Test("within its cool-down a trigger does not even hold")
  func quiet() {
    var story = Self.failedOver()
    story.wait(.hours(6) + Span(milliseconds: -1))
    #expect(story.tellDecisions() == "")
    story.wait(Span(milliseconds: 1))
    #expect(
      story.tellDecisions() == """
        09:05:00 region-outage cleared
        09:05:00 region-outage held since 09:05:00
        """)
  }

  @Test("a person may end the cool-down early")
  func endedEarly() {
    var story = Self.failedOver()
    story.order(.acknowledge, trigger: "region-outage")
    #expect(
      story.tellDecisions() == """
        03:05:00 region-outage cleared
        03:05:00 accepted acknowledge by yuki
        03:05:00 region-outage held since 03:05:00
        """)
    story.wait(.minutes(5))
    #expect(story.tellDecisions().hasPrefix("03:10:00 region-outage fired"))
  }

  @Test("a second trigger of the same outage does not fail over again as soon as the first one's failover is done")
  func secondTrigger() {
    var story = Self.failedOver { application in
      var second = Trigger.regionOutage
      second.name = "zones-lost"
      second.when = .regionAlarm
      second.coolDown = .hours(1)
      application.triggers.append(second)
    }
    let id = story.execution?.id.rawValue ?? ""
    story.wait(.minutes(59))
    #expect(
      story.journal.map(\.line).filter { $0.contains("zones-lost") } == [
        "03:00:00 zones-lost held since 03:00:00",
        "03:05:00 zones-lost suppressed: execution \(id) is pending; wait for its end or abort it "
          + "(guard execution-running)",
        "03:05:00 zones-lost suppressed: execution \(id) failed over and ended at 2026-11-24T03:05:00.000Z; "
          + "wait until 2026-11-24T04:05:00.000Z, or fail over by hand (guard cooling-down)",
      ])
    story.wait(.minutes(1))
    #expect(story.tellDecisions().hasPrefix("04:05:00 zones-lost fired"))
  }

  @Test("an execution that did nothing before it ended stands in no other trigger's way")
  func nothingDone() {
    var story = Story()
    story.backUp()
    story.order(.failover, plan: "region-failover")
    story.order(.abort)
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(5))
    #expect(story.tellDecisions().contains("03:05:00 region-outage fired"))
  }

  @Test("failovers by hand are never held back by budget or cool-down, and don't use the budget up")
  func byHand() {
    var story = Self.failedOver { $0.guards.failoversPerDay = 1 }
    story.order(.failover, plan: "region-failover")
    #expect(story.tellDecisions().hasPrefix("03:05:00 execution 2 started by yuki"))
    story.order(.abort)
    story.order(.failover, plan: "region-failover")
    #expect(story.execution?.machine.stateName == "awaitingApproval")
  }
}
