import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.copy")
struct RDSCopyTests {
  private static func wanted(
    _ snapshot: String = "arn:aws:rds:us-east-1:012345678901:snapshot:rds:orders-2026-11-24", key: String? = "alias/dr"
  ) -> [String: Document] {
    var wanted: [String: Document] = ["identifier": "orders-1", "snapshot": .text(snapshot)]
    wanted["kmsKey"] = key.map { .text($0) }
    return wanted
  }

  private static let encrypted = "<Encrypted>true</Encrypted>"

  @Test(
    "what is seen says what is so; where a key is wanted, it must be encrypted",
    arguments: [
      (RDSScene.missing("DBSnapshot"), Observation.absent),
      (DescribedSnapshot.answer("copying"), .inProgress("snapshot orders-1 is copying")),
      (
        DescribedSnapshot.answer("available", more: encrypted),
        .done(outputs: DescribedSnapshot.outputs(), by: .daruma)
      ),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await RDSScene("rds.copy", Self.wanted(), answer).seen() == wanted)
  }

  @Test(
    "what says nothing is neither there nor absent",
    arguments: DescribedSnapshot.meaningless + [
      DescribedSnapshot.answer("available"),
      DescribedSnapshot.answer("available", more: "<Encrypted>false</Encrypted>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await RDSScene("rds.copy", Self.wanted(), answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("without a key the copy is as its original")
  func plain() async throws {
    #expect(
      try await RDSScene("rds.copy", Self.wanted(key: nil), DescribedSnapshot.answer("available")).seen()
        == .done(outputs: DescribedSnapshot.outputs(), by: .daruma))
  }

  @Test("across regions, with a signed address of the region that it comes from; of an instance and of a cluster")
  func across() async throws {
    for (word, type) in [("", "snapshot"), ("Cluster", "cluster-snapshot")] {
      let arn = "arn:aws:rds:us-east-1:012345678901:\(type):orders-2026-11-24"
      let scene = try RDSScene("rds.copy", Self.wanted(arn), RDSScene.answer("CopyDB\(word)Snapshot"))
      var form = try await scene.sent()
      let presigned = form.removeValue(forKey: "PreSignedUrl")
      let link = try #require(presigned)
      #expect(link.hasPrefix("https://rds.us-east-1.amazonaws.com/?"))
      #expect(link.contains("Action=CopyDB\(word)Snapshot&") && link.contains("DestinationRegion=us-west-2"))
      #expect(
        form
          == [
            "Action": "CopyDB\(word)Snapshot", "SourceDB\(word)SnapshotIdentifier": arn,
            "TargetDB\(word)SnapshotIdentifier": "orders-1", "KmsKeyId": "alias/dr",
          ].merging(RDSScene.ours) { $1 })
    }
  }

  @Test("within a region, without one; a repeat is looked at")
  func within() async throws {
    let arn = "arn:aws:rds:us-west-2:012345678901:snapshot:s"
    let form = try await RDSScene("rds.copy", Self.wanted(arn), RDSScene.answer("CopyDBSnapshot")).sent()
    #expect(form["PreSignedUrl"] == nil && form["SourceDBSnapshotIdentifier"] == arn)
    _ = try await RDSScene("rds.copy", Self.wanted(arn), .queryError(400, "DBSnapshotAlreadyExists")).sent()
  }

  @Test("a source that is missing is told; one that is still being written is waited for")
  func source() async throws {
    let missing = try await RDSScene("rds.copy", Self.wanted(), RDSScene.missing("DBSnapshot")).faultOfActing()
    #expect(missing?.isRetriable == false && missing?.message.contains("Choose another one") == true)
    let early = try await RDSScene("rds.copy", Self.wanted(), .queryError(400, "InvalidDBSnapshotState"))
      .faultOfActing()
    #expect(early?.isRetriable == true)
  }

  @Test(
    "what is no snapshot of RDS is refused before anything is asked",
    arguments: [
      "orders", "arn:aws:backup:us-east-1:012345678901:recovery-point:u", "arn:aws:rds:us-east-1:1:db:orders",
    ])
  func unfit(snapshot: String) async throws {
    let scene = try RDSScene("rds.copy", Self.wanted(snapshot))
    #expect(await scene.fault()?.code == "rds.not-a-snapshot")
    #expect(await scene.faultOfActing()?.code == "rds.not-a-snapshot")
    #expect(scene.transport.requests.isEmpty)
  }
}
