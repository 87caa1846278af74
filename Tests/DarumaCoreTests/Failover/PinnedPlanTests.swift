import Testing

@testable import DarumaCore

@Suite("An execution keeps the plan that it started with")
struct PinnedPlanTests {
  private static let emptied = Application.kaigo.changed {
    $0.plans[0].steps = []
    $0.resources = []
    $0.triggers[0].approval = nil
    $0.regions.recovery = "eu-west-1"
    $0.contacts = []
  }

  @Test("a newer file changes neither what is asked nor what is done")
  func changedWhileAsking() {
    var story = Story()
    story.lose()
    let digest = story.digest
    story.declare(Self.emptied)
    #expect(story.digest == digest)
    story.skipTelling()
    story.approve()
    #expect(
      story.tell().hasSuffix(
        """
        03:05:00 restore-db ready for attempt 1 of 4
        03:05:00 restore-db started, until 05:05:00
        """))
    #expect(story.pending.contains("in us-west-2"))
    story.finish()
    #expect(story.execution?.application == .kaigo)
  }

  @Test("a file that no longer has the trigger lets the execution go on")
  func triggerGone() {
    var story = Story()
    story.lose()
    story.approve()
    story.declare(.kaigo.changed { $0.triggers = [] })
    story.finish()
    #expect(story.state.catalog?.triggers.isEmpty == true)
  }

  @Test("the next execution takes the newer file")
  func next() {
    var story = Story()
    story.lose()
    story.order(.abort)
    story.declare(Self.emptied)
    story.order(.failover, plan: "region-failover")
    #expect(story.execution?.plan.steps == [])
  }

  @Test("the same file again is no event; another one is journaled with its digest")
  func declared() {
    var story = Story()
    story.declare(.kaigo)
    #expect(story.tell() == "")
    story.declare(Self.emptied)
    #expect(story.tell().hasPrefix("03:00:00 declared kaigo-subsys"))
    #expect(story.state.catalog == Self.emptied)
  }

  @Test("exposure of a resource that is declared no more is forgotten")
  func forgotten() {
    var story = Story()
    #expect(story.state.exposures["db"]?.status == .unknown)
    story.declare(Self.emptied)
    #expect(story.state.exposures.isEmpty)
  }
}
