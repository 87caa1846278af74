import TestSupport
import Testing

@testable import DarumaCore

@Suite("Verification: available is not recovered")
struct VerificationScenarioTests {
  /// At 03:05, all steps done.
  private static func verifying(_ change: (inout Plan) -> Void = { _ in }) -> Story {
    var story = Story(.kaigo.changed { change(&$0.plans[0]) })
    story.lose()
    story.approve()
    for _ in 0..<10 where story.execution?.machine.stateName == "running" { story.succeedAll() }
    return story
  }

  @Test("what was done is looked at again, and nothing is done anew")
  func effects() {
    let story = Self.verifying()
    #expect(story.state.pendingEffects.allSatisfy { $0.purpose == .verify })
    #expect(
      story.state.pendingEffects.map(\.shortID).sorted() == [
        "app/verify-1", "check/verify-1", "dns/verify-1", "restore-db/verify-1",
      ])
  }

  @Test("what does not hold any more fails the execution, and says which step")
  func doesNotHold() {
    var story = Self.verifying()
    story.succeed("restore-db/verify-1", "app/verify-1", "check/verify-1")
    story.skipTelling()
    story.fail("dns/verify-1", "route53.changed")
    #expect(
      story.tell() == """
        03:05:00 dns does not hold: route53.changed
        03:05:00 execution 1 failed: step dns does not hold: it went wrong (route53.changed)
        03:05:00 region-outage cooling down until 09:05:00
        """)
  }

  @Test("what can't be seen in time fails it")
  func timeout() {
    var story = Self.verifying()
    story.succeed("app/verify-1", "dns/verify-1", "check/verify-1")
    story.skipTelling()
    story.wait(VerificationRules.timeout)
    #expect(
      story.tellDecisions() == """
        03:20:00 restore-db does not hold: verification.timed-out
        03:20:00 execution 1 failed: step restore-db does not hold: it could not be seen before \
        2026-11-24T03:20:00.000Z (verification.timed-out)
        03:20:00 region-outage cooling down until 09:20:00
        """)
  }

  @Test("an outcome that comes twice, or after the end, changes nothing")
  func late() {
    var story = Self.verifying()
    story.succeed("restore-db/verify-1")
    story.skipTelling()
    story.fail("restore-db/verify-1")
    #expect(story.tell() == "")
    story.fail("app/verify-1")
    story.succeed("dns/verify-1", "check/verify-1")
    story.skipTelling()
    story.succeed("app/verify-1", "dns/verify-1")
    #expect(story.tell() == "")
    #expect(story.execution?.machine.stateName == "failed")
  }

  @Test("skipped steps, failed ones that the plan goes on after, and messages are not looked at")
  func notLookedAt() {
    var story = Story(
      .kaigo.changed { application in
        application.plans[0].steps = [
          Step(id: "tell", action: .notify(channels: [], message: "m")),
          Step(
            id: "check", action: .httpCheck(url: "https://a.example"), retries: 0,
            onFailure: .continue),
          Step(id: "app", action: .ecsScale(desiredCount: 1), resource: "api"),
        ]
      })
    story.order(.failover, plan: "region-failover")
    story.approve()
    story.succeed("tell/1")
    story.fail("check/1")
    story.order(.skip, step: "app", comment: "it runs")
    #expect(story.execution?.machine.stateName == "succeeded")
  }

  @Test("an adopted step is looked at as well")
  func adopted() {
    var story = Story(.kaigo.changed { $0.plans[0].steps = [$0.plans[0].steps[0]] })
    story.lose()
    story.approve()
    story.adopt("restore-db/1")
    #expect(story.state.pendingEffects.contains { $0.shortID == "restore-db/verify-1" })
  }
}
