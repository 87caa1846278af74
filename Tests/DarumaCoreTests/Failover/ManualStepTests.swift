import TestSupport
import Testing

@testable import DarumaCore

@Suite("A step that a person does is announced, and waits for the person's word")
struct ManualStepTests {
  private static let text = "Put up the maintenance notice."

  /// Restored, and then a person is asked; the cut-over waits for both.
  private static func asking(
    role: Role? = "on-call", retries: Int = 0, cutOver: Bool = false, _ change: (inout Application) -> Void = { _ in }
  ) -> Story {
    var story = Story(
      .kaigo.changed { application in
        application.triggers[0].approval = nil
        application.guards.maximumLoss = .hours(3)
        application.plans[0].steps = [
          Step(
            id: "notice", action: .manual(text, role: role), timeout: .minutes(20), retries: retries, cutOver: cutOver),
          Step(
            id: "check", action: .httpCheck(url: "https://app.kaigo.example/health"), after: ["notice"]),
        ]
        change(&application)
      })
    story.lose()
    return story
  }

  private static func message(_ story: Story) -> [Effect] {
    story.state.effects.all.filter { record in
      if case .stepAsked = record.telling { true } else { false }
    }.map(\.effect)
  }

  @Test("those of its role are told what to do and what to type; it is handed to no executor")
  func asked() throws {
    let story = Self.asking()
    let id = try #require(story.execution?.id)
    let messages = Self.message(story)
    #expect(messages.count == 1, "management is not asked")
    let said = try #require(messages.first?.action.parameters["message"]?.text)
    #expect(
      said == "\(Self.text) Say when it is done, with: daruma done kaigo-subsys \(id) notice --role on-call --by YOU. "
        + "If it can't be done, add --failed REASON. It is waited for until 2026-11-24T03:25:00.000Z.")
    var state = State()
    for event in story.journal { state.apply(event) }
    #expect(!state.openEffects.contains { $0.effect.step == "notice" })
    #expect(state.openEffects.contains { $0.telling != nil })
    #expect(story.state.effects.of(id, "notice").map(\.machine.stateName) == ["sent"])
    let wait = try #require(story.execution.flatMap { story.state.wait(of: "notice", of: $0, at: story.now) })
    #expect(wait.reason == "person" && wait.role == "on-call" && wait.since == story.now)
    #expect(wait.words == "waits for someone of on-call, until 2026-11-24T03:25:00.000Z: \(Self.text)")
    #expect(wait.command == "daruma done kaigo-subsys \(id) notice --role on-call --by YOU")
  }

  @Test("where no role is named, everybody is told, and anybody may say it")
  func anybody() {
    var story = Self.asking(role: nil)
    #expect(Self.message(story).count == 2)
    story.order(.done, by: "kenji", role: nil, step: "notice")
    #expect(story.tellDecisions().contains("notice succeeded"))
  }

  @Test("the word is journaled, the plan goes on, and the report says who gave it")
  func said() throws {
    var story = Self.asking()
    story.skipTelling()
    story.wait(.minutes(7))
    story.order(.done, by: "kenji", role: "on-call", step: "notice", comment: "since 03:11")
    #expect(
      story.tellDecisions() == """
        03:12:00 accepted done by kenji
        03:12:00 notice succeeded
        03:12:00 check ready for attempt 1 of 3
        03:12:00 check started, until 03:42:00
        """)
    story.finish()
    let report = try #require(story.execution.flatMap { Report($0.id, of: story.state) })
    let line = try #require(report.steps.first { $0.step == "notice" })
    #expect(line.detail == "by hand: \(Self.text) (done, says kenji)" && line.duration == .minutes(7))
    #expect(report.missing.isEmpty)
    let entries = story.journal.map { ExecutionHistory.Entry($0, commit: $0.sequence, worker: "w") }
    let order = try #require(ExecutionHistory(report.execution, of: entries).orders.first)
    #expect(order.by == "kenji" && order.step == "notice" && order.comment == "since 03:11" && order.order == .done)
    // What a person said is not asked of him again.
    #expect(story.execution?.verifications["notice"] == nil)
  }

  @Test("said twice, late, of another step or in another role, it is refused with the reason")
  func refusals() {
    var story = Self.asking()
    let execution = story.execution?.id
    func refusal(_ give: (inout Story) -> Void) -> String {
      var tried = story
      tried.skipTelling()
      give(&tried)
      return tried.tellDecisions()
    }
    #expect(
      refusal { $0.order(.done, role: "management", step: "notice") }.contains(
        "is asked of on-call; this came from management"))
    #expect(refusal { $0.order(.done, role: nil, step: "notice") }.contains("this came from no role"))
    #expect(
      refusal { $0.order(.done, role: "on-call", step: "check") }.contains(
        "is no step that a person does; those of plan region-failover are notice"))
    #expect(refusal { $0.order(.done, role: "on-call", step: "none") }.contains("has no step none"))
    #expect(refusal { $0.order(.done, role: "on-call", step: "notice", failed: " ") }.contains("say why it failed"))
    story.order(.done, role: "on-call", step: "notice", id: "s-done")
    story.skipTelling()
    story.order(.done, role: "on-call", step: "notice", id: "s-done")
    #expect(story.tellDecisions() == "", "the same command again")
    story.order(.done, role: "on-call", step: "notice")
    #expect(story.tellDecisions().contains("asks nobody now: it is succeeded"))
    story.order(.done, role: "on-call", step: "notice", execution: "kaigo-subsys.other")
    #expect(story.tellDecisions().contains("has no execution kaigo-subsys.other"))
    #expect(execution == story.execution?.id)
  }

  @Test("that it can't be done is a failure with the reason, and no retry asks again")
  func saidFailed() throws {
    var story = Self.asking(retries: 2)
    story.skipTelling()
    story.order(.done, by: "kenji", role: "on-call", step: "notice", failed: "the site's password is lost")
    #expect(
      story.tellDecisions() == """
        03:05:00 accepted done by kenji
        03:05:00 notice failed at attempt 1: step.said-failed
        03:05:00 execution 1 paused at notice: step.said-failed
        03:05:00 notice paused-notice-1/1
        03:05:00 notice paused-notice-1/2
        """)
    #expect(
      story.execution?.steps["notice"]?.failure?.message
        == "kenji says that it can't be done: the site's password is lost")
    story.order(.retry, step: "notice")
    #expect(Self.message(story).map(\.shortID) == ["notices/asked-notice-2/1"], "asked anew")
  }

  @Test("nobody's word in time is a failed attempt; the next one asks anew; what was asked may be done all the same")
  func unanswered() throws {
    var story = Self.asking(retries: 1)
    story.skipTelling()
    story.wait(.minutes(20))
    let told = story.tellDecisions()
    #expect(told.contains("03:25:00 notice attempt 1 failed: step.unanswered"), "\(told)")
    story.wait(.minutes(2))
    #expect(Self.message(story).map(\.shortID) == ["notices/asked-notice-2/1"])
    // The first message is void; a word now is of the second attempt.
    story.order(.done, role: "on-call", step: "notice")
    #expect(story.execution?.steps["notice"]?.stateName == "succeeded")
    let unknown = story.state.effects.all.filter { record in
      if case .effectUnknown = record.telling { true } else { false }
    }
    #expect(unknown.isEmpty == false)
    #expect(
      unknown.allSatisfy {
        $0.effect.action.parameters["message"]?.text?.hasPrefix("People were asked to do it: ") == true
      })
  }

  @Test("what was asked of a person as the cut-over, and nobody answered, leaves the placement unknown")
  func cutOver() {
    var story = Self.asking(cutOver: true)
    #expect(story.tellDecisions().contains("users are moved by execution 1"))
    story.wait(.minutes(20))
    story.order(.abort)
    #expect(story.state.placement.isUnknown, "\(story.state.placement)")
    var other = Self.asking(cutOver: true)
    other.order(.done, role: "on-call", step: "notice")
    #expect(other.state.placement.place == .recovery("us-west-2"))
  }

  @Test("who ends it, or skips the step, waits for nobody's word")
  func ended() {
    var story = Self.asking()
    story.order(.abort)
    #expect(story.execution?.machine.stateName == "aborted")
    var skipped = Self.asking()
    skipped.order(.skip, step: "notice", comment: "no site")
    #expect(skipped.execution?.steps["check"]?.stateName == "running")
    #expect(skipped.state.pendingEffects.filter { $0.step == "notice" }.isEmpty)
  }

  @Test("a guard is asked before a person is, as before anything else that is done")
  func guarded() {
    var story = Self.asking { application in
      application.plans[0].steps[0].after = ["first"]
      application.plans[0].steps.append(Step(id: "first", action: .wait(.minutes(5)), timeout: .minutes(10)))
    }
    story.alarm(.ok)
    story.notice(.closed, endedAt: story.now)
    story.wait(.minutes(12))
    #expect(story.execution?.steps["notice"]?.failure?.code == "guard.evidence-gone")
    #expect(Self.message(story).isEmpty)
  }

  @Test("while people hold everything back nobody is asked, and status says why; then it is asked")
  func held() throws {
    var story = Story(
      .kaigo.changed { application in
        application.triggers[0].approval = nil
        application.guards.maximumLoss = .hours(3)
        application.plans[0].steps = [
          Step(id: "first", action: .httpCheck(url: "https://a.example"), timeout: .minutes(20)),
          Step(id: "notice", action: .manual(Self.text), after: ["first"], timeout: .minutes(20)),
        ]
      })
    story.lose()
    story.order(.pause)
    story.succeed("first/1")
    story.wait(.minutes(1))
    #expect(Self.message(story).isEmpty)
    story.order(.resume)
    story.wait(.minutes(1))
    #expect(Self.message(story).count == 2)
  }

  @Test("of a worker that died and was away, the word in the topic counts, and nothing is asked twice")
  func away() {
    var story = Self.asking()
    let before = Self.message(story).map(\.id)
    story.give(.readiness(.catchingUp))
    story.sleep(.minutes(10))
    story.order(.done, role: "on-call", step: "notice")
    story.give(.readiness(.current))
    #expect(story.execution?.steps["notice"]?.stateName == "succeeded")
    #expect(Self.message(story).map(\.id) == before || Self.message(story).isEmpty)
  }
}
