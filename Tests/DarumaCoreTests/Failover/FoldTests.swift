import Testing

@testable import DarumaCore

@Suite("State is the fold of the journal and nothing else")
struct FoldTests {
  private static func play(_ seed: UInt64) -> Story {
    var scenario = Scenario(seed: seed)
    scenario.play(120)
    return scenario.story
  }

  /// Played once for all tests.
  private static let stories = (0..<130).map { play(UInt64($0)) }

  private static func fold(_ events: some Sequence<Event>, from start: State = State()) -> State {
    var state = start
    for event in events { state.apply(event) }
    return state
  }

  @Test("folding what was written gives the state that the machine saw, to the byte", arguments: 0..<30)
  func fold(seed: Int) throws {
    let story = Self.stories[seed]
    let lines = try story.journal.map { try JSONText.of($0) }
    let folded = Self.fold(try lines.map { try JSONText.read($0, as: Event.self) })
    #expect(folded.applications == ["kaigo-subsys": story.state])
    #expect(
      try JSONText.of(folded.applications)
        == JSONText.of(["kaigo-subsys": story.state] as [ApplicationName: ApplicationState]))
    #expect(folded.pendingEffects == story.state.pendingEffects.sorted { $0.id < $1.id })
    #expect(folded.nextDeadline(after: story.now) == story.state.nextDeadline(after: story.now))
  }

  @Test("folding on from any snapshot gives the same", arguments: 0..<10)
  func snapshots(seed: Int) throws {
    let story = Self.stories[seed]
    let whole = Self.fold(story.journal)
    for count in stride(from: 0, through: story.journal.count, by: 17) {
      let snapshot = try JSONText.read(JSONText.of(Self.fold(story.journal.prefix(count))), as: State.self)
      try #require(Self.fold(story.journal.dropFirst(count), from: snapshot) == whole)
    }
  }

  @Test("the same inputs at the same times give the same journal, to the byte", arguments: 0..<5)
  func deterministic(seed: Int) throws {
    #expect(try JSONText.of(Self.play(UInt64(seed)).journal) == JSONText.of(Self.stories[seed].journal))
  }

  @Test("events count without a gap, and effects come only of executions that were let begin", arguments: 0..<30)
  func order(seed: Int) {
    let story = Self.stories[seed]
    #expect(story.journal.map(\.sequence) == Array(1...Int64(story.journal.count)))
    var begun: Set<ExecutionID> = []
    var ended: Set<ExecutionID> = []
    for event in story.journal {
      switch event.body {
      case .execution(let id, .began): begun.insert(id)
      case .execution(let id, .succeeded), .execution(let id, .failed), .execution(let id, .aborted):
        #expect(ended.insert(id).inserted, "\(id) ended twice")
      case .step(let id, _, .started): #expect(begun.contains(id) && !ended.contains(id))
      default: break
      }
    }
    #expect(story.state.executions.values.filter { !$0.machine.hasEnded }.count <= 1)
  }

  /// What has no place in a story of one application's failovers.
  private static let ofOtherStories: Set<EventType> = [
    "command.finding-cleared.v1", "protection.unowned-resource-seen.v1", "protection.point-bound.v1",
    "catalog.application-withdrawn.v1", "placement.stayed.v1", "observation.journal-accepted.v1",
    "observation.records-lost.v1", "observation.caller-changed.v1", "command.refused.v1",
    "observation.plan-readiness-changed.v1", "observation.plan-readiness-turned.v1",
    // Only in journals of before.
    "failover.notice-due.v2", "failover.notice-sent.v1", "failover.notice-failed.v1",
  ]

  @Test("the scenarios lead everywhere: every type of event that a machine makes comes up in them")
  func coverage() {
    let seen = Set(Self.stories.flatMap(\.journal).map(\.body.type))
    let missed = EventBody.knownTypes.filter {
      !seen.contains($0) && !$0.rawValue.hasPrefix("observed.") && !Self.ofOtherStories.contains($0)
    }
    #expect(missed == [])
  }
}
