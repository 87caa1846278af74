import TestSupport
import Testing

@testable import DarumaCore

@Suite("A plan's readiness: what looks find is kept, told once, and may hold a failover back")
struct PlanReadinessTests {
  private static let plan: PlanName = "region-failover"

  private static func unmet(_ state: String = "does not exist in us-west-2", code: String? = nil) -> PlanMark {
    PlanMark(
      .unmet, step: "restore-db", subject: "subnet group kaigo-dr-db", state: state, code: code,
      remedy: "create it there",
      since: .at("03:00"))
  }

  private static func unseen(_ reason: String = "nobody answers", remedy: String? = nil) -> PlanMark {
    PlanMark(.unseen, step: nil, subject: "permissions", state: reason, remedy: remedy, since: .at("03:00"))
  }

  private static func decisions(_ story: inout Story) -> [String] {
    story.tellDecisions().split(separator: "\n").map(String.init)
  }

  // MARK: What is kept

  @Test("what is seen again leaves no trace and has lasted since it was seen first; text from outside makes no news")
  func again() {
    var story = Story()
    story.look(Self.unmet("request 1 was refused", code: "rds.Refused"), Self.unseen("timed out"))
    let first = story.state.planReadiness[Self.plan]?.readiness
    #expect(first?.verdict == .notReady && first?.since == .at("03:00"))
    story.sleep(.minutes(5))
    story.give(.timePassed)
    story.skipTelling()
    story.look(Self.unmet("request 2 was refused", code: "rds.Refused"), Self.unseen("HTTP 503"))
    #expect(story.tell() == "")
    #expect(story.state.planReadiness[Self.plan]?.readiness == first)
    story.sleep(.minutes(5))
    story.look(Self.unmet("request 3", code: "rds.Other"), Self.unseen("may not ask", remedy: "allow it"))
    let later = story.state.planReadiness[Self.plan]?.readiness
    #expect(later?.since == .at("03:00"))
    #expect(later?.marks.map(\.since) == [.at("03:10"), .at("03:10")])
    #expect(later?.marks.map(\.state) == ["request 3", "may not ask"])
  }

  @Test("not to see is never ready; what would make it fail comes first")
  func verdicts() {
    func verdict(_ marks: PlanMark...) -> PlanReadiness {
      PlanReadiness(PlanLook(plan: Self.plan, at: .at("03:00"), marks: marks), after: nil)
    }
    #expect(verdict().verdict == .ready)
    #expect(verdict(Self.unseen()).verdict == .unknown)
    #expect(verdict(Self.unseen(), Self.unmet()).verdict == .notReady)
    #expect(verdict(Self.unseen(), Self.unmet()).marks.first?.kind == .unmet)
  }

  @Test("marks and their texts are bounded, and how many more there are is said")
  func bounded() {
    let marks = (1...50).map { number in
      PlanMark(
        .unmet, step: "restore-db", subject: "thing \(number)", state: String(repeating: "x", count: 5000), remedy: nil,
        since: .at("03:00"))
    }
    let found = PlanReadiness(PlanLook(plan: Self.plan, at: .at("03:00"), marks: marks), after: nil)
    #expect(found.marks.count == PlanReadiness.mostMarks && found.further == 30)
    #expect(found.marks.allSatisfy { $0.state.count < 500 })
    let again = PlanReadiness(PlanLook(plan: Self.plan, at: .at("03:05"), marks: marks), after: found)
    #expect(!again.isNews(after: found))
  }

  @Test("of a plan that nobody starts nothing is kept; a plan that is another now has to be looked at anew")
  func otherPlan() {
    var story = Story()
    story.give(.planLooked(PlanLook(plan: "no-such-plan", at: .at("03:00"), marks: [])))
    #expect(story.state.planReadiness.isEmpty)
    story.look()
    #expect(story.state.planReadiness[Self.plan]?.readiness.verdict == .ready)
    story.declare(.kaigo.changed { $0.guards.failoversPerDay = 5 })
    #expect(story.state.planReadiness[Self.plan]?.readiness.verdict == .ready)
    story.declare(.kaigo.changed { $0.plans[0].steps[0].timeout = .hours(3) })
    #expect(story.state.planReadiness[Self.plan]?.readiness.verdict == .unknown)
    story.declare(
      .kaigo.changed {
        $0.plans[0].name = "other"; $0.triggers[0].run = "other"
      })
    #expect(story.state.planReadiness.isEmpty)
  }

  @Test("a state in which nobody has looked is written as it always was")
  func absent() throws {
    var story = Story()
    #expect(try !JSONText.of(story.state).contains("watchedPlans"))
    story.look()
    #expect(try JSONText.of(story.state).contains("watchedPlans"))
  }

  // MARK: What is told

  @Test("people are told once that it is not ready, with what mends it, and once that it is again")
  func told() {
    var story = Story()
    story.look(Self.unmet())
    let titles = story.notices.map(\.title)
    #expect(titles == ["kaigo-subsys: plan region-failover is not ready"])
    #expect(
      story.notices[0].message.contains(
        "step restore-db, subnet group kaigo-dr-db: does not exist in us-west-2; to mend it: create it there"))
    story.look(Self.unmet("is creating"))
    story.look(Self.unseen())
    story.look(Self.unmet())
    #expect(story.notices.count == 1, "it never was ready in between")
    story.look()
    #expect(story.notices.map(\.title).last == "kaigo-subsys: plan region-failover is ready again")
    story.look(Self.unseen())
    story.look()
    #expect(story.notices.count == 2)
  }

  @Test("that it is ready, or was never seen, is nothing to tell")
  func nothingToTell() {
    var story = Story()
    story.look(Self.unseen())
    story.look()
    #expect(story.notices.isEmpty)
  }

  @Test("one that turns to and fro is told four times an hour; then time alone tells how it stands")
  func flapping() {
    var story = Story()
    for turn in 0..<20 {
      if turn.isMultiple(of: 2) { story.look(Self.unmet()) } else { story.look() }
      story.wait(.minutes(1))
    }
    #expect(story.notices.count == PlanReadinessRecord.mostTold)
    story.look(Self.unmet())
    story.wait(.minutes(30))
    #expect(story.notices.count == PlanReadinessRecord.mostTold)
    story.wait(.minutes(30))
    #expect(story.notices.count == PlanReadinessRecord.mostTold + 1)
    #expect(story.notices.last?.title == "kaigo-subsys: plan region-failover is not ready")
  }

  // MARK: The guard

  static let demands: [(PlanReadinessDemand?, String, Bool)] = [
    (nil, "notReady", true), (nil, "unknown", true), (nil, "never", true), (.required, "ready", true),
    (.required, "notReady", false), (.required, "unknown", true), (.required, "never", true), (.proven, "ready", true),
    (.proven, "notReady", false), (.proven, "unknown", false), (.proven, "never", false),
  ]

  @Test(
    "it holds a trigger back only where the file says so; what can't be seen only where all must be proven",
    arguments: demands)
  func guarded(demand: PlanReadinessDemand?, known: String, fires: Bool) {
    var story = Story(.kaigo.changed { $0.guards.planReadiness = demand })
    switch known {
    case "ready": story.look()
    case "notReady": story.look(Self.unmet())
    case "unknown": story.look(Self.unseen())
    default: break
    }
    story.lose()
    #expect((story.execution != nil) == fires)
    guard !fires else { return }
    guard case .suppressed(_, let block)? = story.state.triggers["region-outage"]?.state else {
      Issue.record("not suppressed")
      return
    }
    #expect(block.guardName == .planNotReady)
    #expect(block.remedy.contains("override it with: daruma override kaigo-subsys --guard plan-not-ready"))
    story.order(.override, guardName: .planNotReady, comment: "we go all the same")
    #expect(story.execution != nil)
  }

  @Test("while people are asked it counts too, and what is seen then voids what they were asked")
  func approving() {
    var story = Story(.kaigo.changed { $0.guards.planReadiness = .required })
    story.look()
    story.lose()
    #expect(story.execution != nil)
    story.look(Self.unmet())
    story.approve()
    #expect(story.execution?.hasChanged == false)
    #expect(!story.pending.contains("restore-db"))
  }

  @Test("who starts it by hand is told, and may override it")
  func byHand() {
    var story = Story(.kaigo.changed { $0.guards.planReadiness = .required })
    story.backUp()
    story.look(Self.unmet())
    story.skipTelling()
    story.order(.failover, plan: Self.plan)
    #expect(story.execution == nil)
    #expect(story.tell().contains("plan-not-ready"))
    story.order(.override, guardName: .planNotReady, comment: "we go all the same")
    story.order(.failover, plan: Self.plan)
    #expect(story.execution != nil)
  }
}

extension Story {
  /// A look at the plan, at this moment, that finds this.
  fileprivate mutating func look(_ marks: PlanMark...) {
    give(.planLooked(PlanLook(plan: "region-failover", at: now, marks: marks)))
  }

  /// What the first contact is told of plans, in order.
  fileprivate var notices: [(title: String, message: String)] {
    journal.compactMap { event in
      guard case .notice(.due(let effect, .planTurned)) = event.body, effect.id.rawValue.hasSuffix("/1") else {
        return nil
      }
      return (effect.action.parameters["subject"]?.text ?? "", effect.action.parameters["message"]?.text ?? "")
    }
  }
}
