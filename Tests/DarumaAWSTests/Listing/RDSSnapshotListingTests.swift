import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing RDS snapshots")
struct RDSSnapshotListingTests {
  private typealias Harness = ListingHarness

  private static func page(_ snapshots: String, marker: String = "") -> HTTPResponse {
    .query("DescribeDBSnapshots", "<Marker>\(marker)</Marker><DBSnapshots>\(snapshots)</DBSnapshots>")
  }

  /// As the RDS API Reference shows it, with all that is optional.
  private static let automated = """
    <DBSnapshot><Port>5432</Port><OptionGroupName>default:postgres-16</OptionGroupName><Engine>postgres</Engine>
    <Status>available</Status><SnapshotType>automated</SnapshotType><LicenseModel>x</LicenseModel>
    <DBInstanceIdentifier>kaigo</DBInstanceIdentifier><AllocatedStorage>20</AllocatedStorage>
    <DBSnapshotIdentifier>rds:kaigo-2026-11-24-03-05</DBSnapshotIdentifier>
    <DBSnapshotArn>arn:aws:rds:us-east-1:123456789012:snapshot:rds:kaigo-2026-11-24-03-05</DBSnapshotArn>
    <SnapshotCreateTime>2026-11-24T03:05:11.123Z</SnapshotCreateTime>
    <OriginalSnapshotCreateTime>2026-11-24T03:05:10Z</OriginalSnapshotCreateTime>
    <Encrypted>true</Encrypted><KmsKeyId>arn:aws:kms:us-east-1:123456789012:key/k-1</KmsKeyId></DBSnapshot>
    """

  private static func snapshot(
    _ name: String, status: String = "available", _ more: String = "", in region: Region = "us-east-1"
  ) -> String {
    """
    <DBSnapshot><DBSnapshotIdentifier>\(name)</DBSnapshotIdentifier><Status>\(status)</Status>\
    <DBSnapshotArn>arn:aws:rds:\(region):123456789012:snapshot:\(name)</DBSnapshotArn>\
    <DBInstanceIdentifier>kaigo</DBInstanceIdentifier>\
    <SnapshotCreateTime>2026-11-24T03:40:00Z</SnapshotCreateTime>\(more)</DBSnapshot>
    """
  }

  @Test("a snapshot with all that is optional, and the question")
  func whole() async throws {
    let harness = Harness(Self.page(Self.automated), Self.page(""))
    let found = try await harness.list(.rdsSnapshots, Harness.instance)
    #expect(
      found == [
        Listed(
          resource: Harness.instance.arn, at: Harness.instant("2026-11-24T03:05:11.123Z"),
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: "arn:aws:rds:us-east-1:123456789012:snapshot:rds:kaigo-2026-11-24-03-05",
              takenAt: Harness.instant("2026-11-24T03:05:10Z"), sizeBytes: 21_474_836_480, encrypted: true,
              origin: .automatic, key: Harness.key)))
      ])
    #expect(harness.transport.bodies[0].hasSuffix("&DBInstanceIdentifier=kaigo&MaxRecords=100"))
    #expect(harness.transport.bodies[1].contains("&SnapshotType=awsbackup&"))
  }

  @Test("a snapshot without anything optional; a key that is no ARN is left out")
  func bare() async throws {
    let harness = Harness(
      Self.page(Self.snapshot("a", "<KmsKeyId>alias/rds</KmsKeyId>")), Self.page(""))
    let found = try await harness.list(.rdsSnapshots, Harness.instance)
    #expect(
      found.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: "arn:aws:rds:us-east-1:123456789012:snapshot:a",
            takenAt: Harness.instant("2026-11-24T03:40:00Z"), encrypted: false))
      ])
  }

  @Test("a copy is as old as its original, and names it")
  func copy() async throws {
    let original = "arn:aws:rds:us-east-1:123456789012:snapshot:nightly"
    let harness = Harness(
      Self.page(
        Self.snapshot(
          "copy",
          "<SnapshotType>manual</SnapshotType><SourceRegion>us-east-1</SourceRegion>"
            + "<SourceDBSnapshotIdentifier>\(original)</SourceDBSnapshotIdentifier>"
            + "<OriginalSnapshotCreateTime>2026-11-24T03:00:00Z</OriginalSnapshotCreateTime>", in: Harness.recovery)),
      Self.page(""))
    let found = try await harness.list(.rdsSnapshots, Harness.instance, in: Harness.recovery)
    let copy: RecoveryPointID = "arn:aws:rds:us-west-2:123456789012:snapshot:copy"
    #expect(
      found.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: copy, takenAt: Harness.instant("2026-11-24T03:00:00Z"), encrypted: false,
            origin: .manual)),
        .recoveryPointCopied(
          RecoveryPointCopied(
            recoveryPoint: copy, of: RecoveryPointID(original), toRegion: Harness.recovery, encrypted: false)),
      ])
  }

  @Test("in the recovery region, snapshots of another database of the same name are not ours")
  func namesake() async throws {
    let harness = Harness(
      Self.page(
        Self.snapshot("theirs-automated", "<SnapshotType>automated</SnapshotType>", in: Harness.recovery)
          + Self.snapshot(
            "theirs-manual", "<SnapshotType>manual</SnapshotType><SourceRegion>us-west-2</SourceRegion>",
            in: Harness.recovery)),
      Self.page(""))
    #expect(try await harness.list(.rdsSnapshots, Harness.instance, in: Harness.recovery).isEmpty)
  }

  @Test("all pages are read, for both questions; what is not available is no point; nothing counts twice")
  func pages() async throws {
    let harness = Harness(
      Self.page(Self.snapshot("a"), marker: "m/1"),
      Self.page(Self.snapshot("b") + Self.snapshot("c", status: "creating")),
      Self.page(Self.snapshot("a") + Self.snapshot("d", "<SnapshotType>awsbackup</SnapshotType>")))
    let found = try await harness.list(.rdsSnapshots, Harness.instance)
    #expect(found.compactMap(\.point).map { $0.suffix(1) } == ["a", "b", "d"])
    #expect(harness.transport.bodies[1].hasSuffix("&Marker=m%2F1"))
    guard case .recoveryPointTaken(let last) = found.last?.fact else { return #expect(Bool(false)) }
    #expect(last.origin == .plan)
  }

  @Test("a cluster's snapshots; the age of a copy is its original's, which RDS does not repeat")
  func cluster() async throws {
    func snapshot(_ name: String, _ more: String) -> String {
      """
      <DBClusterSnapshot><DBClusterSnapshotIdentifier>\(name)</DBClusterSnapshotIdentifier>\
      <DBClusterSnapshotArn>arn:aws:rds:us-east-1:123456789012:cluster-snapshot:\(name)</DBClusterSnapshotArn>\
      <DBClusterIdentifier>kaigo</DBClusterIdentifier><Status>available</Status>\
      <AllocatedStorage>0</AllocatedStorage><SnapshotType>manual</SnapshotType>\
      <SnapshotCreateTime>2026-11-24T03:40:00Z</SnapshotCreateTime>\
      <StorageEncrypted>true</StorageEncrypted>\(more)</DBClusterSnapshot>
      """
    }
    func page(_ snapshots: String) -> HTTPResponse {
      .query(
        "DescribeDBClusterSnapshots", "<DBClusterSnapshots>\(snapshots)</DBClusterSnapshots>")
    }
    let original = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:a"
    let source = "<SourceDBClusterSnapshotArn>\(original)</SourceDBClusterSnapshotArn>"
    let harness = Harness(page(snapshot("a", "") + snapshot("b", source)), page(""))
    let found = try await harness.list(.rdsSnapshots, Harness.cluster)
    let copy: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:b"
    #expect(
      found.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID(original), takenAt: Harness.instant("2026-11-24T03:40:00Z"),
            encrypted: true, origin: .manual)),
        .recoveryPointTaken(
          RecoveryPointTaken(recoveryPoint: copy, takenAt: nil, encrypted: true, origin: .manual)),
        .recoveryPointCopied(
          RecoveryPointCopied(
            recoveryPoint: copy, of: RecoveryPointID(original), toRegion: Harness.primary, encrypted: true)),
      ])
    #expect(harness.transport.bodies[0].contains("DBClusterIdentifier=kaigo"))
  }

  @Test(
    "what can't be read is a fault, and not a snapshot less",
    arguments: [
      ("<SnapshotCreateTime>soon</SnapshotCreateTime>", "not a time"),
      ("<Encrypted>perhaps</Encrypted>", "neither true nor false"),
      ("<AllocatedStorage>-1</AllocatedStorage>", "not a number of GiB"),
      ("<AllocatedStorage>9223372036854775807</AllocatedStorage>", "not a number of GiB"),
    ])
  func unreadable(member: String, part: String) async throws {
    let harness = Harness(
      Self.page("<DBSnapshot><DBSnapshotIdentifier>a</DBSnapshotIdentifier>\(member)</DBSnapshot>"))
    let fault = try #require(await harness.fault(.rdsSnapshots, Harness.instance))
    #expect(fault.kind == .unintelligible)
    #expect(fault.message.contains(part), "\(fault.message)")
  }

  @Test("an available snapshot without an ARN is a fault")
  func nameless() async throws {
    let harness = Harness(
      Self.page(
        "<DBSnapshot><DBSnapshotIdentifier>a</DBSnapshotIdentifier><Status>available</Status>"
          + "<DBInstanceIdentifier>kaigo</DBInstanceIdentifier></DBSnapshot>"), Self.page(""))
    #expect(await harness.fault(.rdsSnapshots, Harness.instance)?.code == "rds.IncompleteAnswer")
  }
}

extension Listed {
  /// The point that it says exists.
  var point: String? {
    switch fact {
    case .recoveryPointTaken(let fact): fact.recoveryPoint.rawValue
    case .recoveryPointCopied(let fact): fact.recoveryPoint.rawValue
    default: nil
    }
  }
}
