import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("Restoring a file system through crashes and lost answers")
struct FilesAfterCrashTests {
  private static let point = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"

  private static func effect(_ token: String = "fs-1-t", earlier: [Document] = [], attempt: Int = 1) throws -> Effect {
    let traits = try #require(ActionCatalog.table["backup.restore"]).traits
    return .sample(
      Action(
        name: "backup.restore", region: "us-west-2",
        parameters: [
          "point": .text(point), "resource": "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1",
          "iamRoleArn": "arn:aws:iam::012345678901:role/restore", "token": .text(token),
          "earlierTokens": .list(earlier), "metadata": [:],
        ], traits: traits), step: "restore-files", attempt: attempt)
  }

  private static func scene() -> Scene {
    let scene = Scene()
    scene.world.with { $0.backup.points = ["dr": point] }
    return scene
  }

  private static let start = "PUT backup.us-west-2.amazonaws.com"

  private static func expectOne(_ scene: Scene, _ seen: Observation?, sourceLocation: SourceLocation = #_sourceLocation)
  {
    guard case .done(let outputs, .daruma) = seen else {
      Issue.record("it did not end well: \(String(describing: seen))", sourceLocation: sourceLocation)
      return
    }
    #expect(outputs["fileSystemId"] == "fs-r0", sourceLocation: sourceLocation)
    let made = scene.world.with { $0.backup.fileSystems }
    #expect(made.count == 1 && made["fs-r0"]?.creationToken == "fs-1-t", sourceLocation: sourceLocation)
    #expect(made["fs-r0"]?.tags["daruma:application"] == "kaigo", sourceLocation: sourceLocation)
  }

  @Test("a job whose answer is lost is found by looking; sent again unseen, its token starts nothing")
  func lostAnswer() async throws {
    let scene = Self.scene()
    scene.world.spoil(Self.start, .answerLost)
    let effect = try Self.effect()
    #expect(try await scene.cloud.observe(effect) == .absent)
    let fault = try #require(await scene.faultOfActing(effect))
    #expect(fault.kind == .outcomeUnknown)
    Self.expectOne(scene, await scene.carryOut(effect))
    #expect(scene.world.with { $0.backup.jobs.count } == 1)
  }

  @Test("another attempt adopts what the one before began")
  func secondAttempt() async throws {
    let scene = Self.scene()
    _ = try await scene.cloud.observe(try Self.effect())
    _ = try await scene.cloud.act(try Self.effect())
    Self.expectOne(scene, await scene.carryOut(try Self.effect("fs-1-t-2", earlier: ["fs-1-t"], attempt: 2)))
  }

  @Test(
    "killed after any request, carried out or not, a new process makes exactly one file system, which bears its mark",
    arguments: 0..<20, [true, false])
  func killed(after requests: Int, carriesOutLast: Bool) async throws {
    let first = Self.scene()
    let effect = try Self.effect()
    first.world.with { $0.death = FakeWorld.Death(requests: requests, carriesOutLast: carriesOutLast) }
    let ended = await first.carryOut(effect)
    first.world.with { $0.death = nil }

    let second = Scene(first.world)
    let seen = await second.carryOut(effect)
    #expect(ended == nil || ended == seen)
    Self.expectOne(second, seen)
    #expect(second.world.log.count { $0 == Self.start } == 1)
  }
}
