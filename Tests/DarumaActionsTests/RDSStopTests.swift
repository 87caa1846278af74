import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.stop")
struct RDSStopTests {
  @Test(
    "what is seen says what is so",
    arguments: [
      ("stopped", Observation.done(outputs: DescribedInstance.named, by: .unknown)),
      ("stopping", .inProgress("kaigo is stopping")), ("available", .absent), ("storage-optimization", .absent),
      ("backing-up", .inProgress("kaigo is backing-up; it can be stopped when RDS is done with it")),
      ("starting", .inProgress("kaigo is starting; it can be stopped when RDS is done with it")),
      ("a-new-status", .inProgress("kaigo is a-new-status; it can be stopped when RDS is done with it")),
    ])
  func seen(status: String, is wanted: Observation) async throws {
    #expect(try await InstanceScene.seen(DescribedInstance.answer(status), "rds.stop") == wanted)
  }

  @Test("what can't be stopped is refused with what mends it", arguments: DescribedInstance.lost)
  func lost(status: String) async throws {
    let fault = try await InstanceScene.fault(DescribedInstance.answer(status), "rds.stop")
    #expect(fault?.code == "rds.instance-stuck" && fault?.isRetriable == false)
    #expect(fault?.message.contains("kaigo in us-west-2 is \(status), and can't be stopped.") == true)
    #expect(fault?.message.hasSuffix(", then retry the step.") == true)
  }

  @Test("what says nothing is never done", arguments: DescribedInstance.meaningless)
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await InstanceScene.fault(answer, "rds.stop")
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one that is not there is a fault, not stopped")
  func missing() async throws {
    let fault = try await InstanceScene.fault(.queryError(404, "DBInstanceNotFound"), "rds.stop")
    #expect(fault?.code == "rds.DBInstanceNotFound" && fault?.isRetriable == false)
  }

  @Test("RDS is asked to stop it, and its refusal is told")
  func stopped() async throws {
    _ = try await InstanceScene.sent("StopDBInstance", "rds.stop")
    let scene = InstanceScene(.queryError(400, "InvalidDBClusterStateFault", "kaigo is a read replica"))
    let effect = try InstanceScene.effect("rds.stop")
    let fault = await #expect(throws: CloudFault.self) { try await scene.cloud.act(effect) }
    #expect(fault?.kind == .refused && fault?.message.contains("kaigo is a read replica") == true)
  }

  /// RDS says so of a repeat, too: it is then seen to be stopping.
  @Test("a refusal for the present status is looked at again")
  func busy() async throws {
    let scene = InstanceScene(.queryError(400, "InvalidDBInstanceState", "kaigo is not available"))
    let effect = try InstanceScene.effect("rds.stop")
    let fault = await #expect(throws: CloudFault.self) { try await scene.cloud.act(effect) }
    #expect(fault?.isRetriable == true)
  }
}
