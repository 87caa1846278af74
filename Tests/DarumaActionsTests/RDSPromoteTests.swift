import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.promote")
struct RDSPromoteTests {
  private static func replica(_ status: String, _ source: String = "arn:aws:rds:us-east-1:012345678901:db:kaigo")
    -> HTTPResponse
  {
    DescribedInstance.answer(
      status,
      more: DescribedInstance.endpoint
        + "<ReadReplicaSourceDBInstanceIdentifier>\(source)</ReadReplicaSourceDBInstanceIdentifier>")
  }

  private static let ofCluster = DescribedInstance.answer(
    "available",
    more: DescribedInstance.endpoint
      + "<ReadReplicaSourceDBClusterIdentifier>orders</ReadReplicaSourceDBClusterIdentifier>")

  @Test(
    "what is seen says what is so",
    arguments: [
      (replica("available"), Observation.absent), (replica("storage-optimization"), .absent), (ofCluster, .absent),
      (
        replica("modifying", "orders"), .inProgress("kaigo is modifying, still a replica of orders")
      ),
      (DescribedInstance.answer("rebooting"), .inProgress("kaigo is rebooting")),
      (DescribedInstance.answer("backing-up"), .inProgress("kaigo is backing-up")),
      (
        DescribedInstance.answer("available", more: ""),
        .inProgress("kaigo is available, but has no endpoint yet")
      ),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await InstanceScene.seen(answer, "rds.promote") == wanted)
  }

  @Test(
    "one that is no replica is promoted where that was sent or tried before; else perhaps it never was one",
    arguments: [DescribedInstance.answer("available"), replica("available", "")])
  func noReplica(answer: HTTPResponse) async throws {
    guard case .done(let outputs, .usOr(let failure)) = try await InstanceScene.seen(answer, "rds.promote") else {
      Issue.record("it was not done")
      return
    }
    #expect(outputs == DescribedInstance.outputs && failure.code == "rds.no-replica" && !failure.isRetriable)
    #expect(
      try await RDSScene("rds.promote", ["instance": "kaigo"], attempt: 2, answer).seen()
        == .done(outputs: DescribedInstance.outputs, by: .unknown))
    let scene = try RDSScene("rds.promote", ["instance": "kaigo"], answer)
    #expect(await scene.cloud.check(scene.effect).map(\.verdict) == [.unmet])
  }

  @Test(
    "where the file says of what, a replica of anything else is refused",
    arguments: [
      ("arn:aws:rds:us-east-1:012345678901:db:kaigo", "arn:aws:rds:us-east-1:012345678901:db:kaigo", true),
      ("orders", "arn:aws:rds:us-west-2:012345678901:db:orders", true),
      ("orders", "arn:aws:rds:us-east-1:012345678901:db:orders", false),
      ("arn:aws:rds:us-east-1:012345678901:db:kaigo", "arn:aws:rds:us-east-1:012345678901:db:orders", false),
    ])
  func source(present: String, wish: String, isRight: Bool) async throws {
    let answer = Self.replica("available", present)
    guard isRight else {
      let fault = try await InstanceScene.fault(answer, "rds.promote", ["source": .text(wish)])
      #expect(fault?.code == "rds.replica-of-another" && fault?.isRetriable == false)
      return
    }
    #expect(try await InstanceScene.seen(answer, "rds.promote", ["source": .text(wish)]) == .absent)
  }

  @Test(
    "what can't be promoted is refused with what mends it, replica or not",
    arguments: DescribedInstance.lost + ["stopped", "stopping", "inaccessible-encryption-credentials-recoverable"])
  func lost(status: String) async throws {
    for answer in [Self.replica(status), DescribedInstance.answer(status)] {
      let fault = try await InstanceScene.fault(answer, "rds.promote")
      #expect(fault?.code == "rds.instance-stuck" && fault?.isRetriable == false)
      #expect(fault?.message.contains("kaigo in us-west-2 is \(status), and can't be promoted.") == true)
    }
  }

  @Test("a member of a cluster, which has no source of its own, does not pass for promoted")
  func member() async throws {
    let answer = DescribedInstance.answer(
      "available", more: DescribedInstance.endpoint + "<DBClusterIdentifier>orders</DBClusterIdentifier>")
    let fault = try await InstanceScene.fault(answer, "rds.promote")
    #expect(fault?.code == "rds.cluster-member" && fault?.isRetriable == false)
    #expect(fault?.message.contains("the cluster orders") == true)
  }

  @Test(
    "what says nothing is never done",
    arguments: DescribedInstance.meaningless + [
      replica("available", "<A>b</A>"), replica("available", "<member>b</member>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await InstanceScene.fault(answer, "rds.promote")
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("RDS is asked to promote it; its refusal for the present status is looked at again")
  func promoted() async throws {
    _ = try await InstanceScene.sent("PromoteReadReplica", "rds.promote")
    let scene = InstanceScene(.queryError(400, "InvalidDBInstanceState", "kaigo is not a read replica"))
    let effect = try InstanceScene.effect("rds.promote")
    let fault = await #expect(throws: CloudFault.self) { try await scene.cloud.act(effect) }
    #expect(fault?.isRetriable == true && fault?.message.contains("kaigo is not a read replica") == true)
  }
}
