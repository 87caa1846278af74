import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("When a listing fails")
struct ListingFaultTests {
  private typealias Harness = ListingHarness

  private static func page(_ name: String, marker: String) -> HTTPResponse {
    .query(
      "DescribeDBSnapshots",
      "<Marker>\(marker)</Marker><DBSnapshots><DBSnapshot><DBSnapshotIdentifier>\(name)</DBSnapshotIdentifier>"
        + "<DBInstanceIdentifier>kaigo</DBInstanceIdentifier><Status>available</Status>"
        + "<DBSnapshotArn>arn:aws:rds:us-east-1:1:snapshot:\(name)</DBSnapshotArn>"
        + "<SnapshotCreateTime>2026-11-24T03:00:00Z</SnapshotCreateTime></DBSnapshot></DBSnapshots>")
  }

  @Test("a throttled page is asked for again, and not those before it")
  func throttled() async throws {
    let harness = Harness(
      Self.page("a", marker: "m1"), .queryError(400, "Throttling"), HTTPResponse(status: 503),
      Self.page("b", marker: ""), Self.page("c", marker: ""))
    let found = try await harness.list(.rdsSnapshots, Harness.instance)
    #expect(found.compactMap(\.point).map { $0.suffix(1) } == ["a", "b", "c"])
    #expect(harness.time.pauses == [.milliseconds(200), .milliseconds(400)])
    #expect(harness.transport.bodies.map { $0.hasSuffix("Marker=m1") } == [false, true, true, true, false])
  }

  @Test("a page that stays throttled ends the listing: a part of it would look as if the rest were gone")
  func staysThrottled() async throws {
    let harness = Harness(
      [.success(Self.page("a", marker: "m1"))]
        + Array(repeating: .success(.queryError(400, "Throttling")), count: 4))
    let fault = try #require(await harness.fault(.rdsSnapshots, Harness.instance))
    #expect(fault.kind == .throttled)
    #expect(fault.isRetriable)
  }

  @Test("pages that go in a circle are a fault")
  func circle() async throws {
    let harness = Harness(
      Self.page("a", marker: "m1"), Self.page("b", marker: "m2"), Self.page("c", marker: "m1"))
    let fault = try #require(await harness.fault(.rdsSnapshots, Harness.instance))
    #expect(fault.code == "rds.RepeatedMarker")
    #expect(fault.message.contains("RDS DescribeDBSnapshots in us-east-1"))
  }

  @Test("pages beyond the limit are a fault that names it")
  func tooMany() async throws {
    let harness = Harness(
      Self.page("a", marker: "m1"), Self.page("b", marker: "m2"), Self.page("c", marker: "m3"),
      limits: ListingLimits(maximumPages: 3))
    let fault = try #require(await harness.fault(.rdsSnapshots, Harness.instance))
    #expect(fault.code == "rds.TooManyPages")
    #expect(fault.message.contains("after 3 pages"))
    #expect(!fault.isRetriable)
  }

  static let malformed: [(kind: ListingKind, resource: Resource, body: String)] = [
    (.rdsSnapshots, ListingHarness.instance, "<DescribeDBSnapshotsResponse><Describe"),
    (.rdsWindow, ListingHarness.instance, "{}"),
    (.backupPoints, ListingHarness.files, #"{"RecoveryPoints":[{"Status":"COMPLETED"}]}"#),
    (.backupPoints, ListingHarness.files, "<html>welcome</html>"),
    (.ebsSnapshots, ListingHarness.volume, "<DescribeVolumesResponse/>"),
    (.elastiCacheSnapshots, ListingHarness.cache, "<DescribeSnapshotsResponse/>"),
    (.efsReplication, ListingHarness.files, #"{"Replications":{}}"#),
    (.s3Setup, ListingHarness.bucket, "<VersioningConfiguration>"),
    (.s3Setup, ListingHarness.bucket, "<ListBucketResult/>"),
    (.s3Replication, ListingHarness.bucket, ""),
    // Lists that are missing are not empty: all that is known would look deleted.
    (.rdsSnapshots, ListingHarness.instance, of("DescribeDBSnapshots")),
    (.rdsSnapshots, ListingHarness.cluster, of("DescribeDBClusterSnapshots")),
    (.rdsWindow, ListingHarness.instance, of("DescribeDBInstances")),
    (.rdsWindow, ListingHarness.cluster, of("DescribeDBClusters")),
    (.backupPoints, ListingHarness.files, "{}"),
    (.backupPoints, ListingHarness.files, #"{"error":"session expired","login":"https://portal.example"}"#),
    (.ebsSnapshots, ListingHarness.volume, "<DescribeSnapshotsResponse/>"),
    (.elastiCacheSnapshots, ListingHarness.cache, of("DescribeSnapshots")),
    (.efsReplication, ListingHarness.files, "{}"),
    (.s3Replication, ListingHarness.bucket, of("ListMetrics")),
  ]

  @Test("alarms and notices that are missing are a fault as well")
  func unreadableWitnesses() async throws {
    let alarms = Harness(.ok(Self.of("DescribeAlarms")))
    await #expect(throws: CloudFault.self) { try await alarms.list(.cloudWatchAlarms, alarms: ["a"]) }
    let notices = try #require(await Harness(.ok("{}"), .ok("{}")).fault(.healthEvents))
    #expect(notices.code == "health.UnreadableAnswer")
  }

  /// An answer with nothing in it.
  private static func of(_ operation: String) -> String {
    "<\(operation)Response><\(operation)Result/></\(operation)Response>"
  }

  @Test("an answer that can't be read is a fault", arguments: malformed)
  func unreadable(kind: ListingKind, resource: Resource, body: String) async throws {
    let fault = try #require(await Harness(.ok(body)).fault(kind, resource))
    #expect(fault.kind == .unintelligible)
    #expect(fault.code.hasSuffix(".UnreadableAnswer"))
  }

  static let permissions: [(kind: ListingKind, resource: Resource, permission: String)] = [
    (.rdsSnapshots, ListingHarness.instance, "rds:DescribeDBSnapshots"),
    (.rdsSnapshots, ListingHarness.cluster, "rds:DescribeDBClusterSnapshots"),
    (.rdsWindow, ListingHarness.instance, "rds:DescribeDBInstances"),
    (.rdsWindow, ListingHarness.cluster, "rds:DescribeDBClusters"),
    (.backupPoints, ListingHarness.files, "backup:ListRecoveryPointsByResource"),
    (.ebsSnapshots, ListingHarness.volume, "ec2:DescribeSnapshots"),
    (.elastiCacheSnapshots, ListingHarness.cache, "elasticache:DescribeSnapshots"),
    (.efsReplication, ListingHarness.files, "elasticfilesystem:DescribeReplicationConfigurations"),
  ]

  @Test("no permission names the one that is missing", arguments: permissions)
  func denied(kind: ListingKind, resource: Resource, permission: String) async throws {
    let answer = HTTPResponse.jsonError(403, "AccessDeniedException", "no")
    let fault = try #require(await Harness(answer).fault(kind, resource))
    #expect(fault.kind == .refused)
    #expect(fault.message.contains("Allow \(permission) for the identity"), "\(fault.message)")
  }

  @Test(
    "a listing that needs a resource, and one of a form that it has no question for, are refused unasked",
    arguments: [
      (.rdsSnapshots, nil, "listing.no-resource"), (.s3Setup, nil, "listing.no-resource"),
      (.rdsSnapshots, ListingHarness.bucket, "listing.unlistable-resource"),
      (.rdsWindow, ListingHarness.bucket, "listing.unlistable-resource"),
    ] as [(ListingKind, Resource?, String)])
  func unlistable(kind: ListingKind, resource: Resource?, code: String) async throws {
    #expect(await Harness().fault(kind, resource)?.code == code)
  }
}
