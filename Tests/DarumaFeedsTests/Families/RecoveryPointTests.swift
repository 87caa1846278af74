import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Recovery points, restores and scans of AWS Backup")
struct RecoveryPointTests {
  private let point = "arn:aws:backup:us-east-1:012345678901:recovery-point:6f7f"

  private func state(_ status: String, key: String = "status", more: String = "") -> Decoded {
    decode(stateText(status, key: key, more: more))
  }

  private func stateText(
    _ status: String, key: String = "status",
    lifecycle: String = #""calculatedLifeCycle":{"deleteAt":"2026-12-24T03:00:00.000Z"}"#, more: String = ""
  ) -> String {
    Made.event(
      "aws.backup", "Recovery Point State Change",
      detail: """
        {"\(key)":"\(status)","creationDate":"2026-11-24T03:05:00.000Z",\
        "initiationDate":"2026-11-24T03:00:00.000Z",\
        "completionDate":"2026-11-24T03:40:00.000Z","backupVaultName":"main","isEncrypted":"false",\
        "backupVaultArn":"arn:aws:backup:us-east-1:012345678901:backup-vault:main",\
        "resourceArn":"arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1",\
        \(lifecycle)\(more)}
        """, resources: [point])
  }

  @Test("a point exists, with its expiry and encryption", arguments: ["COMPLETED", "AVAILABLE"])
  func exists(_ status: String) throws {
    let signal = try #require(state(status).signals.first)
    guard case .recoveryPointTaken(let taken) = signal.fact else { throw Mismatch(signal) }
    #expect(taken.takenAt == time("2026-11-24T03:00:00Z"))
    #expect(taken.expiresAt == time("2026-12-24T03:00:00Z"))
    #expect(taken.encrypted == false)
    #expect(taken.origin == .manual)
    #expect(signal.id == SignalID("recoveryPointTaken#" + point))
  }

  @Test(
    "what is gone for planning is removed, once for each reason",
    arguments: [
      ("EXPIRED", RecoveryPointRemoved.Reason.expired), ("DELETING", .deleted), ("DELETED", .deleted),
    ])
  func removed(_ status: String, _ reason: RecoveryPointRemoved.Reason) {
    let decoded = state(status)
    #expect(
      decoded.signals.map(\.fact)
        == [
          .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: RecoveryPointID(point), reason: reason))
        ])
    #expect(decoded.signals.map(\.id) == [SignalID("recoveryPointRemoved#\(point)#\(reason.rawValue)")])
  }

  @Test(
    "the end of retention is said, or counted from the creation, or unknown",
    arguments: [
      (#""calculatedLifeCycle":{"deleteAt":"2026-12-24T03:00:00.000Z"}"#, "2026-12-24T03:00:00Z"),
      (#""calculatedLifecycle":{"deleteAt":"2026-12-24T03:00:00.000Z"}"#, "2026-12-24T03:00:00Z"),
      (#""lifecycle":{"deleteAfterDays":30}"#, "2026-12-24T03:05:00Z"),
      (#""lifecycle":{"deleteAfterDays":"30"}"#, "2026-12-24T03:05:00Z"),
      (#""lifecycle":{"deleteAfterDays":-1}"#, nil), (#""lifecycle":{}"#, nil), (#""lifecycle":null"#, nil),
    ] as [(String, String?)])
  func retention(_ member: String, _ end: String?) throws {
    let text = stateText("AVAILABLE", lifecycle: member, more: #","encryptionKeyArn":"arn:aws:kms:us-east-1:1:key/k""#)
    guard case .recoveryPointTaken(let taken)? = decode(text).signals.first?.fact else { throw Mismatch(text) }
    #expect(taken.expiresAt == end.flatMap(time))
    #expect(taken.key == "arn:aws:kms:us-east-1:1:key/k")
  }

  @Test(
    "a retention that is none is refused",
    arguments: ["36501", "1e3", "\"month\"", "9223372036854775807", "-2", "1.5"])
  func noRetention(_ days: String) {
    let text = stateText("AVAILABLE", lifecycle: #""lifecycle":{"deleteAfterDays":\#(days)}"#)
    #expect(decode(text).problems.map(\.place) == ["detail.lifecycle.deleteAfterDays"])
    #expect(decode(text).signals.isEmpty)
  }

  @Test("partial, stopped and unknown states are told apart")
  func others() {
    #expect(state("PARTIAL").signals.map(\.id) == [SignalID("recoveryPointTaken#\(point)#partial")])
    #expect(state("CREATING").ignored.count == 1)
    #expect(state("VANISHED").problems.map(\.place) == ["detail.status"])
    guard case .resourceChanged(let change)? = state("STOPPED").signals.first?.fact else {
      return #expect(Bool(false))
    }
    #expect(change.change == .continuousBackupInterrupted)
  }

  private func restore(_ members: String, resources: [String] = []) -> Decoded {
    decode(
      Made.event(
        "aws.backup", "Restore Job State Change",
        detail: #"{"restoreJobId":"R","creationDate":"2026-11-24T03:00:00Z",\#(members)}"#,
        resources: resources))
  }

  @Test("a restore tells its point by the name that the backup used")
  func restorePoint() throws {
    let snapshot = "arn:aws:rds:us-east-1:012345678901:snapshot:awsbackup:job-4b3c"
    let both = restore(
      #""status":"COMPLETED","recoveryPointArn":"\#(point)","#
        + #""createdResourceArn":"arn:aws:rds:us-east-1:1:db:x""#,
      resources: [snapshot])
    guard case .restoreProgressed(let fact) = try #require(both.signals.first).fact else {
      throw Mismatch(both)
    }
    #expect(fact.recoveryPoint?.rawValue == snapshot)
    #expect(fact.created == "arn:aws:rds:us-east-1:1:db:x")
    #expect(fact.state == .completed)
    let one = restore(#""state":"CREATED","recoveryPointArn":"\#(point)""#)
    guard case .restoreProgressed(let created) = try #require(one.signals.first).fact else {
      throw Mismatch(one)
    }
    #expect(created.recoveryPoint?.rawValue == point)
    #expect(created.state == .created)
    #expect(restore(#""status":"LOST""#).problems.map(\.code) == [.unknownValue])
  }

  @Test(
    "a validation passed, failed, timed out, or still runs",
    arguments: [
      ("SUCCESSFUL", RestoreProgressed.Validation.passed, nil), ("FAILED", .failed, nil),
      ("TIMED_OUT", .failed, "the validation timed out"), ("VALIDATING", nil, nil), ("", nil, nil),
    ] as [(String, RestoreProgressed.Validation?, String?)])
  func validation(_ status: String, _ validation: RestoreProgressed.Validation?, _ reason: String?) throws {
    let decoded = restore(#""status":"COMPLETED","validationStatus":"\#(status)""#, resources: [point])
    guard case .restoreProgressed(let fact)? = decoded.signals.first?.fact else { throw Mismatch(decoded) }
    #expect(fact.state == .completed)
    #expect(fact.validation == validation)
    #expect(fact.reason == reason)
    let outcome = validation.map { "#" + $0.rawValue } ?? ""
    #expect(decoded.signals.map(\.id) == [SignalID("restoreProgressed#R#completed" + outcome)])
  }

  @Test("a failed validation says why; an unknown word is refused")
  func validationReason() throws {
    let members = #""status":"COMPLETED","statusMessage":"restored","validationStatusMessage":"rows differ","#
    let failed = restore(members + #""validationStatus":"FAILED""#, resources: [point])
    guard case .restoreProgressed(let fact)? = failed.signals.first?.fact else { throw Mismatch(failed) }
    #expect(fact.reason == "rows differ")
    let unknown = restore(members + #""validationStatus":"PERHAPS""#, resources: [point])
    #expect(unknown.problems.map(\.place) == ["detail.validationStatus"])
  }

  private func scan(_ state: String, _ result: String?) -> Decoded {
    let member = result.map { #","scanResult":{"scanResultStatus":"\#($0)"}"# } ?? ""
    return decode(
      Made.event(
        "aws.backup", "Scan Job State Change",
        detail: #"{"state":"\#(state)","scanJobId":"S","recoveryPointArn":"\#(point)"\#(member)}"#))
  }

  @Test(
    "a scan's verdict is what it found, and what it did not look at is not clean",
    arguments: [
      ("COMPLETED", "NO_THREATS_FOUND", RecoveryPointScanned.Verdict.clean),
      ("COMPLETED", "THREATS_FOUND", .infected),
      ("COMPLETED_WITH_ISSUES", "NO_THREATS_FOUND", .failed),
      ("COMPLETED_WITH_ISSUES", "THREATS_FOUND", .infected),
      ("FAILED", nil, .failed), ("EXPIRED", nil, .failed),
    ] as [(String, String?, RecoveryPointScanned.Verdict)])
  func verdict(_ state: String, _ result: String?, _ verdict: RecoveryPointScanned.Verdict) {
    #expect(
      scan(state, result).signals.map(\.fact)
        == [
          .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: RecoveryPointID(point), verdict: verdict))
        ])
  }

  @Test("a completed scan without a result is refused")
  func noResult() {
    #expect(scan("COMPLETED", nil).problems.map(\.place) == ["detail.scanResult"])
    // What the scanner could not tell, or says in a word that is not known, proves nothing and costs nothing.
    for word in ["UNKNOWN", "MAYBE"] {
      guard case .recoveryPointScanned(let fact)? = scan("COMPLETED", word).signals.first?.fact else {
        Issue.record("\(word) is lost")
        continue
      }
      #expect(fact.verdict == .failed)
    }
    #expect(scan("CANCELED", nil).ignored.count == 1)
  }
}
