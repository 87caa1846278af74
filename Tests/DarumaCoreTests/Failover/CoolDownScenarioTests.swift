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

  @Test("after a failover that moved the users nothing fails over again, however long its cause goes on")
  func servedElsewhere() {
    var story = Self.failedOver()
    story.wait(.hours(6))
    #expect(
      story.tellDecisions().contains(
        "09:05:00 region-outage suppressed: kaigo-subsys is served from us-west-2 since 2026-11-24T03:05:00.000Z"))
    story.wait(.days(2))
    #expect(!story.tellDecisions().contains("fired"))
    #expect(story.state.executionCount == 1)
  }

  @Test("a second trigger with a short cool-down does not restore the same snapshot over what users have written")
  func secondTrigger() {
    var story = Self.failedOver { application in
      var second = Trigger.regionOutage
      second.name = "zones-lost"
      second.when = .regionAlarm
      second.coolDown = .zero
      application.triggers.append(second)
    }
    story.wait(.hours(3))
    #expect(story.state.executionCount == 1)
    #expect(
      story.journal.map(\.line).contains { $0.contains("zones-lost suppressed") && $0.contains("served-elsewhere") })
  }

  @Test("once a person says that it is back, the cool-down is over too, and the primary's exposure counts again")
  func back() {
    var story = Self.failedOver()
    #expect(story.state.exposures["db"]?.status == .unknown, "what serves the users has no copy that anybody knows of")
    story.alarm(.ok)
    story.notice(.closed)
    story.heartbeat()
    story.order(.rearm, servedFrom: "us-east-1")
    #expect(story.state.placement.isPrimary)
    #expect(story.state.exposures["db"]?.takenAt == .at("02:23"))
    story.skipTelling()
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(8))
    #expect(story.tellDecisions().contains("region-outage fired"))
  }

  @Test("a cool-down belongs to the application: it outlives a trigger that leaves the file and returns")
  func outlivesTheFile() {
    var story = Self.failedOver()
    story.declare(.kaigo.changed { $0.triggers = [] })
    story.declare(.kaigo)
    story.order(.rearm, servedFrom: "us-west-2")
    story.skipTelling()
    story.wait(.minutes(30))
    #expect(!story.tellDecisions().contains("fired"))
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
    story.order(.rearm, servedFrom: "us-east-1")
    story.skipTelling()
    story.order(.failover, plan: "region-failover")
    #expect(story.tellDecisions().contains("03:05:00 execution 2 started by yuki"))
    story.order(.abort)
    story.order(.failover, plan: "region-failover")
    #expect(story.execution?.machine.stateName == "awaitingApproval")
  }
}
