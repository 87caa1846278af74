import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

@Suite("Restoring a database through crashes and lost answers")
struct RestoreAfterCrashTests {
  private static let effect = Effect.sample(
    .rdsRestore(
      from: RecoveryPointID(RDSRestoreTests.snapshot),
      identifier: "kaigo-r1"))

  private static func scene() -> Scene {
    let scene = Scene()
    scene.world.with { $0.rds.snapshots = [RDSRestoreTests.snapshot] }
    return scene
  }

  private static func restores(_ scene: Scene) -> Int {
    scene.world.log.count { $0 == "RestoreDBInstanceFromDBSnapshot" }
  }

  @Test("a restore whose answer is lost is found by looking, and not made again")
  func lostAnswer() async throws {
    let scene = Self.scene()
    scene.world.spoil("RestoreDBInstanceFromDBSnapshot", .answerLost)
    #expect(try await scene.cloud.observe(Self.effect) == .absent)
    let fault = try #require(await scene.faultOfActing(Self.effect))
    #expect(fault.kind == .outcomeUnknown)
    #expect(try await scene.cloud.observe(Self.effect) == .inProgress("kaigo-r1 is creating"))
    #expect(Self.restores(scene) == 1)
  }

  @Test("a restore that failed inside the service is not sent again without looking")
  func insideFailure() async throws {
    let scene = Self.scene()
    scene.world.spoil("RestoreDBInstanceFromDBSnapshot", .answered(.queryError(500, "InternalFailure")))
    _ = try await scene.cloud.observe(Self.effect)
    #expect(await scene.faultOfActing(Self.effect)?.kind == .outcomeUnknown)
    #expect(Self.restores(scene) == 0)
    #expect(try await scene.cloud.observe(Self.effect) == .absent)
  }

  @Test("a throttled restore, and one that never left, are sent again at once")
  func notCarriedOut() async throws {
    let scene = Self.scene()
    scene.world.spoil("RestoreDBInstanceFromDBSnapshot", .answered(.queryError(400, "Throttling")))
    scene.world.spoil("RestoreDBInstanceFromDBSnapshot", .notSent)
    _ = try await scene.cloud.observe(Self.effect)
    #expect(try await scene.cloud.act(Self.effect) == .started)
    #expect(Self.restores(scene) == 1)
  }

  @Test("losing the race for the name counts as started, and looking tells whose it is")
  func race() async throws {
    let scene = Self.scene()
    #expect(try await scene.cloud.observe(Self.effect) == .absent)
    scene.world.with { $0.rds.instances["kaigo-r1"] = FakeRDS.Instance(statuses: ["available"]) }
    #expect(try await scene.cloud.act(Self.effect) == .started)
    guard case .conflict = try await scene.cloud.observe(Self.effect) else {
      Issue.record("it was not a conflict")
      return
    }
  }

  @Test(
    "killed after any request, carried out or not, a new process makes exactly one instance",
    arguments: 0..<6, [true, false])
  func killed(after requests: Int, carriesOutLast: Bool) async throws {
    let first = Self.scene()
    first.world.with { $0.death = FakeWorld.Death(requests: requests, carriesOutLast: carriesOutLast) }
    let ended = await first.carryOut(Self.effect)
    first.world.with { $0.death = nil }

    let second = Scene(first.world)
    let seen = await second.carryOut(Self.effect)
    #expect(ended == nil || ended == seen)
    guard case .done(let outputs, .daruma) = seen else {
      Issue.record("it did not end well: \(String(describing: seen))")
      return
    }
    #expect(outputs["identifier"] == "kaigo-r1")
    #expect(Self.restores(second) == 1)
    #expect(second.world.with { $0.rds.instances.count } == 1)
  }
}
