import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing ElastiCache snapshots")
struct ElastiCacheSnapshotListingTests {
  private typealias Harness = ListingHarness

  private static func page(_ snapshots: String..., marker: String = "") -> HTTPResponse {
    .query("DescribeSnapshots", "<Marker>\(marker)</Marker><Snapshots>\(snapshots.joined())</Snapshots>")
  }

  private static func snapshot(
    _ name: String, cluster: String = "kaigo", status: String = "available", source: String = "automated",
    _ more: String = ""
  ) -> String {
    """
    <Snapshot><SnapshotName>\(name)</SnapshotName><CacheClusterId>\(cluster)</CacheClusterId>\
    <SnapshotStatus>\(status)</SnapshotStatus><SnapshotSource>\(source)</SnapshotSource>\
    <SnapshotRetentionLimit>7</SnapshotRetentionLimit><NodeSnapshots>\
    <NodeSnapshot><CacheNodeId>0002</CacheNodeId><SnapshotCreateTime>2026-11-24T03:02:00Z</SnapshotCreateTime>\
    </NodeSnapshot><NodeSnapshot><CacheNodeId>0001</CacheNodeId>\
    <SnapshotCreateTime>2026-11-24T03:01:00Z</SnapshotCreateTime></NodeSnapshot></NodeSnapshots>\(more)</Snapshot>
    """
  }

  @Test("an automated snapshot: as old as its first part, deleted after its days")
  func automated() async throws {
    let own = "arn:aws:elasticache:us-east-1:123456789012:snapshot:automatic.kaigo-2026-11-24"
    let harness = Harness(
      Self.page(
        Self.snapshot(
          "automatic.kaigo-2026-11-24",
          "<ARN>\(own)</ARN><KmsKeyId>arn:aws:kms:us-east-1:123456789012:key/k-1</KmsKeyId>")))
    let found = try await harness.list(.elastiCacheSnapshots, Harness.cache)
    #expect(
      found == [
        Listed(
          resource: Harness.cache.arn, at: Harness.instant("2026-11-24T03:02:00Z"),
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: RecoveryPointID(own), takenAt: Harness.instant("2026-11-24T03:01:00Z"),
              encrypted: true, expiresAt: Harness.instant("2026-12-01T03:02:00Z"), origin: .automatic,
              key: Harness.key)))
      ])
    #expect(
      harness.transport.bodies == [
        "Action=DescribeSnapshots&Version=2015-02-02&CacheClusterId=kaigo&MaxRecords=50"
      ])
  }

  @Test("a manual snapshot never expires; without an ARN it gets the one that it would have")
  func manual() async throws {
    let harness = Harness(Self.page(Self.snapshot("mine", source: "manual")))
    let found = try await harness.list(.elastiCacheSnapshots, Harness.cache)
    #expect(
      found.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: "arn:aws:elasticache:us-east-1:123456789012:snapshot:mine",
            takenAt: Harness.instant("2026-11-24T03:01:00Z"), origin: .manual))
      ])
  }

  @Test("without the time of any part its age is unknown, and it is there at the time of the call")
  func ageless() async throws {
    let harness = Harness(
      Self.page(
        "<Snapshot><SnapshotName>a</SnapshotName><CacheClusterId>kaigo</CacheClusterId>"
          + "<SnapshotStatus>available</SnapshotStatus><SnapshotSource>automated</SnapshotSource>"
          + "<SnapshotRetentionLimit>7</SnapshotRetentionLimit></Snapshot>"))
    let found = try await harness.list(.elastiCacheSnapshots, Harness.cache)
    #expect(
      found == [
        Listed(
          resource: Harness.cache.arn, at: Harness.now,
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: "arn:aws:elasticache:us-east-1:123456789012:snapshot:a", takenAt: nil,
              origin: .automatic)))
      ])
  }

  @Test("all pages are read, and only what is available counts")
  func pages() async throws {
    let harness = Harness(
      Self.page(Self.snapshot("a"), Self.snapshot("b", status: "creating"), marker: "m"),
      Self.page(Self.snapshot("c")))
    let found = try await harness.list(.elastiCacheSnapshots, Harness.cache)
    #expect(found.compactMap(\.point).map { $0.suffix(1) } == ["a", "c"])
    #expect(harness.transport.bodies[1].hasSuffix("&Marker=m"))
  }

  @Test("the snapshots of a cluster that is gone are found among all")
  func gone() async throws {
    let harness = Harness(
      .queryError(404, "CacheClusterNotFound"),
      Self.page(Self.snapshot("a"), Self.snapshot("b", cluster: "other")))
    let found = try await harness.list(.elastiCacheSnapshots, Harness.cache)
    #expect(found.compactMap(\.point).map { $0.suffix(1) } == ["a"])
    #expect(!harness.transport.bodies[1].contains("CacheClusterId"))
  }

  @Test("a replication group is asked for by its own name; other forms are refused")
  func forms() async throws {
    let group = Harness.resource(
      .elastiCacheCluster, "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:kaigo")
    let harness = Harness(
      Self.page(Self.snapshot("a", "<ReplicationGroupId>Kaigo</ReplicationGroupId>"), Self.snapshot("b")))
    let found = try await harness.list(.elastiCacheSnapshots, group)
    #expect(found.compactMap(\.point).map { $0.suffix(1) } == ["a"])
    #expect(harness.transport.bodies[0].contains("ReplicationGroupId=kaigo"))
    let serverless = Harness.resource(
      .elastiCacheCluster, "arn:aws:elasticache:us-east-1:123456789012:serverlesscache:kaigo")
    let fault = try #require(await Harness().fault(.elastiCacheSnapshots, serverless))
    #expect(fault.code == "listing.unlistable-resource")
  }
}
