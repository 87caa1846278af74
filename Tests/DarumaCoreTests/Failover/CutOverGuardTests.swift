import TestSupport
import Testing

@testable import DarumaCore

@Suite("Guards hold again right before the cut-over")
struct CutOverGuardTests {
  /// Until the step before the cut-over is done, but for that one's outcome.
  private static func beforeCutOver(byHand: Bool = false) -> Story {
    var story = Story()
    if byHand {
      story.backUp()
      story.order(.failover, plan: "region-failover")
    } else {
      story.lose()
    }
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.skipTelling()
    return story
  }

  private static func blocked(at clock: String = "03:05:00", _ guardName: Guard) -> String {
    """
    \(clock) app succeeded
    \(clock) dns ready for attempt 1 of 3
    \(clock) dns started, until \(clock.replacing(":05:", with: ":35:").replacing("03:00:", with: "03:30:"))
    \(clock) dns failed at attempt 1: guard.\(guardName.rawValue)
    \(clock) execution 1 paused at dns: guard.\(guardName.rawValue)
    \(clock) notice paused-dns-1/1
    \(clock) notice paused-dns-1/2
    """
  }

  @Test("evidence that is gone stops it, and a person is told what to look at")
  func evidenceGone() throws {
    var story = Self.beforeCutOver()
    story.alarm(.ok)
    story.heartbeat()
    story.notice(.closed)
    story.skipTelling()
    story.succeed("app/1")
    story.ask("dns/1")
    #expect(story.tell() == Self.blocked(.evidenceGone))
    let notice = try #require(story.state.pendingEffects.first { $0.shortID == "notices/paused-dns-1/2" })
    let told = notice.action
    #expect(told.subject == "region-failover of kaigo-subsys waits for a person")
    #expect(
      told.message?.hasPrefix(
        "Step dns failed: what trigger region-outage fired on no longer holds; look whether us-east-1 is back; ")
        == true)
    #expect(
      told.message?.contains("daruma override kaigo-subsys --guard evidence-gone --by YOU --comment WHY (the risk: ")
        == true)
  }

  @Test("resumed while the evidence is still gone, it is stopped again; once it is back, it goes on")
  func resumed() {
    var story = Self.beforeCutOver()
    story.alarm(.ok)
    story.heartbeat()
    story.notice(.closed)
    story.succeed("app/1")
    story.ask("dns/1")
    story.skipTelling()
    story.order(.resume, execution: story.execution?.id)
    story.ask("dns/2")
    #expect(
      story.tell() == """
        03:05:00 dns ready for attempt 2 of 4
        03:05:00 execution 1 resumed by yuki
        03:05:00 accepted resume by yuki
        03:05:00 dns started, until 03:35:00
        03:05:00 dns failed at attempt 2: guard.evidence-gone
        03:05:00 execution 1 paused at dns: guard.evidence-gone
        03:05:00 notice paused-dns-2/1
        03:05:00 notice paused-dns-2/2
        """)
    story.wait(.minutes(1))
    story.notice(.open)
    story.alarm(.alarm)
    story.order(.resume, execution: story.execution?.id)
    #expect(story.send("dns/3") == .go)
  }

  @Test("a guard is asked each time something is sent, not only when the step began")
  func askedEachTime() {
    var story = Self.beforeCutOver()
    story.succeed("app/1")
    #expect(story.send("dns/1") == .go)
    story.alarm(.ok)
    story.heartbeat()
    story.notice(.closed)
    guard case .refuse(let failure) = story.send("dns/1") else {
      Issue.record("it would be sent again")
      return
    }
    #expect(failure.code == "guard.evidence-gone")
  }

  @Test("a person may override one guard, with the risk in the journal; the others stay")
  func overridden() {
    var story = Self.beforeCutOver()
    story.notice(.open, "us-west-2", expected: nil)
    story.succeed("app/1")
    story.ask("dns/1")
    story.order(.override, guardName: .servedElsewhere, comment: "trust me")
    story.order(.override, guardName: .recoveryRegionImpaired)
    story.skipTelling()
    story.order(.override, guardName: .recoveryRegionImpaired, comment: "only the console is down")
    story.order(.resume, execution: story.execution?.id)
    #expect(story.tell().hasPrefix("03:05:00 recovery-region-impaired overridden by yuki"))
    #expect(story.send("dns/2") == .go)
    #expect(story.execution?.overrides.first?.risk == Guard.recoveryRegionImpaired.risk)
    story.wait(.hours(1))
    #expect(story.send("dns/2") != .go, "for an hour, not for ever")
  }

  @Test("a fault in the recovery region stops it")
  func recoveryRegion() {
    var story = Self.beforeCutOver()
    story.notice(.open, "us-west-2", expected: nil)
    story.skipTelling()
    story.succeed("app/1")
    story.ask("dns/1")
    #expect(story.tell() == Self.blocked(.recoveryRegionImpaired))
  }

  @Test(
    "paused automation holds back what a trigger started, however long, and uses up no attempt; resumed, it goes on")
  func automationPaused() {
    var story = Self.beforeCutOver()
    story.order(.pause)
    story.skipTelling()
    story.succeed("app/1")
    #expect(story.tellDecisions() == "03:05:00 app succeeded\n03:05:00 dns ready for attempt 1 of 3")
    story.notice(.open)
    story.alarm(.alarm)
    story.order(.resume)
    #expect(story.tellDecisions().hasSuffix("03:05:00 dns started, until 03:35:00"))
    story.order(.pause)
    #expect(story.send("dns/1") == .wait("not sent: automatic failover is paused by yuki"))
    story.wait(.minutes(20))
    story.alarm(.alarm)
    story.wait(.minutes(20))
    #expect(story.send("dns/1") != .go)
    #expect(story.state.placement.isPrimary && story.execution?.machine.stateName == "running")
    story.order(.override, guardName: .lossTooGreat, comment: "it took long")
    story.skipTelling()
    story.order(.resume)
    #expect(story.tellDecisions().hasSuffix("03:45:00 dns started, until 04:15:00"))
    #expect(story.send("dns/2") == .go)
  }

  @Test("nothing is sent when its time is over, also where nobody has looked at the time yet")
  func late() {
    var story = Self.beforeCutOver()
    story.succeed("app/1")
    story.sleep(.minutes(31))
    guard case .refuse(let failure) = story.send("dns/1") else {
      Issue.record("it would be sent")
      return
    }
    #expect(failure.code == "step.timed-out")
  }

  @Test("what was approved while automation is paused begins when it is resumed, and is not ended")
  func pausedBeforeItBegan() {
    var story = Story()
    story.lose()
    story.order(.pause)
    story.approve()
    #expect(story.execution?.machine.stateName == "awaitingApproval")
    story.order(.resume)
    #expect(story.execution?.machine.stateName == "running")
  }

  @Test(
    "who has approved in time is not ended by time while automation is paused, and is asked anew where it has changed")
  func pausedForLong() throws {
    var story = Story()
    story.lose()
    story.order(.pause)
    story.approve()
    story.backUp(takenAt: .at("02:00"), "older")
    story.remove()
    story.wait(.hours(1))
    story.alarm(.alarm)
    #expect(story.execution?.machine.stateName == "awaitingApproval")
    #expect(story.execution?.approvalRounds == 1, "nobody is asked meanwhile")
    story.order(.resume)
    let approval = try #require(story.execution?.machine.approval)
    #expect(approval.round == 2 && approval.expiresAt == story.now + .minutes(30))
    story.approve()
    #expect(story.execution?.machine.stateName == "running")
  }

  @Test("what ran out of time while it was held back begins anew, also right after the worker was away")
  func heldBackAndAway() {
    var story = Self.beforeCutOver()
    story.succeed("app/1")
    story.order(.pause)
    story.sleep(.minutes(31))
    story.give(.readiness(.catchingUp))
    story.alarm(.alarm)
    story.give(.readiness(.current))
    story.order(.override, guardName: .lossTooGreat, comment: "it took long")
    story.order(.resume)
    #expect(story.execution?.machine.stateName == "running")
    #expect(story.send("dns/2") == .go)
  }

  @Test("paused automation does not stop what a person started: that is why it was paused")
  func byHand() {
    var story = Self.beforeCutOver(byHand: true)
    story.order(.pause)
    story.skipTelling()
    story.succeed("app/1")
    #expect(story.tell().hasSuffix("03:00:00 dns started, until 03:30:00"))
  }

  @Test("what a person started needs no evidence at the cut-over, but a sound recovery region")
  func byHandImpaired() {
    var story = Self.beforeCutOver(byHand: true)
    story.notice(.open, "us-west-2", expected: nil)
    story.skipTelling()
    story.succeed("app/1")
    story.ask("dns/1")
    #expect(story.tell() == Self.blocked(at: "03:00:00", .recoveryRegionImpaired))
  }

  @Test("the approved recovery point is looked at again right before it is used")
  func pointGone() {
    var story = Story(
      .kaigo.changed {
        $0.plans[0].steps[0].after = ["app"]
        $0.plans[0].steps[1].after = []
        $0.plans[0].steps[2].after = ["restore-db"]
      })
    story.lose()
    story.approve()
    story.remove()
    story.skipTelling()
    story.succeed("app/1")
    story.ask("restore-db/1")
    #expect(
      story.tellDecisions().hasPrefix(
        """
        03:05:00 app succeeded
        03:05:00 restore-db ready for attempt 1 of 4
        03:05:00 restore-db started, until 05:05:00
        03:05:00 restore-db failed at attempt 1: guard.no-usable-recovery-point
        """))
  }
}
