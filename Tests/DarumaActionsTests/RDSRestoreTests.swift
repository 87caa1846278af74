import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

@Suite("Restoring a database")
struct RDSRestoreTests {
  static let snapshot = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1"

  private static func action(
    _ identifier: String = "kaigo-r2", earlier: [String] = [],
    snapshot: String = RDSRestoreTests.snapshot
  ) -> Action {
    .rdsRestore(
      from: RecoveryPointID(snapshot), identifier: identifier,
      earlierIdentifiers: earlier)
  }

  private static let effect = Effect.sample(action(), attempt: 2)
  private static let ours = ["daruma:effect": "\(ExecutionID.sample)/step/2"]

  private static func scene(
    _ instances: [String: FakeRDS.Instance] = [:], snapshots: Set<String> = [RDSRestoreTests.snapshot]
  ) -> Scene {
    let scene = Scene()
    scene.world.with { state in
      state.rds.instances = instances
      state.rds.snapshots = snapshots
    }
    return scene
  }

  private static func done(_ name: String) -> Observation {
    .done(
      outputs: ["identifier": name, "endpoint": "\(name).db.example", "port": "5432", "arn": "arn:\(name)"],
      by: .daruma)
  }

  @Test("from nothing to available")
  func wholeWay() async throws {
    let scene = Self.scene()
    #expect(try await scene.cloud.observe(Self.effect) == .absent)
    #expect(try await scene.cloud.act(Self.effect) == .started)
    #expect(try await scene.cloud.observe(Self.effect) == .inProgress("kaigo-r2 is creating"))
    #expect(try await scene.cloud.observe(Self.effect) == .inProgress("kaigo-r2 is backing-up"))
    #expect(try await scene.cloud.observe(Self.effect) == Self.done("kaigo-r2"))
    let tags = scene.world.with { $0.rds.instances["kaigo-r2"]?.tags }
    #expect(
      tags == [
        "daruma:effect": "kaigo.20261124T034200Z.1/step/2", "daruma:execution": "kaigo.20261124T034200Z.1",
        "daruma:application": "kaigo",
      ])
  }

  @Test(
    "on its way",
    arguments: [
      "creating", "backing-up", "modifying", "rebooting", "starting", "configuring-enhanced-monitoring",
      "upgrading",
      "resetting-master-credentials", "maintenance", "something-new", "unknown",
    ])
  func underway(status: String) async throws {
    let scene = Self.scene(["kaigo-r2": FakeRDS.Instance(statuses: [status], tags: Self.ours)])
    #expect(try await scene.cloud.observe(Self.effect) == .inProgress("kaigo-r2 is \(status)"))
  }

  @Test("available without an endpoint is not done yet")
  func withoutEndpoint() async throws {
    let scene = Self.scene([
      "kaigo-r2": FakeRDS.Instance(statuses: ["available"], tags: Self.ours, hasEndpoint: false)
    ])
    #expect(
      try await scene.cloud.observe(Self.effect)
        == .inProgress("kaigo-r2 is available, but has no endpoint yet"))
  }

  @Test(
    "gone wrong for good: another attempt may do better",
    arguments: [
      "failed", "restore-error", "incompatible-restore", "incompatible-network", "incompatible-parameters",
      "insufficient-capacity", "inaccessible-encryption-credentials", "deleting",
    ])
  func lost(status: String) async throws {
    let scene = Self.scene(["kaigo-r2": FakeRDS.Instance(statuses: [status], tags: Self.ours)])
    guard case .broken(let failure) = try await scene.cloud.observe(Self.effect) else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.restore-failed")
    #expect(failure.isRetriable)
    #expect(failure.message.contains("kaigo-r2 in us-west-2 is \(status)"))
  }

  @Test("stopped by someone: a person has to act", arguments: ["stopped", "stopping", "storage-full"])
  func stopped(status: String) async throws {
    let scene = Self.scene(["kaigo-r2": FakeRDS.Instance(statuses: [status], tags: Self.ours)])
    guard case .broken(let failure) = try await scene.cloud.observe(Self.effect) else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.instance-stopped")
    #expect(!failure.isRetriable)
  }

  @Test(
    "the name is taken by something that is not this step's",
    arguments: [
      ([:], "does not bear Daruma's mark"),
      (["daruma:execution": "\(ExecutionID.sample)"], "does not bear Daruma's mark"),
      (
        ["daruma:effect": "kaigo.20261124T034200Z.1/step2/1"],
        "belongs to the effect kaigo.20261124T034200Z.1/step2/1"
      ),
      (
        ["daruma:effect": "kaigo.20261124T034200Z.2/step/2"],
        "belongs to the effect kaigo.20261124T034200Z.2/step/2"
      ),
      (
        ["daruma:effect": "other.20261124T034200Z.1/step/2"],
        "belongs to the effect other.20261124T034200Z.1/step/2"
      ),
    ] as [([String: String], String)])
  func conflict(tags: [String: String], owner: String) async throws {
    let scene = Self.scene(["kaigo-r2": FakeRDS.Instance(statuses: ["available"], tags: tags)])
    guard case .conflict(let failure) = try await scene.cloud.observe(Self.effect) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "rds.identifier-taken")
    #expect(!failure.isRetriable)
    #expect(
      failure.message.contains("kaigo-r2 already exists in us-west-2 (available, created 2026-11-24T03:42"))
    #expect(failure.message.contains(owner))
  }

  @Test("what an earlier attempt created is adopted, newest first")
  func earlier() async throws {
    let scene = Self.scene([
      "kaigo-r1": FakeRDS.Instance(
        statuses: ["creating", "available"], tags: ["daruma:effect": "\(ExecutionID.sample)/step/1"]),
      "kaigo-r0": FakeRDS.Instance(
        statuses: ["available"], tags: ["daruma:effect": "\(ExecutionID.sample)/step/0"]),
    ])
    let effect = Effect.sample(Self.action(earlier: ["kaigo-r1", "kaigo-r0"]), attempt: 2)
    #expect(try await scene.cloud.observe(effect) == .inProgress("kaigo-r1 is creating"))
    #expect(try await scene.cloud.observe(effect) == Self.done("kaigo-r1"))
  }

  @Test(
    "an earlier instance that is lost, stopped or another's is passed over",
    arguments: [
      ("failed", ours), ("deleting", ours), ("stopped", ours), ("available", [:]),
      ("available", ["daruma:effect": "other/step/1"]),
    ] as [(String, [String: String])])
  func earlierPassedOver(status: String, tags: [String: String]) async throws {
    let scene = Self.scene(["kaigo-r1": FakeRDS.Instance(statuses: [status], tags: tags)])
    let effect = Effect.sample(Self.action(earlier: ["kaigo-r1"]), attempt: 2)
    #expect(try await scene.cloud.observe(effect) == .absent)
  }

  @Test("verifying asks the same question, under another id")
  func verify() async throws {
    let scene = Self.scene(["kaigo-r2": FakeRDS.Instance(statuses: ["available"], tags: Self.ours)])
    var effect = Self.effect
    effect.id = Effect.verificationIdentifier(execution: ExecutionID.sample, step: "step", round: 1)
    effect.purpose = .verify
    #expect(try await scene.cloud.observe(effect) == Self.done("kaigo-r2"))
  }

  @Test("not being able to look is not the same as absent")
  func blind() async throws {
    let scene = Self.scene()
    scene.world.spoil("DescribeDBInstances", .answered(.queryError(403, "AccessDenied")))
    #expect(await scene.faultOfObserving(Self.effect)?.kind == .refused)
  }

  @Test("a missing snapshot is refused, with what to do")
  func missingSnapshot() async throws {
    let scene = Self.scene(snapshots: [])
    _ = try await scene.cloud.observe(Self.effect)
    let fault = try #require(await scene.faultOfActing(Self.effect))
    #expect(fault.kind == .refused)
    #expect(fault.code == "rds.DBSnapshotNotFound")
    #expect(!fault.isRetriable)
    #expect(fault.message.contains("request id req-1"))
    #expect(fault.message.contains("Choose another recovery point"))
  }

  @Test(
    "a recovery point that can't be restored here is refused before asking",
    arguments: [
      ("arn:aws:rds:us-east-1:123456789012:snapshot:s", "rds.snapshot-elsewhere"),
      ("arn:aws:rds:us-west-2:123456789012:cluster-snapshot:s", "rds.not-a-snapshot"),
      ("arn:aws:backup:us-west-2:123456789012:recovery-point:u", "rds.not-a-snapshot"),
      ("arn:aws:ec2:us-west-2::snapshot/snap-1", "rds.not-a-snapshot"), ("arn:", "rds.not-a-snapshot"),
    ])
  func unfit(snapshot: String, code: String) async throws {
    let scene = Self.scene()
    let fault = await scene.faultOfActing(Effect.sample(Self.action(snapshot: snapshot)))
    #expect(fault?.code == code)
    #expect(fault?.isRetriable == false)
    #expect(scene.world.log.isEmpty)
  }

  @Test("a bare snapshot identifier is passed on")
  func bareIdentifier() async throws {
    let scene = Self.scene(snapshots: ["rds:kaigo-2026-11-24-03-00"])
    let effect = Effect.sample(Self.action(snapshot: "rds:kaigo-2026-11-24-03-00"))
    #expect(await scene.carryOut(effect) == Self.done("kaigo-r2"))
  }

  @Test("what a service says of a thing is told in part")
  func observed() async throws {
    let status = String(repeating: "creating", count: 10_000)
    let world = FakeWorld()
    world.with { $0.rds.instances["db"] = FakeRDS.Instance(statuses: [status], tags: ["daruma:effect": "e"]) }
    let wanted = Action.rdsRestore(from: "snap", identifier: "db", in: FakeWorld.region)
    guard case .conflict(let failure) = try await Scene(world).cloud.observe(Effect.sample(wanted)) else {
      Issue.record("it is another's")
      return
    }
    #expect(failure.message.utf8.count < 20_000)
  }
}
