import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing what RDS can restore to a moment")
struct RDSWindowListingTests {
  private typealias Harness = ListingHarness

  private static func instance(_ more: String) -> HTTPResponse {
    .query(
      "DescribeDBInstances",
      "<DBInstances><DBInstance><DBInstanceIdentifier>kaigo</DBInstanceIdentifier>\(more)</DBInstance>"
        + "</DBInstances>")
  }

  private static func backups(_ inner: String) -> HTTPResponse {
    .query(
      "DescribeDBInstanceAutomatedBackups",
      "<DBInstanceAutomatedBackups>\(inner)</DBInstanceAutomatedBackups>")
  }

  private static func backup(
    arn: String?, of instance: String = "arn:aws:rds:us-east-1:123456789012:db:kaigo",
    status: String = "active", until: String = "2026-11-24T03:50:00Z"
  ) -> String {
    let own = arn.map { "<DBInstanceAutomatedBackupsArn>\($0)</DBInstanceAutomatedBackupsArn>" } ?? ""
    return """
      <DBInstanceAutomatedBackup>\(own)<DBInstanceArn>\(instance)</DBInstanceArn>\
      <DBInstanceIdentifier>kaigo</DBInstanceIdentifier><Status>\(status)</Status>\
      <AllocatedStorage>1</AllocatedStorage><Encrypted>true</Encrypted>\
      <KmsKeyId>arn:aws:kms:us-east-1:123456789012:key/k-1</KmsKeyId><RestoreWindow>\
      <EarliestTime>2026-11-17T03:00:00Z</EarliestTime><LatestTime>\(until)</LatestTime></RestoreWindow>\
      </DBInstanceAutomatedBackup>
      """
  }

  private static let described = """
    <BackupRetentionPeriod>7</BackupRetentionPeriod><PreferredBackupWindow>18:00-18:30</PreferredBackupWindow>\
    <StorageEncrypted>true</StorageEncrypted><KmsKeyId>arn:aws:kms:us-east-1:123456789012:key/k-1</KmsKeyId>\
    <LatestRestorableTime>2026-11-24T03:55:00Z</LatestRestorableTime>
    """

  private static let ownARN = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-1"

  @Test("the point bears the ARN of the automated backup, and ends where the instance says")
  func named() async throws {
    let harness = Harness(Self.instance(Self.described), Self.backups(Self.backup(arn: Self.ownARN)))
    let found = try await harness.list(.rdsWindow, Harness.instance)
    let until = Harness.instant("2026-11-24T03:55:00Z")
    #expect(
      found == [
        Listed(
          resource: Harness.instance.arn, at: Harness.now,
          fact: .resourceDescribed(
            ResourceDescribed(
              automaticRetention: .days(7), automaticWindow: DayWindow("18:00-18:30"), encrypted: true,
              key: Harness.key))),
        Listed(
          resource: Harness.instance.arn, at: until,
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: RecoveryPointID(Self.ownARN), takenAt: nil, sizeBytes: 1_073_741_824,
              encrypted: true, origin: .automatic, key: Harness.key,
              window: RestorableWindow(from: Harness.instant("2026-11-17T03:00:00Z"), until: until)))),
      ])
    #expect(harness.transport.bodies[1].contains("Filters.Filter.1.Name=db-instance-id"))
    #expect(harness.transport.bodies[1].contains("Filters.Filter.1.Values.Value.1=kaigo"))
  }

  @Test("where RDS names none, the point is the instance's")
  func unnamed() async throws {
    let harness = Harness(Self.instance(Self.described), Self.backups(Self.backup(arn: nil)))
    let found = try await harness.list(.rdsWindow, Harness.instance)
    #expect(found.compactMap(\.point) == ["arn:aws:rds:us-east-1:123456789012:db:kaigo#pitr"])
  }

  @Test("an instance without automated backups can't be restored to a moment, and says so")
  func none() async throws {
    let harness = Harness(
      Self.instance("<BackupRetentionPeriod>0</BackupRetentionPeriod>"), Self.backups(""))
    let found = try await harness.list(.rdsWindow, Harness.instance)
    #expect(found.map(\.fact) == [.resourceDescribed(ResourceDescribed(automaticRetention: .zero))])
  }

  @Test("the backup outlives its instance")
  func retained() async throws {
    let harness = Harness(
      .queryError(404, "DBInstanceNotFound"),
      Self.backups(
        Self.backup(arn: Self.ownARN, status: "retained")
          + Self.backup(arn: "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-2", status: "creating")))
    let found = try await harness.list(.rdsWindow, Harness.instance)
    #expect(found.compactMap(\.point) == [Self.ownARN])
    #expect(found.first?.at == Harness.instant("2026-11-24T03:50:00Z"))
  }

  @Test("a retained backup does not take over the end of the instance that lives")
  func retainedBesideLive() async throws {
    let harness = Harness(
      Self.instance(Self.described),
      Self.backups(
        Self.backup(arn: Self.ownARN, status: "retained", until: "2026-11-20T00:00:00Z")
          + Self.backup(arn: "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-2")))
    let found = try await harness.list(.rdsWindow, Harness.instance)
    #expect(
      found.dropFirst().map(\.at) == ["2026-11-20T00:00:00Z", "2026-11-24T03:55:00Z"].map(Harness.instant))
  }

  @Test("in the recovery region the replicated backup is listed, and no instance is asked for")
  func replicated() async throws {
    let replica = "arn:aws:rds:us-west-2:123456789012:auto-backup:ab-3"
    let harness = Harness(
      Self.backups(
        Self.backup(arn: replica)
          + Self.backup(
            arn: "arn:aws:rds:us-west-2:123456789012:auto-backup:ab-4",
            of: "arn:aws:rds:us-west-2:123456789012:db:kaigo")))
    let found = try await harness.list(.rdsWindow, Harness.instance, in: Harness.recovery)
    #expect(found.compactMap(\.point) == [replica])
  }

  @Test("a cluster's window has a beginning; elsewhere there is none")
  func cluster() async throws {
    let answer = HTTPResponse.query(
      "DescribeDBClusters",
      "<DBClusters><DBCluster><DBClusterIdentifier>kaigo</DBClusterIdentifier>\(Self.described)"
        + "<EarliestRestorableTime>2026-11-17T01:00:00Z</EarliestRestorableTime></DBCluster></DBClusters>")
    let harness = Harness(answer)
    let found = try await harness.list(.rdsWindow, Harness.cluster)
    guard case .recoveryPointTaken(let point) = found.last?.fact else { return #expect(Bool(false)) }
    #expect(point.recoveryPoint == "arn:aws:rds:us-east-1:123456789012:cluster:kaigo#pitr")
    #expect(
      point.window
        == RestorableWindow(
          from: Harness.instant("2026-11-17T01:00:00Z"), until: Harness.instant("2026-11-24T03:55:00Z")))
    #expect(try await Harness().list(.rdsWindow, Harness.cluster, in: Harness.recovery).isEmpty)
    let gone = Harness(.queryError(404, "DBClusterNotFoundFault"))
    #expect(try await gone.list(.rdsWindow, Harness.cluster).isEmpty)
  }
}
