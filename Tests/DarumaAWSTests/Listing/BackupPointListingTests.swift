import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing recovery points of AWS Backup")
struct BackupPointListingTests {
  private typealias Harness = ListingHarness

  private static func byResource(_ vaults: [String?], next: String? = nil) -> HTTPResponse {
    let points = vaults.map { vault in
      #"{"RecoveryPointArn":"arn:p","Status":"COMPLETED""#
        + (vault.map { #","BackupVaultName":"\#($0)""# } ?? "") + "}"
    }
    return .ok(#"{"RecoveryPoints":[\#(points.joined(separator: ","))]\#(Self.token(next))}"#)
  }

  private static func inVault(_ points: String..., next: String? = nil) -> HTTPResponse {
    .ok(#"{"RecoveryPoints":[\#(points.joined(separator: ","))]\#(Self.token(next))}"#)
  }

  private static func token(_ next: String?) -> String { next.map { #","NextToken":"\#($0)""# } ?? "" }

  private static func point(_ name: String, _ more: String = "") -> String {
    #"{"RecoveryPointArn":"arn:aws:backup:us-east-1:123456789012:recovery-point:\#(name)","#
      + #""Status":"COMPLETED","CreationDate":1795489510.087\#(more)}"#
  }

  /// As the AWS Backup API Reference shows it, with all that is optional.
  private static let whole = """
    {"RecoveryPointArn":"arn:aws:backup:us-east-1:123456789012:recovery-point:p-1","BackupVaultName":"daily",
    "BackupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:daily","SourceBackupVaultArn":null,
    "ResourceArn":"arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1","ResourceType":"EFS",
    "CreatedBy":{"BackupPlanId":"plan-1","BackupPlanArn":"arn:aws:backup:x","BackupRuleId":"r"},
    "Status":"PARTIAL","CreationDate":1795489510.087,"InitiationDate":1795489509.5,
    "CompletionDate":1795489999.999,"BackupSizeInBytes":9007199254740993,
    "CalculatedLifecycle":{"MoveToColdStorageAt":1795500000,"DeleteAt":1798081510.087},
    "Lifecycle":{"DeleteAfterDays":30},"EncryptionKeyArn":"arn:aws:kms:us-east-1:123456789012:key/k-1",
    "IsEncrypted":true,"LastRestoreTime":null,"IsParent":false}
    """

  @Test("a point with all that is optional, and the questions, with the ARN as one segment")
  func whole() async throws {
    let harness = Harness(Self.byResource(["daily", nil]), Self.inVault(Self.whole))
    let found = try await harness.list(.backupPoints, Harness.files)
    #expect(
      found == [
        Listed(
          resource: Harness.files.arn, at: Instant(milliseconds: 1_795_489_999_999),
          fact: .recoveryPointTaken(
            RecoveryPointTaken(
              recoveryPoint: "arn:aws:backup:us-east-1:123456789012:recovery-point:p-1",
              takenAt: Instant(milliseconds: 1_795_489_509_500),
              completedAt: Instant(milliseconds: 1_795_489_999_999), vault: "daily",
              sizeBytes: 9_007_199_254_740_993, encrypted: true,
              expiresAt: Instant(milliseconds: 1_798_081_510_087), origin: .plan, partial: true,
              key: Harness.key)))
      ])
    let arn = "arn%3Aaws%3Aelasticfilesystem%3Aus-east-1%3A123456789012%3Afile-system%2Ffs-1"
    #expect(
      harness.transport.requests.map(\.url) == [
        "https://backup.us-east-1.amazonaws.com/resources/\(arn)/recovery-points/?managedByAWSBackupOnly=true",
        "https://backup.us-east-1.amazonaws.com/backup-vaults/daily/recovery-points/?resourceArn=\(arn)",
      ])
    #expect(harness.transport.requests.allSatisfy { $0.method == "GET" && $0.body.isEmpty })
  }

  @Test("completed with issues: something may be missing, and the message is kept; that VSS failed is no loss")
  func issues() async throws {
    let harness = Harness(
      Self.byResource(["v"]),
      Self.inVault(
        Self.point("p-1", #","StatusMessage":"12 archived objects were skipped""#),
        Self.point("p-2", #","StatusMessage":"Windows VSS Backup Job Error, regular backup taken""#),
        Self.point("p-3", #","StatusMessage":"""#)))
    let facts = try await harness.list(.backupPoints, Harness.files).compactMap { item -> RecoveryPointTaken? in
      guard case .recoveryPointTaken(let fact) = item.fact else { return nil }
      return fact
    }
    #expect(facts.map(\.partial) == [true, false, false])
    #expect(
      facts.map(\.message) == [
        "12 archived objects were skipped", "Windows VSS Backup Job Error, regular backup taken", nil,
      ])
  }

  @Test("what scans found together is read where it is bad; that nothing was found, the event of each scan says")
  func scans() async throws {
    let harness = Harness(
      Self.byResource(["v"]),
      Self.inVault(
        Self.point("p-1", #","AggregatedScanResult":{"Findings":["MALWARE"],"LastComputed":1795490000.5}"#),
        Self.point("p-2", #","AggregatedScanResult":{"FailedScan":true,"Findings":[],"LastComputed":1795490000}"#),
        Self.point("p-3", #","AggregatedScanResult":{"FailedScan":false,"Findings":[]}"#)))
    let scanned = try await harness.list(.backupPoints, Harness.files).filter { $0.fact.kind == .recoveryPointScanned }
    func point(_ name: String) -> RecoveryPointID {
      RecoveryPointID("arn:aws:backup:us-east-1:123456789012:recovery-point:\(name)")
    }
    #expect(
      scanned == [
        Listed(
          resource: Harness.files.arn, at: Instant(milliseconds: 1_795_490_000_500),
          fact: .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: point("p-1"), verdict: .infected))),
        Listed(
          resource: Harness.files.arn, at: Instant(milliseconds: 1_795_490_000_000),
          fact: .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: point("p-2"), verdict: .failed))),
      ])
  }

  @Test("a point without anything optional was made on demand")
  func bare() async throws {
    let harness = Harness(Self.byResource(["v"]), Self.inVault(Self.point("p-1")))
    let found = try await harness.list(.backupPoints, Harness.files)
    #expect(
      found.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: "arn:aws:backup:us-east-1:123456789012:recovery-point:p-1",
            takenAt: Instant(milliseconds: 1_795_489_510_087), vault: "v", origin: .manual))
      ])
  }

  @Test("all pages of the resource, then all pages of each vault once")
  func pages() async throws {
    let harness = Harness(
      Self.byResource(["b", "a"], next: "n 1"), Self.byResource(["a"]),
      Self.inVault(Self.point("a-1"), next: "n/2"), Self.inVault(Self.point("a-2")),
      Self.inVault(Self.point("b-1")))
    let found = try await harness.list(.backupPoints, Harness.files)
    #expect(found.compactMap(\.point).map { $0.suffix(3) } == ["a-1", "a-2", "b-1"])
    #expect(harness.transport.requests[1].url.contains("nextToken=n%201"))
    #expect(harness.transport.requests[3].url.contains("nextToken=n%2F2"))
    #expect(harness.transport.requests[4].url.contains("/backup-vaults/b/"))
  }

  @Test("what can't be planned with is no point", arguments: ["CREATING", "STOPPED", "EXPIRED", "DELETING"])
  func unusable(status: String) async throws {
    let harness = Harness(
      Self.byResource(["v"]),
      Self.inVault(#"{"RecoveryPointArn":"arn:p","Status":"\#(status)","CreationDate":1}"#))
    #expect(try await harness.list(.backupPoints, Harness.files).isEmpty)
  }

  @Test("a status that nobody knows is a fault that names it")
  func unknownStatus() async throws {
    let harness = Harness(
      Self.byResource(["v"]),
      Self.inVault(#"{"RecoveryPointArn":"arn:p","Status":"MELTED","CreationDate":1}"#))
    let fault = try #require(await harness.fault(.backupPoints, Harness.files))
    #expect(fault.code == "backup.UnknownStatus")
    #expect(fault.message.contains("MELTED of arn:p"))
  }

  @Test("a resource that AWS Backup does not know has no points, and a vault that is gone none either")
  func absent() async throws {
    let unknown = Harness(.jsonError(400, "ResourceNotFoundException"))
    #expect(try await unknown.list(.backupPoints, Harness.files).isEmpty)
    let empty = Harness(.ok(#"{"RecoveryPoints":[]}"#))
    #expect(try await empty.list(.backupPoints, Harness.files).isEmpty)
    let gone = Harness(Self.byResource(["v"]), .jsonError(400, "ResourceNotFoundException"))
    #expect(try await gone.list(.backupPoints, Harness.files).isEmpty)
  }

  @Test("a time beyond what can be written is refused", arguments: ["1e300", "-1e13"])
  func wildTime(number: String) async throws {
    let harness = Harness(
      Self.byResource(["v"]),
      Self.inVault(#"{"RecoveryPointArn":"arn:p","Status":"COMPLETED","CreationDate":\#(number)}"#))
    let fault = try #require(await harness.fault(.backupPoints, Harness.files))
    #expect(fault.message.contains("is no time"), "\(fault.message)")
  }
}
