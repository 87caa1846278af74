import TestSupport
import Testing

@testable import DarumaCore

@Suite("A step may wait for a time, and for a condition")
struct WaitStepTests {
  private static let restored = Condition.alarm(AlarmTest(name: "restored", state: .ok))
  private static let word = Condition.said(WordTest(fact: "data-is-right"))

  private static func waiting(
    _ lasting: Span? = nil, until condition: Condition? = nil, retries: Int = 0,
    onFailure: Step.OnFailure = .pause
  ) -> Story {
    var story = Story(
      .kaigo.changed { application in
        application.triggers[0].approval = nil
        application.guards.maximumLoss = .hours(3)
        application.plans[0].steps = [
          Step(
            id: "settle", action: .wait(lasting, until: condition), timeout: .minutes(30), retries: retries,
            onFailure: onFailure),
          Step(id: "check", action: .httpCheck(url: "https://app.kaigo.example/health"), after: ["settle"]),
        ]
      })
    story.lose()
    story.skipTelling()
    return story
  }

  private static func words(_ story: Story) -> String? {
    story.execution.flatMap { story.state.wait(of: "settle", of: $0, at: story.now)?.words }
  }

  @Test("time: no earlier and no later, since the step began")
  func time() {
    var story = Self.waiting(.minutes(10))
    #expect(Self.words(story) == "waits until 2026-11-24T03:15:00.000Z (2026-11-24T03:35:00.000Z at the latest)")
    story.wait(.seconds(599))
    #expect(story.tellDecisions() == "")
    story.wait(.seconds(1))
    #expect(story.tellDecisions().hasPrefix("03:15:00 settle succeeded"))
    #expect(story.state.nextDeadline(after: story.now) != nil)
  }

  @Test("no time passes but what was heard of: a record that was there before is taken in first")
  func heard() {
    var story = Self.waiting(.minutes(10))
    story.sleep(.minutes(11))
    let events = Story.machine.decide(story.state, .timePassed, at: story.now, heardUntil: story.now - .minutes(5))
    #expect(!events.contains { $0.body.isStep })
  }

  @Test("a condition: the alarm that nothing else asks for is heard for it")
  func condition() {
    var story = Self.waiting(until: Self.restored)
    #expect(story.state.interests.asks(forAlarm: "restored"))
    #expect(
      Self.words(story)?.contains("waits until it is so that alarm restored is OK") == true,
      "\(Self.words(story) ?? "")")
    story.wait(.minutes(3))
    story.alarm(.alarm, "restored")
    #expect(story.tellDecisions() == "")
    story.wait(.minutes(1))
    story.alarm(.ok, "restored")
    #expect(story.tellDecisions().hasPrefix("03:09:00 settle succeeded"))
  }

  @Test("both: the later one counts")
  func both() {
    var story = Self.waiting(.minutes(10), until: Self.restored)
    story.alarm(.ok, "restored")
    #expect(story.tellDecisions() == "")
    story.wait(.minutes(10))
    #expect(story.tellDecisions().hasPrefix("03:15:00 settle succeeded"))
  }

  @Test("a person's word is a condition, too")
  func said() {
    var story = Self.waiting(until: Self.word)
    story.order(.say, fact: "data-is-right", until: story.now + .hours(1))
    #expect(story.tellDecisions().contains("settle succeeded"))
  }

  @Test("what is not so in time is a failed attempt")
  func over() {
    var story = Self.waiting(until: Self.restored)
    story.wait(.minutes(30))
    #expect(story.tellDecisions().contains("03:35:00 settle failed at attempt 1: step.wait-over"))
    #expect(
      story.execution?.steps["settle"]?.failure?.message
        == "what it waits for was not so before 2026-11-24T03:35:00.000Z")
  }

  @Test("a source that falls silent ends a wait for that, though no trigger asks for it")
  func silence() {
    let quiet = Condition.silence(SilenceTest(source: "old-primary", duration: .minutes(10)))
    var story = Self.waiting(until: quiet)
    story.heartbeat("old-primary")
    story.wait(.minutes(9))
    #expect(!story.tellDecisions().contains("settle succeeded"))
    story.wait(.minutes(2))
    #expect(story.tellDecisions().contains("settle succeeded"))
  }

  @Test("a pause that a person skips is nothing left undone; a condition that was skipped is")
  func skipped() throws {
    for (condition, missing) in [(nil, 0), (Self.restored, 1)] as [(Condition?, Int)] {
      var story = Self.waiting(.minutes(10), until: condition)
      story.order(.skip, step: "settle", comment: "no need")
      let execution = try #require(story.execution)
      #expect(story.state.undoneSteps(of: execution).count { $0.id == "settle" } == missing)
    }
  }

  @Test("what it waits for is written, and read again")
  func written() throws {
    for awaited: Awaited in [
      .word(role: "on-call", instructions: "x"), .word(role: nil, instructions: "x"),
      .moment(lasting: .minutes(1), condition: nil), .moment(lasting: nil, condition: Self.restored),
    ] {
      let read = try JSONText.read(JSONText.of(awaited), as: Awaited.self)
      #expect(read == awaited)
    }
    let other = try JSONText.of(StepAction.ecsScale(desiredCount: 1))
    #expect(!other.contains("awaits"))
  }
}

extension EventBody {
  fileprivate var isStep: Bool {
    switch self {
    case .step, .effect: true
    default: false
    }
  }
}
