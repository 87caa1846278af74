import DarumaCore
import Testing

@testable import DarumaFeeds

/// Published samples copy within one vault; what crosses regions is made here.
@Suite("Copy jobs of AWS Backup")
struct CopyJobTests {
  private let original = "arn:aws:rds:us-east-1:012345678901:snapshot:awsbackup:job-4b3c"
  private let copy = "arn:aws:rds:us-west-2:210987654321:snapshot:awsbackup:copyjob-9f"

  private func job(
    _ state: String, destination: String?,
    vault: String? = "arn:aws:backup:us-west-2:210987654321:backup-vault:dr/a",
    resources: [String]? = nil, id: String = #""copyJobId":"9f","#, more: String = ""
  ) -> String {
    let vaultMember = vault.map { #","destinationBackupVaultArn":"\#($0)""# } ?? ""
    return Made.event(
      "aws.backup", "Copy Job State Change",
      detail: """
        {\(id)"state":"\(state)","creationDate":"2026-11-24T04:00:00.000Z",\
        "completionDate":"2026-11-24T04:20:00.000Z",\
        "backupSizeInBytes":3221225472,"resourceArn":"arn:aws:rds:us-east-1:012345678901:db:orders"\
        \(vaultMember)\(destination.map { #","destinationRecoveryPointArn":\#($0)"# } ?? "")\(more)}
        """, resources: resources ?? [original])
  }

  private func copied(_ text: String) throws -> (Signal, RecoveryPointCopied) {
    let signal = try #require(decode(text).signals.first)
    guard case .recoveryPointCopied(let copied) = signal.fact else { throw Mismatch(signal) }
    return (signal, copied)
  }

  @Test("the copy is in the vault's region and account, and is of resources[0]")
  func crossRegion() throws {
    let (signal, copied) = try copied(job("COMPLETED", destination: "\"\(copy)\""))
    #expect(copied.recoveryPoint.rawValue == copy)
    #expect(copied.of.rawValue == original)
    #expect(copied.toRegion == "us-west-2")
    #expect(copied.vault == "dr/a")
    #expect(copied.completedAt == time("2026-11-24T04:20:00Z"))
    #expect(copied.sizeBytes == 3_221_225_472)
    #expect(signal.region == "us-west-2")
    #expect(signal.account == "210987654321")
    #expect(signal.resource == "arn:aws:rds:us-east-1:012345678901:db:orders")
    #expect(signal.id == SignalID("recoveryPointCopied#" + copy))
    #expect(signal.at == time("2026-11-24T04:20:00Z"))
  }

  @Test("without the vault the copy's own ARN tells the region; where the two differ neither is believed")
  func region() throws {
    #expect(try copied(job("COMPLETED", destination: "\"\(copy)\"", vault: nil)).1.toRegion == "us-west-2")
    let elsewhere = "\"arn:aws:ec2:eu-west-1::snapshot/snap-9\""
    #expect(decode(job("COMPLETED", destination: elsewhere)).problems.map(\.code) == [.contradiction])
    let odd = "\"arn:aws:ec2:::snapshot/snap-9\""
    let (_, fromVault) = try copied(job("COMPLETED", destination: odd))
    #expect(fromVault.recoveryPoint == "arn:aws:ec2:us-west-2::snapshot/snap-9")
  }

  @Test("the copy's own key and retention count, not those of its original")
  func keyAndRetention() throws {
    let members =
      #","destinationEncryptionKeyArn":"arn:aws:kms:us-west-2:2:key/d","encryptionKeyArn":"#
      + #""arn:aws:kms:us-east-1:1:key/s","destinationRecoveryPointLifecycle":{"deleteAfterDays":30}"#
    let (_, both) = try copied(job("COMPLETED", destination: "\"\(copy)\"", more: members))
    #expect(both.key == "arn:aws:kms:us-west-2:2:key/d")
    #expect(both.encrypted == true)
    // Counted from the creation of the original, which the event does not tell.
    #expect(both.expiresAt == nil && both.kept == .lasting(.days(30)))
    let deleteAt = #","calculatedLifeCycle":{"deleteAt":"2027-01-01T00:00:00Z"},"isEncrypted":false"#
    let (_, calculated) = try copied(job("COMPLETED", destination: "\"\(copy)\"", more: deleteAt))
    #expect(calculated.key == nil)
    #expect(calculated.encrypted == false)
    #expect(calculated.expiresAt == time("2027-01-01T00:00:00Z"))
  }

  @Test("an empty object in place of the copy's ARN is normal until the job is done")
  func emptyObject() {
    for state in ["RUNNING", "FAILED"] {
      let decoded = decode(job(state, destination: "{}", more: #","statusMessage":"no access""#))
      #expect(decoded.problems.isEmpty)
      #expect(decoded.signals.map(\.fact.kind) == [.backupProgressed])
    }
    let decoded = decode(job("COMPLETED", destination: "{}"))
    #expect(decoded.problems.map(\.place) == ["detail.destinationRecoveryPointArn"])
    #expect(decoded.problems.map(\.code) == [.wrongType])
  }

  @Test("a copy of nothing is refused")
  func noOriginal() {
    #expect(
      decode(job("COMPLETED", destination: "\"\(copy)\"", resources: [])).problems.map(\.code) == [
        .incomplete
      ])
  }

  @Test("a job without an id is passed over when it is created, and refused later")
  func noID() {
    #expect(decode(job("CREATED", destination: nil, id: "")).ignored.count == 1)
    #expect(decode(job("RUNNING", destination: "{}", id: "")).problems.map(\.code) == [.missing])
  }

  @Test("a partial copy exists, but as a partial point")
  func partial() {
    let decoded = decode(job("PARTIAL", destination: "\"\(copy)\""))
    #expect(decoded.signals.map(\.fact.kind) == [.recoveryPointCopied, .recoveryPointTaken])
    guard case .recoveryPointTaken(let taken)? = decoded.signals.last?.fact else {
      return #expect(Bool(false))
    }
    #expect(taken.partial)
    #expect(taken.takenAt == nil)
  }
}
