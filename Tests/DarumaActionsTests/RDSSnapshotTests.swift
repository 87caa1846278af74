import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

/// What RDS answers when it is asked for one snapshot.
enum DescribedSnapshot {
  static func answer(
    _ status: String?, of word: String = "", name: String = "orders-1", region: String = "us-west-2",
    tags: [String: String]? = RDSScene.ours, more: String = "", count: Int = 1
  ) -> HTTPResponse {
    let type = word.isEmpty ? "snapshot" : "cluster-snapshot"
    let one =
      "<DB\(word)Snapshot><DB\(word)SnapshotIdentifier>\(name)</DB\(word)SnapshotIdentifier>"
      + "<DB\(word)SnapshotArn>arn:aws:rds:\(region):012345678901:\(type):\(name)</DB\(word)SnapshotArn>"
      + (status.map { "<Status>\($0)</Status>" } ?? "") + (tags.map { RDSScene.tags($0) } ?? "") + more
      + "</DB\(word)Snapshot>"
    return RDSScene.answer(
      "DescribeDB\(word)Snapshots",
      "<DB\(word)Snapshots>\(String(repeating: one, count: count))</DB\(word)Snapshots>")
  }

  static func outputs(_ type: String = "snapshot") -> [String: String] {
    ["identifier": "orders-1", "arn": "arn:aws:rds:us-west-2:012345678901:\(type):orders-1"]
  }

  /// Answers that say nothing of the snapshot `orders-1` of an instance in us-west-2.
  static let meaningless: [HTTPResponse] = [
    RDSScene.answer("DescribeDBSnapshots"), answer("available", count: 0), answer("available", count: 2),
    answer("available", name: "other"), answer("available", region: "us-east-1"), answer(nil), answer(""),
    answer("available", tags: nil), answer("available", tags: nil, more: "<TagList><Tag><A>b</A></Tag></TagList>"),
    RDSScene.answer("DescribeDBSnapshots", "<DBSnapshots>none</DBSnapshots>"),
    RDSScene.answer(
      "DescribeDBSnapshots",
      "<DBSnapshots><DBSnapshot><DBSnapshotIdentifier>orders-1</DBSnapshotIdentifier><Status>available</Status>"
        + "<TagList/></DBSnapshot></DBSnapshots>"),
  ]
}

@Suite("rds.snapshot, rds.snapshotCluster")
struct RDSSnapshotTests {
  private static let wanted: [String: Document] = ["identifier": "orders-1", "instance": "orders"]

  private static func scene(_ answer: HTTPResponse) throws -> RDSScene {
    try RDSScene("rds.snapshot", wanted, answer)
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      (RDSScene.missing("DBSnapshot"), Observation.absent),
      (DescribedSnapshot.answer("creating"), .inProgress("snapshot orders-1 is creating")),
      (
        DescribedSnapshot.answer("creating", more: "<PercentProgress>40</PercentProgress>"),
        .inProgress("snapshot orders-1 is creating, 40%")
      ),
      (DescribedSnapshot.answer("something-new"), .inProgress("snapshot orders-1 is something-new")),
      (DescribedSnapshot.answer("available"), .done(outputs: DescribedSnapshot.outputs(), by: .daruma)),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
  }

  @Test(
    "one that went wrong is broken, and another attempt makes another",
    arguments: ["failed", "deleting", "incompatible-restore"])
  func failed(status: String) async throws {
    guard case .broken(let failure) = try await Self.scene(DescribedSnapshot.answer(status)).seen() else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.snapshot-failed" && failure.isRetriable && failure.message.contains("is \(status)"))
  }

  @Test("the name is taken by something that is not this step's", arguments: RDSScene.foreign)
  func conflict(tags: [String: String]) async throws {
    guard case .conflict(let failure) = try await Self.scene(DescribedSnapshot.answer("available", tags: tags)).seen()
    else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "rds.identifier-taken" && !failure.isRetriable)
  }

  @Test("what says nothing is neither there nor absent", arguments: DescribedSnapshot.meaningless)
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("an instance's: what is asked, and a repeat is looked at")
  func instance() async throws {
    #expect(
      try await Self.scene(RDSScene.answer("CreateDBSnapshot")).sent()
        == ["Action": "CreateDBSnapshot", "DBSnapshotIdentifier": "orders-1", "DBInstanceIdentifier": "orders"]
        .merging(RDSScene.ours) { $1 })
    _ = try await Self.scene(.queryError(400, "DBSnapshotAlreadyExists")).sent()
    let busy = try await Self.scene(.queryError(400, "InvalidDBInstanceState")).faultOfActing()
    #expect(busy?.isRetriable == true)
    let full = try await Self.scene(.queryError(400, "SnapshotQuotaExceeded")).faultOfActing()
    #expect(full?.isRetriable == false && full?.message.contains("Free some of the quota") == true)
  }

  @Test("a cluster's: what is seen, what is asked, and a repeat is looked at")
  func cluster() async throws {
    let wanted: [String: Document] = ["identifier": "orders-1", "cluster": "orders"]
    let scene = { (answer: HTTPResponse) in try RDSScene("rds.snapshotCluster", wanted, answer) }
    #expect(try await scene(.queryError(404, "DBClusterSnapshotNotFoundFault")).seen() == .absent)
    #expect(
      try await scene(DescribedSnapshot.answer("available", of: "Cluster")).seen()
        == .done(outputs: DescribedSnapshot.outputs("cluster-snapshot"), by: .daruma))
    for answer in DescribedSnapshot.meaningless + [DescribedSnapshot.answer("available")] {
      #expect(try await scene(answer).fault()?.isRetriable == true)
    }
    #expect(
      try await scene(RDSScene.answer("CreateDBClusterSnapshot")).sent()
        == [
          "Action": "CreateDBClusterSnapshot", "DBClusterSnapshotIdentifier": "orders-1",
          "DBClusterIdentifier": "orders",
        ]
        .merging(RDSScene.ours) { $1 })
    _ = try await scene(.queryError(400, "DBClusterSnapshotAlreadyExistsFault")).sent()
  }
}
