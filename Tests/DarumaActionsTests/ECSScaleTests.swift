import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

@Suite("Scaling a service")
struct ECSScaleTests {
  private static let effect = Effect.sample(
    .ecsScale(desiredCount: 2, cluster: "main", service: "api", in: FakeWorld.region))

  private static func scene(_ service: FakeECS.Service?) -> Scene {
    let scene = Scene()
    scene.world.with { $0.ecs.services["api"] = service }
    return scene
  }

  @Test("from none to all, through a rollout")
  func wholeWay() async throws {
    let scene = Self.scene(FakeECS.Service(desired: 0, running: 0))
    #expect(try await scene.cloud.observe(Self.effect) == .absent)
    #expect(try await scene.cloud.act(Self.effect) == .started)
    #expect(
      try await scene.cloud.observe(Self.effect) == .inProgress("api: 0 of 2 tasks run, rollout IN_PROGRESS"))
    #expect(
      try await scene.cloud.observe(Self.effect) == .inProgress("api: 1 of 2 tasks run, rollout IN_PROGRESS"))
    #expect(
      try await scene.cloud.observe(Self.effect)
        == .done(outputs: ["runningCount": "2", "arn": "arn:api"], by: .unknown))
  }

  @Test(
    "states of a service",
    arguments: [
      (FakeECS.Service(desired: 3, running: 3), .absent),
      (FakeECS.Service(desired: 1, running: 2), .absent),
      (
        FakeECS.Service(desired: 2, running: 2, rollout: "IN_PROGRESS"),
        .inProgress("api: 2 of 2 tasks run, rollout IN_PROGRESS")
      ),
      (
        FakeECS.Service(desired: 2, running: 1, showsRollout: false), .inProgress("api: 1 of 2 tasks run")
      ),
      (
        FakeECS.Service(desired: 2, running: 3, showsRollout: false),
        .done(outputs: ["runningCount": "3", "arn": "arn:api"], by: .unknown)
      ),
    ] as [(FakeECS.Service, Observation)])
  func states(service: FakeECS.Service, expected: Observation) async throws {
    #expect(try await Self.scene(service).cloud.observe(Self.effect) == expected)
  }

  @Test("a service is stopped when its last task is gone")
  func stopped() async throws {
    let stop = Effect.sample(.ecsScale(desiredCount: 0, cluster: "main", service: "api", in: FakeWorld.region))
    #expect(
      try await Self.scene(FakeECS.Service(desired: 0, running: 2, showsRollout: false)).cloud.observe(stop)
        == .inProgress("api: 2 of 0 tasks run"))
    guard
      case .done = try await Self.scene(FakeECS.Service(desired: 0, running: 0, showsRollout: false)).cloud
        .observe(stop)
    else {
      Issue.record("it is stopped")
      return
    }
  }

  @Test("a failed rollout is broken, with what ECS says")
  func failedRollout() async throws {
    let scene = Self.scene(FakeECS.Service(desired: 2, running: 0, rollout: "FAILED"))
    guard case .broken(let failure) = try await scene.cloud.observe(Self.effect) else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "ecs.rollout-failed")
    #expect(failure.message.contains("unable to place a task"))
  }

  @Test("a service that is missing or deleted is refused, with what to do")
  func unusable() async throws {
    let missing = try #require(await Self.scene(nil).faultOfObserving(Self.effect))
    #expect(missing.code == "ecs.service-missing")
    #expect(missing.kind == .refused)
    #expect(!missing.isRetriable)
    #expect(missing.message.contains("ECS service api in cluster main, us-west-2 (MISSING)"))
    for status in ["INACTIVE", "DRAINING"] {
      let scene = Self.scene(FakeECS.Service(desired: 2, running: 2, status: status))
      #expect(await scene.faultOfObserving(Self.effect)?.code == "ecs.service-not-active")
    }
  }

  @Test("that ECS could not look does not say that there is no such service")
  func unseen() async throws {
    let scene = Self.scene(FakeECS.Service(desired: 2, running: 2))
    scene.world.spoil("DescribeServices", .answered(.ok(#"{"message":"Service temporarily unavailable"}"#)))
    scene.world.spoil(
      "DescribeServices", .answered(.ok(#"{"services":[],"failures":[{"arn":"api","reason":"LATER"}]}"#)))
    let nothing = try #require(await scene.faultOfObserving(Self.effect))
    #expect(nothing.isRetriable && nothing.code == "ecs.UnreadableAnswer" && !nothing.message.contains("Create it"))
    let later = try #require(await scene.faultOfObserving(Self.effect))
    #expect(later.isRetriable && later.code == "ecs.service-unseen" && later.message.contains("LATER"))
    _ = try await scene.cloud.observe(Self.effect)
  }

  @Test("an update whose answer is lost is found by looking, and not made again")
  func lostAnswer() async throws {
    let scene = Self.scene(FakeECS.Service(desired: 0, running: 0))
    scene.world.spoil("UpdateService", .answerLost)
    guard case .done = await scene.carryOut(Self.effect) else {
      Issue.record("it did not end well")
      return
    }
    #expect(scene.world.log.count { $0 == "UpdateService" } == 1)
  }

  @Test("killed after any request, a new process finishes", arguments: 0..<5, [true, false])
  func killed(after requests: Int, carriesOutLast: Bool) async throws {
    let first = Self.scene(FakeECS.Service(desired: 0, running: 0))
    first.world.with { $0.death = FakeWorld.Death(requests: requests, carriesOutLast: carriesOutLast) }
    _ = await first.carryOut(Self.effect)
    first.world.with { $0.death = nil }
    guard case .done = await Scene(first.world).carryOut(Self.effect) else {
      Issue.record("it did not end well")
      return
    }
    #expect(first.world.log.count { $0 == "UpdateService" } == 1)
  }
}
