import Foundation
import TestSupport
import Testing

@testable import DarumaCore

/// For each guard that can hold a firing trigger back: a story at the end of whose hold-down it does, and what lifts it.
@Suite("Guards hold a firing trigger back, say why, and let it go by themselves")
struct GuardScenarioTests {
  private struct Case {
    var story: Story
    var reason: String
    /// Lifts the guard; afterwards the trigger fires.
    var lift: (inout Story) -> Void
  }

  /// Nil where the guard holds only at the approval and the cut-over.
  private static func make(_ guardName: Guard) -> Case? {
    switch guardName {
    case .evidenceGone: nil  // A trigger whose condition does not hold is clear: there is nothing to hold back.
    case .servedElsewhere: servedElsewhere
    case .askedRecently: askedRecently
    case .silenceAlone: silenceAlone
    case .automationPaused: automationPaused
    case .executionRunning: executionRunning
    case .coolingDown: coolingDown
    case .budgetSpent: budgetSpent
    case .recoveryRegionImpaired: recoveryRegionImpaired
    case .noUsableRecoveryPoint: noUsableRecoveryPoint
    case .lossTooGreat: lossTooGreat
    case .planNotReady: planNotReady
    }
  }

  @Test("each guard blocks with its reason, once, and then lifts", arguments: Guard.allCases)
  func guards(name: Guard) {
    guard var tried = Self.make(name) else { return }
    let executions = tried.story.state.executionCount
    let suppressed = tried.story.tellDecisions().split(separator: "\n").last { $0.contains("suppressed") } ?? ""
    #expect(
      suppressed.hasSuffix("region-outage suppressed: \(tried.reason) (guard \(name.rawValue))"),
      "\(suppressed)")
    tried.story.give(.timePassed)
    #expect(tried.story.tell() == "", "once is enough")
    tried.lift(&tried.story)
    #expect(tried.story.tellDecisions().contains("region-outage fired"))
    #expect(tried.story.state.executionCount == executions + 1)
  }

  @Test("what a step makes anew in the recovery region is not left behind: the plan does without what it held")
  func remade() throws {
    func fate(in region: Step.Place?) -> ResourceFate? {
      var story = Story(
        .kaigo.changed { application in
          application.resources.append(
            Resource(
              id: "cache", type: .elastiCacheCluster,
              arn: "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:cache",
              protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)))]))
          let make = StepAction(
            name: "cache.make", parameters: [:],
            traits: ActionTraits(
              nature: .remakes, idempotency: .named, plane: .control("ElastiCache"), sentence: "make a cache"))
          application.plans[0].steps.append(Step(id: "cache", action: make, resource: "cache", region: region))
        })
      story.lose()
      return story.execution?.machine.approval?.terms.fates.first { $0.resource == "cache" }
    }
    let remade = try #require(fate(in: nil))
    #expect(remade.fate == .remade && !remade.fate.isLeftBehind && remade.fate.asOf == nil)
    #expect(remade.sentence(at: .at("03:00")).contains("made anew by its step"))
    #expect(try JSONDecoder().decode(ResourceFate.self, from: JSONEncoder().encode(remade)) == remade)
    #expect(fate(in: .primary)?.fate == .leftBehind(newest: nil), "made elsewhere, it is not there")
  }

  @Test("a limit of loss holds back also where all is lost: a resource that nothing brings over and that has no copy")
  func everythingLost() {
    func story(asks: Bool) -> Story {
      var story = Story(
        .kaigo.changed { application in
          if !asks { application.triggers[0].approval = nil }
          application.resources.append(
            Resource(
              id: "files", type: .ebsVolume, arn: "arn:aws:ec2:us-east-1:123456789012:volume/vol-1",
              protection: [ProtectionRule(kind: .backup, every: .every(.days(1)))]))
          application.guards.maximumLoss = .hours(2)
        })
      story.lose()
      return story
    }
    #expect(story(asks: true).execution?.machine.approval?.terms.leftBehind == ["files"], "people read it, and decide")
    let held = story(asks: false)
    #expect(held.execution == nil)
    guard case .suppressed(_, let block)? = held.state.triggers["region-outage"]?.state else {
      Issue.record("not suppressed")
      return
    }
    #expect(block.guardName == .lossTooGreat && block.reason.hasPrefix("files would be left behind"))
  }

  @Test("a guard that holds as another lifts is told as well")
  func anotherGuard() {
    var story = Story()
    story.order(.pause)
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(5))
    story.skipTelling()
    story.order(.resume)
    #expect(
      story.tellDecisions() == """
        03:05:00 automation resumed by yuki
        03:05:00 accepted resume by yuki
        03:05:00 region-outage suppressed: no usable recovery point of known age in us-west-2 for db; copy a snapshot there, or check that the copy's events arrive (guard no-usable-recovery-point)
        """)
  }

  @Test("a suppressed trigger whose condition ends is released")
  func released() {
    var story = Story()
    story.order(.pause)
    story.alarm(.alarm)
    story.wait(.minutes(10))
    story.skipTelling()
    story.alarm(.ok)
    #expect(story.tellDecisions() == "03:10:00 region-outage released")
  }

  @Test(
    "more loss than the RPO fires only where a person is asked who then decides",
    arguments: [
      (ApprovalPolicy(required: 1, from: ["management"]), true),
      (ApprovalPolicy(required: 1, from: ["management"], onTimeout: .proceed), false),
      (ApprovalPolicy(required: 0, from: []), false), (nil, false),
    ])
  func lossWithoutLimit(policy: ApprovalPolicy?, fires: Bool) {
    var story = Story(.kaigo.changed { $0.triggers[0].approval = policy })
    story.backUp(takenAt: .at("01:59"))
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(5))
    #expect(story.tellDecisions().contains("fired") == fires)
  }

  @Test("only a restore needs a recovery point: a plan without one fires without a backup")
  func nothingToRestore() {
    var story = Story(
      .kaigo.changed {
        $0.plans[0].steps = [Step(id: "app", action: .ecsScale(desiredCount: 4), resource: "api")]
      })
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(5))
    #expect(story.tellDecisions().contains("execution 1 asks for approval 1, until"))
  }
}

extension GuardScenarioTests {
  private static func held(_ change: (inout Application) -> Void = { _ in }) -> Story {
    var story = Story(.kaigo.changed(change))
    story.backUp()
    story.alarm(.alarm)
    story.notice(.open)
    return story
  }

  /// A failover has moved the users; its cause goes on.
  private static var servedElsewhere: Case {
    var story = held { $0.triggers[0].coolDown = .zero }
    story.wait(.minutes(5))
    story.approve()
    story.finish()
    story.give(.timePassed)
    return Case(
      story: story,
      reason: "kaigo-subsys is served from us-west-2 since 2026-11-24T03:05:00.000Z; when it is back, say so with: "
        + "daruma rearm kaigo-subsys --served-from us-east-1 --by YOU",
      lift: { $0.order(.rearm, servedFrom: "us-east-1") })
  }

  /// People were asked, and nobody wanted to answer.
  private static var askedRecently: Case {
    var story = held()
    story.wait(.minutes(5))
    story.remove()
    story.backUp(takenAt: .at("02:24"), "again")
    return Case(
      story: story,
      reason: "it was tried at 2026-11-24T03:05:00.000Z, and nothing came of it; wait until "
        + "2026-11-24T03:10:00.000Z",
      lift: { $0.wait(.minutes(5)) })
  }

  private static var silenceAlone: Case {
    var story = Story(.kaigo.changed { $0.triggers[0].when = .any([.syntheticsSilent, .regionAlarm]) })
    story.backUp()
    story.wait(.minutes(8))
    return Case(
      story: story,
      reason:
        "silence is the only evidence against us-east-1; wait for an alarm or an announcement, or fail over by hand",
      lift: { $0.alarm(.alarm) })
  }

  private static var automationPaused: Case {
    var story = held()
    story.order(.pause, by: "ken")
    story.wait(.minutes(5))
    return Case(
      story: story,
      reason: "automatic failover was paused by ken; resume it with: daruma resume kaigo-subsys --by YOU",
      lift: { $0.order(.resume) })
  }

  private static var executionRunning: Case {
    var story = held()
    story.order(.failover, plan: "region-failover")
    story.wait(.minutes(5))
    let id = story.execution?.id.rawValue ?? ""
    return Case(
      story: story, reason: "execution \(id) is awaiting approval; wait for its end or abort it",
      lift: { $0.order(.abort) })
  }

  /// A failover by hand has changed something and was ended before it moved anybody; the trigger's condition holds.
  private static var coolingDown: Case {
    var story = Story(.kaigo.changed { $0.triggers[0].coolDown = .hours(2) })
    story.backUp()
    story.order(.failover, plan: "region-failover")
    story.approve()
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    story.order(.abort)
    story.alarm(.alarm)
    story.notice(.open)
    story.wait(.minutes(5))
    let id = story.execution?.id.rawValue ?? ""
    return Case(
      story: story,
      reason: "execution \(id) failed over and ended at 2026-11-24T03:00:00.000Z; "
        + "wait until 2026-11-24T05:00:00.000Z, or fail over by hand",
      lift: { story in
        story.wait(.minutes(114))
        #expect(!story.tellDecisions().contains("fired"), "the cool-down is not over")
        story.wait(.minutes(1))
      })
  }

  private static var budgetSpent: Case {
    var story = held {
      $0.guards.failoversPerDay = 1
      $0.triggers[0].coolDown = .zero
    }
    story.wait(.minutes(5))
    story.approve()
    story.fail("restore-db/1", retriable: false)
    story.order(.abort)
    story.give(.timePassed)
    return Case(
      story: story,
      reason: "1 failovers acted within 24 hours; the policy allows 1; "
        + "fail over by hand, or raise guards.failoversPerDay",
      lift: { story in
        story.wait(.hours(12))
        for (alarm, state, region) in [
          ("kaigo-prod-region-api", AlarmChanged.State.alarm, Region("us-east-1")),
          ("kaigo-dr-region-api", .ok, "us-west-2"),
        ] {
          // Said again: what nobody repeats is not believed for longer than a day.
          story.alarm(state, alarm, since: .at("03:00"), region: region)
        }
        story.wait(.hours(12) - .minutes(1))
        #expect(!story.tellDecisions().contains("fired"), "it is 23 hours and 59 minutes")
        story.wait(.minutes(1))
      })
  }

  private static var recoveryRegionImpaired: Case {
    var story = held()
    story.notice(.open, "us-west-2", expected: nil)
    story.wait(.minutes(5))
    return Case(
      story: story,
      reason: "the provider announces a fault in us-west-2: AWS_EC2_OPERATIONAL_ISSUE; "
        + "wait until notice-us-west-2 is closed, or override it with: daruma override kaigo-subsys --guard "
        + "recovery-region-impaired --by YOU --comment WHY",
      lift: { $0.notice(.closed, "us-west-2") })
  }

  private static var noUsableRecoveryPoint: Case {
    var story = held()
    story.remove()
    story.wait(.minutes(5))
    return Case(
      story: story,
      reason: "no usable recovery point of known age in us-west-2 for db "
        + "(arn:aws:rds:us-east-1:123456789012:snapshot:rds:nightly: it lies in us-east-1); "
        + "copy a snapshot there, or check that the copy's events arrive",
      lift: { $0.backUp(takenAt: .at("02:40"), "extra") })
  }

  private static var planNotReady: Case {
    var story = held { $0.guards.planReadiness = .required }
    func look(_ story: inout Story, _ marks: PlanMark...) {
      story.give(.planLooked(PlanLook(plan: "region-failover", at: story.now, marks: marks)))
    }
    look(
      &story,
      PlanMark(
        .unmet, step: "restore-db", subject: "subnet group s", state: "does not exist in us-west-2",
        remedy: "create it there", since: story.now))
    story.wait(.minutes(5))
    return Case(
      story: story,
      reason:
        "plan region-failover is not ready: step restore-db, subnet group s: does not exist in us-west-2; create it "
        + "there; or override it with: daruma override kaigo-subsys --guard plan-not-ready --by YOU --comment WHY",
      lift: { look(&$0) })
  }

  private static var lossTooGreat: Case {
    var story = held { $0.guards.maximumLoss = .minutes(36) }
    story.wait(.minutes(5))
    return Case(
      story: story,
      reason: "db would lose 42m of data; the policy allows 36m; "
        + "fail over by hand, or change guards.maximumLoss",
      lift: { $0.backUp(takenAt: .at("02:30"), "extra") })
  }
}

extension Span {
  fileprivate static func - (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds - right.milliseconds)
  }
}
