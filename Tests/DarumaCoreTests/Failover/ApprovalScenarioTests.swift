import TestSupport
import Testing

@testable import DarumaCore

@Suite("Approval: what a person approved is what runs")
struct ApprovalScenarioTests {
  /// At 03:05, with approval asked for.
  private static func asking(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = Story(.kaigo.changed(change))
    story.lose()
    story.skipTelling()
    return story
  }

  @Test("the request states loss, evidence and recovery point, and its digest is of just these terms")
  func terms() throws {
    let story = Self.asking()
    let approval = try #require(story.execution?.machine.approval)
    #expect(approval.terms.loss?.atOnset == .minutes(37) && approval.terms.loss?.now == .minutes(42))
    #expect(approval.terms.choices.map(\.point) == [Story.copy()])
    #expect(approval.terms.choices.map(\.usability) == [.copied])
    #expect(approval.terms.onset == .at("03:00"))
    #expect(
      approval.terms.evidence.filter(\.holds).map(\.statement) == [
        "alarm kaigo-prod-region-* is ALARM",
        "the provider announces a fault in us-east-1, expected to last 4h or more",
        "synthetics-us-west-2 has been silent for 3m",
      ])
    #expect(approval.digest == Story.machine.digest(approval.terms.binding))
    #expect(story.execution?.steps.values.allSatisfy { $0.state == .waiting } == true)
  }

  @Test("the message to the approver names the loss and the command to type")
  func message() throws {
    let story = Self.asking()
    let effect = try #require(story.state.pendingEffects.first)
    let notice = effect.action
    #expect(notice.channels == [.sns(topic: "arn:aws:sns:us-west-2:123456789012:management")])
    #expect(
      notice.message == """
        You will lose 42m of data (db; 37m if nothing was written since 2026-11-24T03:00:00.000Z), and 4h 15m at the most \
        if it takes as long as it may. Approve before 2026-11-24T03:35:00.000Z with: daruma approve kaigo-subsys \
        --execution \(effect.execution?.rawValue ?? "") --digest \(story.digest ?? "") --role management --by YOU \
        Deny with: daruma deny kaigo-subsys --execution \(effect.execution?.rawValue ?? "") --role management --by YOU \
        --comment WHY
        """)
  }

  @Test("a newer copy voids nothing: what was asked for can still be done, and loses no more than was said")
  func newerCopy() {
    var story = Self.asking()
    let digest = story.digest
    story.wait(.minutes(10))
    story.backUp(takenAt: .at("02:50"), "extra")
    #expect(story.tellDecisions() == "")
    #expect(story.digest == digest)
    story.approve()
    #expect(story.pending.contains("from arn:aws:rds:us-west-2:123456789012:snapshot:nightly-copy"))
  }

  @Test(
    "what gets worse voids the request and asks again, with the time that is left; an approval of the old is refused")
  func worse() {
    var story = Self.asking()
    let old = story.digest
    story.wait(.minutes(10))
    story.backUp(takenAt: .at("02:00"), "older")
    story.remove()
    #expect(
      story.tellDecisions() == """
        03:15:00 execution 1 asks for approval 2, loss 1h 15m, until 03:35:00
        03:15:00 notice approval-2/1
        """)
    story.order(.approve, digest: old)
    #expect(story.tellDecisions().contains("rejected approve by yuki: the approval is bound to other terms"))
    story.approve()
    #expect(story.pending.contains("from arn:aws:rds:us-west-2:123456789012:snapshot:older-copy"))
  }

  @Test("what asks people for a void approval is not sent again, also where it was sent before without an answer")
  func voidRequest() {
    var story = Self.asking()
    #expect(story.send("notices/approval-1/1") == .go)
    story.wait(.minutes(10))
    #expect(story.send("notices/approval-1/1") == .go)
    story.backUp(takenAt: .at("02:00"), "older")
    story.remove()
    #expect(story.tellDecisions().contains("asks for approval 2"))
    guard case .refuse(let failure) = story.send("notices/approval-1/1") else {
      Issue.record("a void request was sent")
      return
    }
    #expect(failure.code == "effect.called-off")
    #expect(failure.message == "not sent: request 1 is not in force any more")
    #expect(story.send("notices/approval-2/1") == .go)
  }

  @Test("requests follow each other no sooner than people can answer")
  func pause() {
    var story = Self.asking()
    for minute in 0..<4 {
      story.backUp(takenAt: .at("02:1\(8 - minute)"), "older-\(minute)")
      story.remove(minute == 0 ? Story.copy() : Story.copy("older-\(minute - 1)"))
      story.wait(.minutes(1))
    }
    #expect(!story.tellDecisions().contains("asks"))
    story.wait(.minutes(1))
    #expect(story.tellDecisions().contains("03:10:00 execution 1 asks for approval 2"))
  }

  @Test("until it is asked anew, an answer to what is no longer so is refused, with what changed and when it is asked")
  func betweenRequests() {
    var story = Self.asking { $0.triggers[0].approval?.required = 2 }
    let digest = story.digest
    story.backUp(takenAt: .at("02:00"), "older")
    story.order(.approve, by: "hanako", digest: digest)
    story.remove()
    story.skipTelling()
    story.order(.approve, digest: digest)
    let told = story.tellDecisions()
    #expect(
      told.contains("rejected approve by yuki: what request 1 asks is no longer so: db: restored from "), "\(told)")
    #expect(told.contains("it is asked anew at 2026-11-24T03:10:00.000Z"), "\(told)")
    #expect(story.execution?.machine.approval?.approvers.map(\.name) == ["hanako"])
    story.wait(.minutes(5))
    #expect(story.tellDecisions().contains("03:10:00 execution 1 asks for approval 2"))
    story.approve()
    story.approve(by: "hanako")
    #expect(story.pending.contains("from arn:aws:rds:us-west-2:123456789012:snapshot:older-copy"))
  }

  @Test("what was answered in full and got worse before it could begin is asked anew at once")
  func answeredAndWorse() {
    var story = Self.asking()
    story.backUp(takenAt: .at("02:00"), "older")
    story.order(.pause)
    story.approve()
    story.remove()
    story.skipTelling()
    story.order(.resume)
    #expect(story.tellDecisions().contains("asks for approval 2"))
  }

  @Test("evidence that gets stronger after the request voids nothing: what was asked is approved, and begins")
  func stronger() {
    var story = Story(.kaigo)
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    for minutes in [2, 2, 1] as [Int64] {
      story.heartbeat()
      story.wait(.minutes(minutes))
    }
    let asked = story.execution?.machine.approval
    #expect(asked?.terms.evidence.filter(\.holds).count == 2)
    story.wait(.minutes(3))
    let now = story.state.evaluate(Application.kaigo.triggers[0], of: .kaigo, at: story.now, linger: .zero)
    #expect(now.evidence.filter(\.holds).count == 3, "the canary is silent by now")
    story.skipTelling()
    story.approve()
    #expect(story.tellDecisions().contains("execution 1 began by approval"))
  }

  @Test("one more witness for what holds anyway voids nothing, nor does a leaf that flaps within the hold-down")
  func witnesses() {
    var story = Self.asking()
    let digest = story.digest
    story.alarm(.alarm, "kaigo-prod-region-web")
    story.wait(.minutes(1))
    story.alarm(.ok, "kaigo-prod-region-web")
    story.notice(.closed)
    story.wait(.minutes(1))
    story.notice(.open)
    #expect(!story.tellDecisions().contains("asks"))
    #expect(story.digest == digest)
  }

  @Test("evidence that is gone, or nothing left to restore, ends the execution")
  func gone() {
    var story = Self.asking()
    story.alarm(.ok)
    story.heartbeat()
    story.notice(.closed)
    story.skipTelling()
    story.wait(.minutes(4))
    #expect(!story.tellDecisions().contains("aborted"), "it may flap")
    story.wait(.minutes(1))
    #expect(
      story.tellDecisions().contains(
        "execution 1 aborted by guard evidence-gone: what trigger region-outage fired on no longer holds"))
    story = Self.asking()
    story.remove()
    #expect(
      story.tellDecisions() == """
        03:05:00 execution 1 aborted by guard no-usable-recovery-point: no usable recovery point of known age in \
        us-west-2 for db (arn:aws:rds:us-east-1:123456789012:snapshot:rds:nightly: it lies in us-east-1)
        03:05:00 region-outage cleared
        03:05:00 region-outage held since 03:00:00
        03:05:00 region-outage suppressed: it was tried at 2026-11-24T03:05:00.000Z, and nothing came of it; wait \
        until 2026-11-24T03:10:00.000Z (guard asked-recently)
        """)
  }

  @Test("an approval that comes as its recovery point expires does not count: the terms are no longer true")
  func expiresMeanwhile() {
    var story = Self.asking()
    story.say(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: Story.copy(), takenAt: nil, expiresAt: .at("03:10"))),
      region: "us-west-2")
    let old = story.digest
    story.skipTelling()
    // The worker looks at no deadline before the order comes.
    story.sleep(.minutes(5))
    story.order(.approve, digest: old)
    #expect(story.execution?.steps["restore-db"]?.startedAt == nil)
    #expect(!story.tellDecisions().contains("began"))
  }

  @Test(
    "an approval from the wrong role, or from none, is refused",
    arguments: [(Role("on-call"), "on-call"), (nil, "no role")])
  func role(role: Role?, called: String) {
    var story = Self.asking()
    story.approve(role: role)
    #expect(
      story.tellDecisions()
        == "03:05:00 rejected approve by yuki: an approval must come from management; this one came from \(called)")
  }

  @Test("an approval that names no digest is refused")
  func noDigest() {
    var story = Self.asking()
    story.order(.approve)
    #expect(
      story.tellDecisions() == """
        03:05:00 rejected approve by yuki: the approval is bound to other terms (none named); those in force are \
        \(story.digest ?? ""), of request 1
        """)
  }

  @Test("two approvers must be two people")
  func twoApprovers() {
    var story = Self.asking { $0.triggers[0].approval?.required = 2 }
    story.approve(by: "yuki")
    story.approve(by: "yuki")
    story.approve(by: "ken")
    #expect(
      story.tellDecisions() == """
        03:05:00 execution 1 approved by yuki
        03:05:00 accepted approve by yuki
        03:05:00 rejected approve by yuki: yuki has approved already; 2 different people must
        03:05:00 execution 1 approved by ken
        03:05:00 accepted approve by ken
        03:05:00 execution 1 began by approval
        03:05:00 restore-db ready for attempt 1 of 4
        03:05:00 restore-db started, until 05:05:00
        """)
    #expect(story.execution?.approvers.map(\.name) == ["yuki", "ken"])
  }

  @Test("of two approvers, the first must approve again when the terms change")
  func twoApproversVoid() {
    var story = Self.asking { $0.triggers[0].approval?.required = 2 }
    story.approve(by: "yuki")
    story.backUp(takenAt: .at("02:00"), "older")
    story.remove()
    story.wait(.minutes(5))
    story.approve(by: "ken")
    #expect(story.execution?.machine.stateName == "awaitingApproval")
    story.approve(by: "yuki")
    #expect(story.execution?.machine.stateName == "running")
  }

  @Test("a denial ends it with its reason; one from the wrong role does not")
  func deny() {
    var story = Self.asking()
    story.order(.deny, role: "on-call", comment: "no")
    story.order(.deny, by: "ken", comment: "the region is coming back")
    #expect(
      story.tellDecisions() == """
        03:05:00 rejected deny by yuki: a denial must come from management
        03:05:00 execution 1 denied by ken: the region is coming back
        03:05:00 accepted deny by ken
        03:05:00 region-outage acknowledged by ken
        """)
  }

  @Test("when nobody answers in time, it ends, and a late approval is refused")
  func timeoutAborts() {
    var story = Self.asking()
    let digest = story.digest
    story.wait(.minutes(30))
    let execution = story.state.executions.keys.min()
    #expect(
      story.tellDecisions() == """
        03:20:00 notice approval-1/1 failed: notice.timed-out
        03:35:00 execution 1 aborted by timer: nobody approved in time
        03:35:00 region-outage cleared
        03:35:00 region-outage held since 03:00:00
        03:35:00 execution 2 started by trigger region-outage
        03:35:00 region-outage fired
        03:35:00 execution 2 asks for approval 1, loss 1h 12m, until 04:05:00
        03:35:00 notice approval-1/1
        """)
    story.order(.approve, digest: digest, execution: execution)
    #expect(
      story.tellDecisions()
        == "03:35:00 rejected approve by yuki: execution \(execution?.rawValue ?? "") is aborted, not awaiting approval"
    )
  }

  @Test("when nobody answers in time, it goes on where the policy says so")
  func timeoutProceeds() {
    var story = Self.asking {
      $0.triggers[0].approval?.onTimeout = .proceed
      $0.triggers[0].approval?.timeout = .minutes(10)
    }
    story.wait(.minutes(10))
    #expect(
      story.tellDecisions() == """
        03:15:00 execution 1 began by timer
        03:15:00 restore-db ready for attempt 1 of 4
        03:15:00 restore-db started, until 05:15:00
        """)
  }

  @Test("an approval at the moment at which the request expires is too late")
  func expired() {
    var story = Self.asking()
    story.sleep(.minutes(30))
    story.approve()
    #expect(
      story.tellDecisions().hasPrefix(
        "03:35:00 rejected approve by yuki: the request expired at 2026-11-24T03:35:00.000Z"))
    #expect(story.state.executions.values.min { $0.startedAt < $1.startedAt }?.machine.stateName == "aborted")
  }

  @Test("a plan that nobody is to approve begins at once")
  func notNeeded() {
    var story = Story(.kaigo.changed { $0.triggers[0].approval = nil })
    story.lose()
    #expect(
      story.tellDecisions().hasSuffix(
        """
        03:05:00 execution 1 started by trigger region-outage
        03:05:00 region-outage fired
        03:05:00 execution 1 began by policy
        03:05:00 restore-db ready for attempt 1 of 4
        03:05:00 restore-db started, until 05:05:00
        """))
  }
}
