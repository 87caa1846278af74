import Testing

@testable import DarumaSimulation

@Suite("The life of an ECS deployment")
struct DeploymentTests {
  /// First task after 10, one more every 2; the first stops after 4; given up after 100.
  static let timings: Timings = {
    var timings = Timings()
    timings.firstTask = 10
    timings.nextTask = 2
    timings.taskStop = 4
    timings.rolloutFailure = 100
    return timings
  }()

  static func rollout(of count: Int, ending: BadEnding? = nil) -> Deployment {
    Deployment(id: "ecs-svc/1", taskDefinition: "t:1", count: count, now: 0, timings, ending: ending)
  }

  /// Every state, by the way that leads there.
  enum Reached: String, CaseIterable {
    case rollingOut, steady, stalled, failed, superseded, draining, drained

    func deployment() -> Deployment {
      var deployment = DeploymentTests.rollout(
        of: 3, ending: self == .stalled || self == .failed ? .tasksDoNotStart : nil)
      switch self {
      case .rollingOut, .stalled: break
      case .steady: deployment.advance(to: 14)
      case .failed: deployment.advance(to: 100)
      case .superseded:
        deployment.advance(to: 14)
        deployment.supersede()
      case .draining, .drained:
        deployment.advance(to: 14)
        deployment.supersede()
        deployment.drain(from: 14, DeploymentTests.timings)
        if self == .drained { deployment.advance(to: 22) }
      }
      return deployment
    }

    /// Status, rollout state and running tasks.
    var shown: String {
      switch self {
      case .rollingOut: "PRIMARY IN_PROGRESS 0"
      case .steady: "PRIMARY COMPLETED 3"
      case .stalled: "PRIMARY IN_PROGRESS 0"
      case .failed: "PRIMARY FAILED 0"
      case .superseded: "ACTIVE COMPLETED 3"
      case .draining: "ACTIVE COMPLETED 3"
      case .drained: "ACTIVE COMPLETED 0"
      }
    }
  }

  private func shown(_ deployment: Deployment) -> String {
    "\(deployment.status) \(deployment.rolloutState) \(deployment.runningCount)"
  }

  @Test("each state shows itself as ECS would", arguments: Reached.allCases)
  func states(_ state: Reached) {
    #expect(shown(state.deployment()) == state.shown)
    #expect(state.deployment().isSteady == (state == .steady))
    #expect(state.deployment().isDrained == (state == .drained))
    #expect(state.deployment().isStalled == (state == .stalled))
  }

  @Test(
    "time moves it as the table says",
    arguments: [
      (Reached.rollingOut, Reached.steady), (.steady, .steady), (.stalled, .failed), (.failed, .failed),
      (.superseded, .superseded), (.draining, .drained), (.drained, .drained),
    ])
  func timePasses(from state: Reached, to end: Reached) {
    var deployment = state.deployment()
    deployment.advance(to: 1_000)
    #expect(shown(deployment) == end.shown)
  }

  @Test(
    "a newer deployment supersedes it",
    arguments: [
      (Reached.rollingOut, "ACTIVE COMPLETED 0"), (.steady, "ACTIVE COMPLETED 3"),
      (.stalled, "ACTIVE COMPLETED 0"), (.failed, "ACTIVE COMPLETED 0"), (.superseded, "ACTIVE COMPLETED 3"),
      (.draining, "ACTIVE COMPLETED 3"), (.drained, "ACTIVE COMPLETED 0"),
    ])
  func superseded(in state: Reached, shown wanted: String) {
    var deployment = state.deployment()
    deployment.supersede()
    #expect(shown(deployment) == wanted)
    #expect(deployment.pendingCount == 0)
  }

  @Test("draining again changes nothing", arguments: [Reached.superseded, .draining, .drained])
  func drainedTwice(_ state: Reached) {
    var deployment = state.deployment()
    deployment.drain(from: 14, Self.timings)
    deployment.drain(from: 500, Self.timings)
    deployment.advance(to: 22)
    #expect(deployment.isDrained)
  }

  @Test(
    "scaling it is obeyed while it is in force",
    arguments: [
      (Reached.rollingOut, "PRIMARY COMPLETED 5"), (.steady, "PRIMARY COMPLETED 5"),
      (.stalled, "PRIMARY FAILED 0"), (.failed, "PRIMARY FAILED 0"),
    ])
  func scaled(in state: Reached, end: String) {
    var deployment = state.deployment()
    deployment.scale(to: 5, Self.timings, ending: nil)
    #expect(deployment.desiredCount == 5)
    deployment.advance(to: 1_000)
    #expect(shown(deployment) == end)
  }

  @Test("tasks come up one by one, and a change of the count alone is no rollout")
  func scalingIsNoRollout() {
    var deployment = Deployment(settled: "ecs-svc/1", taskDefinition: "t:1", count: 0, since: 0)
    deployment.scale(to: 3, Self.timings, ending: nil)
    var seen: [String] = []
    for time in [Int64(0), 9, 10, 12, 14, 15] {
      deployment.advance(to: time)
      seen.append("\(deployment.rolloutState) \(deployment.runningCount)+\(deployment.pendingCount)")
    }
    #expect(
      seen == [
        "COMPLETED 0+3", "COMPLETED 0+3", "COMPLETED 1+2", "COMPLETED 2+1", "COMPLETED 3+0", "COMPLETED 3+0",
      ])
  }

  @Test("tasks that don't start leave a scaled service waiting until it is asked again")
  func stalledScaling() {
    var deployment = Deployment(settled: "ecs-svc/1", taskDefinition: "t:1", count: 1, since: 0)
    deployment.scale(to: 3, Self.timings, ending: .tasksDoNotStart)
    deployment.advance(to: 10_000)
    #expect(shown(deployment) == "PRIMARY COMPLETED 1")
    #expect(deployment.pendingCount == 2)
    deployment.scale(to: 3, Self.timings, ending: nil)
    deployment.advance(to: 20_000)
    #expect(shown(deployment) == "PRIMARY COMPLETED 3")
  }

  @Test("scaling down stops tasks one by one")
  func scalingDown() {
    var deployment = Deployment(settled: "ecs-svc/1", taskDefinition: "t:1", count: 3, since: 0)
    deployment.scale(to: 1, Self.timings, ending: nil)
    var seen: [Int] = []
    for time in [Int64(3), 4, 5, 6, 100] {
      deployment.advance(to: time)
      seen.append(deployment.runningCount)
    }
    #expect(seen == [3, 2, 2, 1, 1])
  }
}
