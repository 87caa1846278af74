import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.delete")
struct RDSDeleteTests {
  private static let wanted: [String: Document] = ["instance": "kaigo", "skipFinalSnapshot": true]

  /// Made by another step of another execution of the same application.
  private static let made = [
    "daruma:effect": "kaigo.20261101T000000Z.1/restore/1", "daruma:execution": "kaigo.20261101T000000Z.1",
    "daruma:application": "kaigo",
  ]

  private static func instance(_ status: String, tags: [String: String] = made) -> HTTPResponse {
    DescribedInstance.answer(status, more: RDSScene.tags(tags))
  }

  private static func scene(_ answer: HTTPResponse) throws -> RDSScene { try RDSScene("rds.delete", wanted, answer) }

  @Test(
    "what is seen says what is so; what is gone is done",
    arguments: [
      (RDSScene.missing("DBInstance"), Observation.done(outputs: ["identifier": "kaigo"], by: .unknown)),
      (instance("available"), .absent), (instance("stopped"), .absent), (instance("failed"), .absent),
      (instance("storage-full"), .absent), (instance("incompatible-network"), .absent),
      (instance("deleting"), .inProgress("kaigo is being deleted")),
      (instance("delete-precheck"), .inProgress("kaigo is about to be deleted")),
      (instance("backing-up"), .inProgress("kaigo is backing-up; it can be deleted when RDS is done with it")),
      (instance("stopping"), .inProgress("kaigo is stopping; it can be deleted when RDS is done with it")),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
  }

  @Test(
    "what no execution of this application made is left as it is, whatever its state",
    arguments: [
      [:], ["daruma:application": "kaigo"], made.merging(["daruma:application": "other"]) { $1 },
      made.filter { $0.key != "daruma:effect" }, made.filter { $0.key != "daruma:execution" },
    ])
  func foreign(tags: [String: String]) async throws {
    for status in ["available", "deleting", "failed"] {
      let fault = try await Self.scene(Self.instance(status, tags: tags)).fault()
      #expect(fault?.code == "rds.not-ours" && fault?.isRetriable == false)
    }
  }

  @Test(
    "what says nothing is never done, and never deleted",
    arguments: DescribedInstance.meaningless + [DescribedInstance.answer("available", more: "")])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("what is asked, with a last snapshot or without")
  func asked() async throws {
    let answer = RDSScene.answer("DeleteDBInstance")
    let form = ["Action": "DeleteDBInstance", "DBInstanceIdentifier": "kaigo"]
    #expect(try await Self.scene(answer).sent() == form.merging(["SkipFinalSnapshot": "true"]) { $1 })
    let wanted: [String: Document] = ["instance": "kaigo", "finalSnapshot": "last-20261124t034200z"]
    #expect(
      try await RDSScene("rds.delete", wanted, answer).sent()
        == form.merging(["SkipFinalSnapshot": "false", "FinalDBSnapshotIdentifier": "last-20261124t034200z"]) { $1 })
  }

  @Test("one that is protected is refused with what lifts it; one that RDS is busy with is asked again")
  func refused() async throws {
    let protected = try await Self.scene(.queryError(400, "InvalidParameterCombination", "Cannot delete protected DB"))
      .faultOfActing()
    #expect(protected?.isRetriable == false && protected?.message.contains("deletionProtection: false") == true)
    #expect(try await Self.scene(.queryError(400, "InvalidDBInstanceState")).faultOfActing()?.isRetriable == true)
  }
}
