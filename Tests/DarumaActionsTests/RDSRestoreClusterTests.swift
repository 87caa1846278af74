import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

/// What RDS answers when it is asked for one cluster.
enum DescribedCluster {
  static let endpoint =
    "<Endpoint>orders.cluster-x.example</Endpoint><ReaderEndpoint>orders.cluster-ro-x.example</ReaderEndpoint>"
    + "<Port>5432</Port>"
  static let outputs = [
    "endpoint": "orders.cluster-x.example", "readerEndpoint": "orders.cluster-ro-x.example", "port": "5432",
    "identifier": "orders", "arn": "arn:aws:rds:us-west-2:012345678901:cluster:orders",
  ]

  static func answer(
    _ status: String?, name: String = "orders", region: String = "us-west-2", tags: [String: String]? = RDSScene.ours,
    more: String = endpoint, count: Int = 1
  ) -> HTTPResponse {
    let one =
      "<DBCluster><DBClusterIdentifier>\(name)</DBClusterIdentifier>"
      + "<DBClusterArn>arn:aws:rds:\(region):012345678901:cluster:\(name)</DBClusterArn>"
      + (status.map { "<Status>\($0)</Status>" } ?? "") + (tags.map { RDSScene.tags($0) } ?? "") + more + "</DBCluster>"
    return RDSScene.answer(
      "DescribeDBClusters", "<DBClusters>\(String(repeating: one, count: count))</DBClusters>")
  }

  /// Answers that say nothing of the cluster `orders` in us-west-2.
  static let meaningless: [HTTPResponse] = [
    RDSScene.answer("DescribeDBClusters"), answer("available", count: 0), answer("available", count: 2),
    answer("available", name: "other"), answer("available", region: "us-east-1"), answer(nil), answer(""),
    RDSScene.answer("DescribeDBClusters", "<DBClusters>none</DBClusters>"),
    RDSScene.answer(
      "DescribeDBClusters",
      "<DBClusters><DBCluster><DBClusterIdentifier>orders</DBClusterIdentifier><Status>available</Status>"
        + "</DBCluster></DBClusters>"),
  ]
}

@Suite("rds.restoreCluster")
struct RDSRestoreClusterTests {
  private static let snapshot = "arn:aws:rds:us-west-2:012345678901:cluster-snapshot:copy-1"

  private static func wanted(_ point: String = snapshot, _ more: [String: Document] = [:]) -> [String: Document] {
    more.merging(["identifier": "orders", "point": .text(point), "engine": "aurora-postgresql"]) { $1 }
  }

  private static func scene(_ answer: HTTPResponse) throws -> RDSScene {
    try RDSScene("rds.restoreCluster", wanted(), answer)
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      (RDSScene.missing("DBCluster"), Observation.absent),
      (.queryError(404, "DBClusterNotFoundFault"), .absent),
      (DescribedCluster.answer("creating"), .inProgress("cluster orders is creating")),
      (
        DescribedCluster.answer("available", more: ""),
        .inProgress("cluster orders is available, but has no endpoint yet")
      ),
      (DescribedCluster.answer("available"), .done(outputs: DescribedCluster.outputs, by: .daruma)),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
  }

  @Test(
    "gone wrong for good: another attempt may do better",
    arguments: ["failed", "deleting", "incompatible-network", "migration-failed", "cloning-failed"])
  func lost(status: String) async throws {
    guard case .broken(let failure) = try await Self.scene(DescribedCluster.answer(status)).seen() else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.restore-failed" && failure.isRetriable && failure.message.contains("is \(status)"))
  }

  @Test("stopped by someone: it keeps its name, and a person mends it", arguments: ["stopped", "stopping"])
  func stopped(status: String) async throws {
    let fault = try await Self.scene(DescribedCluster.answer(status)).fault()
    #expect(fault?.code == "rds.cluster-stuck" && fault?.isRetriable == false)
  }

  @Test("the name is taken by something that is not this step's", arguments: RDSScene.foreign)
  func conflict(tags: [String: String]) async throws {
    guard case .conflict(let failure) = try await Self.scene(DescribedCluster.answer("available", tags: tags)).seen()
    else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "rds.identifier-taken" && !failure.isRetriable)
  }

  @Test(
    "what says nothing is neither there nor absent",
    arguments: DescribedCluster.meaningless + [DescribedCluster.answer("available", tags: nil)])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("what is asked, with every setting and with none; a repeat is looked at")
  func asked() async throws {
    let least = [
      "Action": "RestoreDBClusterFromSnapshot", "DBClusterIdentifier": "orders", "SnapshotIdentifier": Self.snapshot,
      "Engine": "aurora-postgresql",
    ].merging(RDSScene.ours) { $1 }
    let answer = RDSScene.answer("RestoreDBClusterFromSnapshot")
    #expect(try await Self.scene(answer).sent() == least)
    let settings: [String: Document] = [
      "subnetGroup": "s", "securityGroups": ["sg-1"], "parameterGroup": "p", "kmsKey": "alias/dr",
      "deletionProtection": true,
    ]
    #expect(
      try await RDSScene("rds.restoreCluster", Self.wanted(Self.snapshot, settings), answer).sent()
        == least.merging([
          "DBSubnetGroupName": "s", "VpcSecurityGroupIds.VpcSecurityGroupId.1": "sg-1",
          "DBClusterParameterGroupName": "p", "KmsKeyId": "alias/dr", "DeletionProtection": "true",
        ]) { $1 })
    _ = try await Self.scene(.queryError(400, "DBClusterAlreadyExistsFault")).sent()
  }

  @Test("a check looks for each group that is named, and for the snapshot")
  func checked() async throws {
    let settings: [String: Document] = ["subnetGroup": "s", "parameterGroup": "p"]
    let scene = try RDSScene(
      "rds.restoreCluster", Self.wanted(Self.snapshot, settings), RDSScene.missing("DBCluster"),
      RDSScene.answer(
        "DescribeDBSubnetGroups",
        "<DBSubnetGroups><DBSubnetGroup><DBSubnetGroupName>s</DBSubnetGroupName></DBSubnetGroup></DBSubnetGroups>"),
      .queryError(404, "DBParameterGroupNotFound"),
      DescribedSnapshot.answer("available", of: "Cluster", name: "copy-1"))
    #expect(await scene.cloud.check(scene.effect).map(\.verdict) == [.met, .met, .unmet, .met])
  }

  @Test(
    "a missing snapshot is refused, with what to do",
    arguments: ["DBClusterSnapshotNotFoundFault", "DBSnapshotNotFound"])
  func missing(code: String) async throws {
    let fault = try await Self.scene(.queryError(404, code)).faultOfActing()
    #expect(fault?.isRetriable == false && fault?.message.contains("Choose another recovery point") == true)
  }

  @Test(
    "a recovery point that can't be restored here is refused before asking",
    arguments: [
      ("arn:aws:rds:us-east-1:012345678901:cluster-snapshot:s", "rds.snapshot-elsewhere"),
      ("arn:aws:rds:us-west-2:012345678901:snapshot:s", "rds.not-a-snapshot"),
      ("arn:aws:backup:us-west-2:012345678901:recovery-point:u", "rds.not-a-snapshot"),
    ])
  func unfit(point: String, code: String) async throws {
    let scene = try RDSScene("rds.restoreCluster", Self.wanted(point))
    let fault = await scene.faultOfActing()
    #expect(fault?.code == code && fault?.isRetriable == false && scene.transport.requests.isEmpty)
  }
}

@Suite("rds.addInstance")
struct RDSAddInstanceTests {
  private static let wanted: [String: Document] = [
    "identifier": "kaigo", "cluster": "orders", "engine": "aurora-mysql", "instanceClass": "db.r6g.large",
  ]

  private static func instance(
    _ status: String, of cluster: String? = "orders", tags: [String: String] = RDSScene.ours
  ) -> HTTPResponse {
    let member = cluster.map { "<DBClusterIdentifier>\($0)</DBClusterIdentifier>" } ?? ""
    return DescribedInstance.answer(status, more: DescribedInstance.endpoint + RDSScene.tags(tags) + member)
  }

  private static func scene(_ answer: HTTPResponse) throws -> RDSScene {
    try RDSScene("rds.addInstance", wanted, answer)
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      (RDSScene.missing("DBInstance"), Observation.absent), (instance("creating"), .inProgress("kaigo is creating")),
      (instance("available"), .done(outputs: DescribedInstance.outputs, by: .daruma)),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
  }

  @Test("broken, stopped, taken")
  func unwell() async throws {
    guard case .broken(let failure) = try await Self.scene(Self.instance("failed")).seen() else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.restore-failed" && failure.isRetriable)
    #expect(try await Self.scene(Self.instance("stopped")).fault()?.code == "rds.instance-stuck")
    for tags in RDSScene.foreign {
      guard case .conflict = try await Self.scene(Self.instance("available", of: "theirs", tags: tags)).seen() else {
        Issue.record("it was not a conflict")
        continue
      }
    }
  }

  @Test(
    "what says nothing, or is of another cluster, is neither there nor absent",
    arguments: DescribedInstance.meaningless + [
      DescribedInstance.answer("available"), instance("available", of: nil), instance("available", of: "other"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("what is asked; a repeat is looked at, and a missing cluster told")
  func asked() async throws {
    let least = [
      "Action": "CreateDBInstance", "DBInstanceIdentifier": "kaigo", "DBClusterIdentifier": "orders",
      "Engine": "aurora-mysql", "DBInstanceClass": "db.r6g.large", "PubliclyAccessible": "false",
    ].merging(RDSScene.ours) { $1 }
    #expect(try await Self.scene(RDSScene.answer("CreateDBInstance")).sent() == least)
    let more = Self.wanted.merging(["parameterGroup": "p", "publiclyAccessible": true, "promotionTier": 0]) { $1 }
    #expect(
      try await RDSScene("rds.addInstance", more, RDSScene.answer("CreateDBInstance")).sent()
        == least.merging(["DBParameterGroupName": "p", "PubliclyAccessible": "true", "PromotionTier": "0"]) { $1 })
    _ = try await Self.scene(.queryError(400, "DBInstanceAlreadyExists")).sent()
    let fault = try await Self.scene(.queryError(404, "DBClusterNotFoundFault")).faultOfActing()
    #expect(fault?.isRetriable == false && fault?.message.contains("rds.restoreCluster") == true)
  }
}
