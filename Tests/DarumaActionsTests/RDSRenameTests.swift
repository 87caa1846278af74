import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.rename")
struct RDSRenameTests {
  private static let wanted: [String: Document] = ["instance": "restored", "newName": "kaigo"]
  private static let missing = RDSScene.missing("DBInstance")

  private static func scene(_ new: HTTPResponse, _ old: HTTPResponse, attempt: Int = 1) throws -> RDSScene {
    try RDSScene("rds.rename", wanted, attempt: attempt, new, old)
  }

  private static func old(_ status: String) -> HTTPResponse { DescribedInstance.answer(status, name: "restored") }

  @Test(
    "while it has the old name alone it is to be done",
    arguments: [
      (old("available"), Observation.absent), (old("renaming"), .inProgress("restored is renaming")),
      (old("backing-up"), .inProgress("restored is backing-up")),
    ])
  func before(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(Self.missing, answer).seen() == wanted)
  }

  @Test(
    "under the new name it is waited for until it serves",
    arguments: [
      (DescribedInstance.answer("renaming"), Observation.inProgress("kaigo is renaming")),
      (DescribedInstance.answer("available", more: ""), .inProgress("kaigo is available, but has no endpoint yet")),
    ])
  func after(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer, Self.missing).seen() == wanted)
  }

  @Test("of the new name without the old: done where it was sent, or tried before; else nobody knows which one it is")
  func perhapsAnother() async throws {
    let answer = DescribedInstance.answer("available")
    guard case .done(let outputs, .usOr(let failure)) = try await Self.scene(answer, Self.missing).seen() else {
      Issue.record("it was not done")
      return
    }
    #expect(outputs == DescribedInstance.outputs && failure.code == "rds.perhaps-another" && !failure.isRetriable)
    #expect(
      try await Self.scene(answer, Self.missing, attempt: 2).seen()
        == .done(outputs: DescribedInstance.outputs, by: .unknown))
  }

  @Test("both names: the new one is taken, and nothing is touched")
  func taken() async throws {
    guard
      case .conflict(let failure) = try await Self.scene(DescribedInstance.answer("stopped"), Self.old("available"))
        .seen()
    else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(
      failure.code == "rds.identifier-taken" && failure.message.contains("kaigo already exists in us-west-2 (stopped)"))
  }

  @Test("neither name: it is looked again, for a rename takes the old one away first")
  func neither() async throws {
    let fault = try await Self.scene(Self.missing, Self.missing).fault()
    #expect(fault?.code == "rds.DBInstanceNotFound" && fault?.isRetriable == true)
  }

  @Test("what a person has to mend is refused", arguments: ["stopped", "failed"])
  func stuck(status: String) async throws {
    #expect(try await Self.scene(Self.missing, Self.old(status)).fault()?.code == "rds.instance-stuck")
    #expect(
      try await Self.scene(DescribedInstance.answer(status), Self.missing).fault()?.code == "rds.instance-stuck")
  }

  @Test("what says nothing is neither there nor absent", arguments: DescribedInstance.meaningless)
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer, Self.missing).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
    let second = try await Self.scene(Self.missing, answer).fault()
    #expect(second?.code == "rds.UnreadableAnswer")
  }

  @Test("not being able to look is not the same as absent")
  func blind() async throws {
    #expect(try await Self.scene(.queryError(403, "AccessDenied"), Self.old("available")).fault()?.kind == .refused)
  }

  @Test("what is asked")
  func asked() async throws {
    #expect(
      try await RDSScene("rds.rename", Self.wanted, RDSScene.answer("ModifyDBInstance")).sent() == [
        "Action": "ModifyDBInstance", "DBInstanceIdentifier": "restored", "NewDBInstanceIdentifier": "kaigo",
        "ApplyImmediately": "true",
      ])
  }
}
