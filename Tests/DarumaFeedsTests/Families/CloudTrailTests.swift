import DarumaCore
import Foundation
import Testing

@testable import DarumaFeeds

@Suite("What CloudTrail alone tells of recovery points: deletions with their database, retention, keys")
struct CloudTrailTests {
  private func call(_ source: String, _ name: String, _ parameters: String, _ answer: String? = nil) -> Decoded {
    decode(
      Made.event(
        "aws.\(source)", "AWS API Call via CloudTrail",
        detail: """
          {"eventSource":"\(source).amazonaws.com","eventName":"\(name)","eventTime":"2026-11-24T03:42:00Z",\
          "requestParameters":\(parameters)\(answer.map { ",\"responseElements\":\($0)" } ?? "")}
          """))
  }

  @Test("the rule that Roads.md shows passes on every call that is read")
  func rule() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Sources/DarumaFeeds/Roads.md")
    let text = try String(contentsOf: file, encoding: .utf8).lowercased()
    for call in CloudTrailCalls.calls.keys {
      let parts = call.split(separator: ":")
      #expect(text.contains("\"\(parts[1])\"") && text.contains("\"aws.\(parts[0])\""), "\(call)")
    }
  }

  private static let answered = #"{"dBInstanceIdentifier":"orders","dBSnapshotIdentifier":"release-41"}"#

  @Test(
    "a deleted snapshot is of the database that the answer names; of a copy, and without an answer, nobody says",
    arguments: [
      (answered, "arn:aws:rds:us-east-1:012345678901:db:orders"),
      (#"{"dBInstanceIdentifier":"orders","sourceDBSnapshotIdentifier":"arn:aws:rds:x"}"#, nil),
      (nil, nil), ("null", nil), (#"{"dBInstanceIdentifier":7}"#, nil), (#""done""#, nil),
    ] as [(String?, ARN?)])
  func database(answer: String?, resource: ARN?) {
    let decoded = call("rds", "DeleteDBSnapshot", #"{"dBSnapshotIdentifier":"release-41"}"#, answer)
    #expect(decoded.problems.isEmpty, "\(decoded.problems)")
    #expect(decoded.signals.map(\.resource) == [resource])
    #expect(
      decoded.signals.map(\.fact) == [
        .recoveryPointRemoved(
          RecoveryPointRemoved(
            recoveryPoint: "arn:aws:rds:us-east-1:012345678901:snapshot:release-41", reason: .deleted))
      ])
  }

  @Test("a deleted cluster snapshot is of the cluster that the answer names")
  func cluster() {
    let decoded = call(
      "rds", "DeleteDBClusterSnapshot", #"{"dBClusterSnapshotIdentifier":"m1"}"#,
      #"{"dBClusterIdentifier":"ledger","dBClusterSnapshotIdentifier":"m1"}"#)
    #expect(decoded.signals.map(\.resource) == ["arn:aws:rds:us-east-1:012345678901:cluster:ledger"])
  }

  @Test("a changed retention: the point is there, and ends when the answer says")
  func retention() {
    let point = "arn:aws:backup:us-east-1:012345678901:recovery-point:p"
    let parameters = #"{"backupVaultName":"v","recoveryPointArn":"\#(point)","lifecycle":{"deleteAfterDays":7}}"#
    let decoded = call(
      "backup", "UpdateRecoveryPointLifecycle", parameters,
      #"{"recoveryPointArn":"\#(point)","calculatedLifecycle":{"deleteAt":"2026-12-01T00:00:00Z"}}"#)
    #expect(
      decoded.signals.map(\.fact) == [
        .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: RecoveryPointID(point), takenAt: nil, expiresAt: Instant(rfc3339: "2026-12-01T00:00:00Z")))
      ])
    let unanswered = call("backup", "UpdateRecoveryPointLifecycle", parameters)
    #expect(unanswered.signals.isEmpty && unanswered.ignored.first?.reason.contains("the next listing tells") == true)
  }
}
