import Testing
import TestSupport

@testable import DarumaCore

@Suite("Steps run in the order of their graph, side by side where it lets them")
struct StepGraphTests {
  private static func step(_ id: StepID, after: [StepID] = [], onFailure: Step.OnFailure = .pause) -> Step {
    Step(
      id: id, action: .httpCheck(url: "https://\(id).example"), after: after, retries: 0,
      onFailure: onFailure)
  }

  /// A diamond, and a step that stands alone: a → (b, c) → d; e.
  private static func diamond(_ change: (inout [Step]) -> Void = { _ in }) -> Story {
    var steps = [
      step("d", after: ["b", "c"]), step("a"), step("b", after: ["a"]), step("c", after: ["a"]), step("e"),
    ]
    change(&steps)
    var story = Story(
      .kaigo.changed {
        $0.plans[0].steps = steps
        $0.triggers[0].approval = nil
      })
    story.order(.failover, plan: "region-failover")
    story.skipTelling()
    return story
  }

  private static func running(_ story: Story) -> [String] {
    story.state.pendingEffects.filter { $0.step != nil }.map(\.shortID).sorted()
  }

  @Test("what has nothing before it starts at once, in the plan's order")
  func first() {
    #expect(Self.running(Self.diamond()) == ["a/1", "e/1"])
  }

  @Test("two steps start together when the one before them is done; the one after them waits for both")
  func parallel() {
    var story = Self.diamond()
    story.succeed("a/1")
    #expect(Self.running(story) == ["b/1", "c/1", "e/1"])
    story.succeed("c/1")
    #expect(Self.running(story) == ["b/1", "e/1"])
    story.succeed("b/1")
    #expect(Self.running(story) == ["d/1", "e/1"])
    story.succeed("d/1")
    #expect(story.execution?.machine.stateName == "running", "e is not done")
    story.succeed("e/1")
    #expect(story.execution?.machine.stateName == "verifying")
  }

  @Test("outcomes in any order lead to the same end", arguments: 0..<20)
  func anyOrder(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var story = Self.diamond()
    while let effect = Self.running(story).randomElement(using: &random) { story.succeed(effect) }
    #expect(story.execution?.machine.stateName == "succeeded")
    #expect(story.execution?.steps.values.allSatisfy(\.isDone) == true)
  }

  @Test("a step that was done by hand is adopted, and what it left is used")
  func adopted() {
    var story = Story()
    story.lose()
    story.approve()
    story.skipTelling()
    story.adopt("restore-db/1", outputs: ["endpoint": "by-hand.example"])
    #expect(
      story.tell() == """
        03:05:00 restore-db adopted
        03:05:00 app ready for attempt 1 of 3
        03:05:00 app started, until 03:35:00
        03:05:00 exposure of db fresh, taken at 02:23:00, restored
        """)
    story.succeed("app/1")
    #expect(story.pending.contains("dns/1: point db.kaigo.example at by-hand.example"))
  }

  @Test("a step may be skipped before it is its turn, and those after it don't wait for it")
  func skippedAhead() {
    var story = Self.diamond()
    story.order(.skip, step: "b", comment: "not needed")
    story.succeed("a/1")
    #expect(Self.running(story) == ["c/1", "e/1"])
    story.succeed("c/1")
    #expect(Self.running(story) == ["d/1", "e/1"])
  }

  @Test("a step that is skipped ahead lets nothing after it overtake what stands before it")
  func noOvertaking() {
    var story = Story()
    story.lose()
    story.approve()
    story.skipTelling()
    story.order(.skip, step: "app", comment: "it runs already")
    #expect(
      story.tell() == """
        03:05:00 app skipped by yuki: it runs already
        03:05:00 accepted skip by yuki
        """)
    #expect(Self.running(story) == ["restore-db/1"], "no cut-over without a database")
    story.succeed("restore-db/1", outputs: ["endpoint": "db-new.example"])
    #expect(Self.running(story) == ["dns/1"])
  }

  @Test("a step that needs what a skipped one would have left fails, and says so")
  func skippedOutput() {
    var story = Story()
    story.lose()
    story.approve()
    story.order(.skip, step: "restore-db", comment: "the replica was promoted")
    story.skipTelling()
    story.succeed("app/1")
    #expect(story.tell().contains("03:05:00 dns failed at attempt 1: step.unresolved"))
    let failure = story.execution?.steps["dns"]?.failure?.message
    #expect(failure == "step dns can't be done: step restore-db left no endpoint")
  }

  @Test("a failed step that the plan goes on after lets those after it start")
  func goesOn() {
    var story = Self.diamond { $0[2].onFailure = .continue }
    story.succeed("a/1")
    story.skipTelling()
    story.fail("b/1")
    story.succeed("c/1")
    #expect(
      story.tell() == """
        03:00:00 b failed at attempt 1: aws.throttled
        03:00:00 c succeeded
        03:00:00 d ready for attempt 1 of 1
        03:00:00 d started, until 03:30:00
        """)
    story.succeed("d/1", "e/1")
    story.succeedAll()
    #expect(story.execution?.machine.stateName == "succeeded")
  }

  @Test("a failed step that aborts ends it: nothing is intended any more")
  func aborts() {
    var story = Self.diamond { $0[2].onFailure = .abort }
    story.succeed("a/1")
    story.skipTelling()
    story.fail("b/1")
    #expect(
      story.tell() == """
        03:00:00 b failed at attempt 1: aws.throttled
        03:00:00 execution 1 stopping by plan: step b failed: it went wrong
        03:00:00 c/1 called off: the execution is ended: step b failed: it went wrong
        03:00:00 e/1 called off: the execution is ended: step b failed: it went wrong
        03:00:00 c stopped
        03:00:00 e stopped
        03:00:00 execution 1 aborted by plan: step b failed: it went wrong
        """)
    #expect(story.pending == "")
  }

  @Test("a failed step that pauses lets what is running end, but starts nothing")
  func pauses() {
    var story = Self.diamond()
    story.succeed("a/1")
    story.fail("b/1")
    story.skipTelling()
    story.succeed("c/1", "e/1")
    #expect(
      story.tell() == """
        03:00:00 c succeeded
        03:00:00 e succeeded
        """)
    #expect(story.execution?.machine.stateName == "pausedByFailedStep")
  }

  @Test("a plan without steps ends as soon as it begins")
  func empty() {
    let story = Self.diamond { $0 = [] }
    #expect(story.execution?.machine.stateName == "succeeded")
  }
}
