import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.start")
struct RDSStartTests {
  @Test(
    "what is seen says what is so",
    arguments: [
      ("stopped", Observation.absent), ("inaccessible-encryption-credentials-recoverable", .absent),
      ("stopping", .inProgress("kaigo is stopping; it can be started when it is stopped")),
      ("starting", .inProgress("kaigo is starting")),
      ("configuring-log-exports", .inProgress("kaigo is configuring-log-exports")),
      ("available", .done(outputs: DescribedInstance.outputs, by: .unknown)),
      ("storage-optimization", .done(outputs: DescribedInstance.outputs, by: .unknown)),
    ])
  func seen(status: String, is wanted: Observation) async throws {
    #expect(try await InstanceScene.seen(DescribedInstance.answer(status), "rds.start") == wanted)
  }

  @Test("without an address it is not yet in service")
  func addressless() async throws {
    let answer = DescribedInstance.answer("available", more: "<Endpoint><Port>5432</Port></Endpoint>")
    #expect(
      try await InstanceScene.seen(answer, "rds.start")
        == .inProgress("kaigo is available, but has no endpoint yet"))
  }

  @Test("what can't be started is refused with what mends it", arguments: DescribedInstance.lost)
  func lost(status: String) async throws {
    let fault = try await InstanceScene.fault(DescribedInstance.answer(status), "rds.start")
    #expect(fault?.code == "rds.instance-stuck" && fault?.isRetriable == false)
    #expect(fault?.message.contains("kaigo in us-west-2 is \(status), and can't be started.") == true)
  }

  @Test("what says nothing is never done", arguments: DescribedInstance.meaningless)
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await InstanceScene.fault(answer, "rds.start")
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("RDS is asked to start it, and its refusal is told")
  func started() async throws {
    _ = try await InstanceScene.sent("StartDBInstance", "rds.start")
    let scene = InstanceScene(.queryError(400, "KMSKeyNotAccessibleFault", "the key is disabled"))
    let effect = try InstanceScene.effect("rds.start")
    let fault = await #expect(throws: CloudFault.self) { try await scene.cloud.act(effect) }
    #expect(fault?.kind == .refused && fault?.message.contains("the key is disabled") == true)
  }
}
