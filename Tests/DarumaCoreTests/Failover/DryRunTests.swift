import TestSupport
import Testing

@testable import DarumaCore

@Suite("A dry run says what a plan would do if it began now")
struct DryRunTests {
  @Test("every step in an order in which they can be done, with what is known filled in, and words for the rest")
  func steps() throws {
    var story = Story()
    story.lose()
    let run = try #require(
      DryRun.of("region-failover", .kaigo, story.state.projection.protection, at: story.now))
    #expect(run.items.map(\.step.id) == run.plan.stepsInOrder.map(\.id) && run.faults.isEmpty && run.missing.isEmpty)
    #expect(run.choices.map(\.point) == ["arn:aws:rds:us-west-2:123456789012:snapshot:nightly-copy"])
    let sentences = run.items.map(\.effect.action.sentence)
    #expect(sentences[0].hasPrefix("restore kaigo-prod-2026"), "\(sentences)")
    #expect(sentences.contains("point db.kaigo.example at <endpoint of restore-db>"), "\(sentences)")
    #expect(run.loss?.resource == "db")
  }

  @Test("without a point it says which resource has none, and goes on with a word for it")
  func missing() throws {
    let run = try #require(DryRun.of("region-failover", .kaigo, Protection(), at: .at("03:05")))
    #expect(run.missing == [DryRun.Missing(resource: "db", reason: nil)] && run.choices.isEmpty)
    #expect(run.items.first?.effect.action.restoredPoint == "<newest point of db>")
    #expect(run.loss == nil && run.faults.isEmpty)
  }

  @Test("there is none of a plan that does not exist")
  func unknown() { #expect(DryRun.of("elsewhere", .kaigo, Protection(), at: .at("03:05")) == nil) }

  @Test("an execution itself never fills in words")
  func execution() throws {
    let execution = try #require(Execution(EventSamples.started, .kaigo, at: .at("03:05")))
    let step = Step(id: "s", action: .route53Switch(zone: "Z", name: "n", endpointOf: "restore-db"))
    guard case .failure(let failure) = Resolution.resolve(step, generation: 1, execution) else {
      Issue.record("it was resolved")
      return
    }
    #expect(failure.code == "step.unresolved")
  }
}

@Suite("The critical path is what the whole plan waits for")
struct PlanScheduleTests {
  private static func plan(_ steps: (StepID, [StepID])...) -> Plan {
    Plan(
      name: "p", kind: .failover,
      steps: steps.map { Step(id: $0.0, action: .ecsScale(desiredCount: 1), after: $0.1) })
  }

  @Test("each step begins when those before it have ended; the longest way counts, however the file is ordered")
  func path() {
    let times: [StepID: Span] = ["a": .minutes(5), "b": .minutes(1), "c": .minutes(2), "d": .minutes(3)]
    let plan = Self.plan(("d", ["b", "c"]), ("c", ["a"]), ("b", []), ("a", []))
    #expect(plan.stepsInOrder.map(\.id) == ["b", "a", "c", "d"])
    let schedule = PlanSchedule(plan) { times[$0.id] ?? .zero }
    #expect(schedule.begin == ["a": .zero, "b": .zero, "c": .minutes(5), "d": .minutes(7)])
    #expect(schedule.whole == .minutes(10) && schedule.criticalPath == ["a", "c", "d"])
  }
}
