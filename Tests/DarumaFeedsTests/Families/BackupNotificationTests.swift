import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("AWS Backup over SNS")
struct BackupNotificationTests {
  private func sns(_ message: String, _ attributes: KeyValuePairs<String, String>) -> Decoded {
    let members = attributes.map { #""\#($0.key)":{"Type":"String","Value":"\#($0.value)"}"# }
    return decode(
      Made.sns(
        message, topic: "arn:aws:sns:us-west-2:012345678901:backup",
        attributes: "{" + members.joined(separator: ",") + "}"))
  }

  private func job(_ state: String, _ message: String) -> Decoded {
    sns(
      message,
      [
        "EventType": "BACKUP_JOB", "State": state, "AccountId": "012345678901", "Id": "4b3c",
        "StartTime": "2026-11-24T03:00:00.226Z",
      ])
  }

  @Test("a completed job names its point in prose, and its start in an attribute")
  func completed() throws {
    let decoded = job(
      "COMPLETED",
      "An AWS Backup job was completed. Recovery point ARN: arn:aws:ec2:us-west-2::snapshot/snap-1. "
        + "Resource ARN : arn:aws:ec2:us-west-2:012345678901:volume/vol-1. BackupJob ID : 4b3c")
    let signal = try #require(decoded.signals.first)
    #expect(signal.id == "recoveryPointTaken#arn:aws:ec2:us-west-2::snapshot/snap-1")
    #expect(signal.resource == "arn:aws:ec2:us-west-2:012345678901:volume/vol-1")
    guard case .recoveryPointTaken(let taken) = signal.fact else { throw Mismatch(signal) }
    #expect(taken.takenAt == time("2026-11-24T03:00:00.226Z"))
    #expect(signal.source == "aws.backup")
  }

  @Test("a message that gives the resource as its own point, or none, is refused")
  func noPoint() {
    let volume = job(
      "COMPLETED",
      "Recovery point ARN: arn:aws:ec2:us-west-2:1:volume/v-1. Resource ARN : arn:aws:ec2:us-west-2:1:volume/v-2."
    )
    #expect(volume.problems.map(\.code) == [.contradiction])
    #expect(
      job("COMPLETED", "An AWS Backup job was completed successfully.").problems.map(\.code) == [.incomplete])
  }

  @Test(
    "a failed job has the id of its EventBridge event",
    arguments: [
      ("FAILED", "failed"), ("EXPIRED", "missedWindow"), ("ABORTED", "aborted"), ("RUNNING", "running"),
    ])
  func failed(_ word: String, _ state: String) {
    #expect(
      job(word, "An AWS Backup job moved.").signals.map(\.id) == [SignalID("backupProgressed#4b3c#\(state)")])
  }

  @Test("copies and restores are read by their attributes")
  func others() {
    let copy = sns("A copy job failed.", ["EventType": "COPY_JOB", "State": "FAILED", "Id": "9f"])
    #expect(copy.signals.map(\.id) == ["backupProgressed#9f#failed"])
    let done = sns("A copy job is done.", ["EventType": "COPY_JOB", "State": "COMPLETED", "Id": "9f"])
    #expect(done.problems.map(\.code) == [.incomplete])
    let restore = sns("Restored.", ["EventType": "RESTORE_JOB", "State": "COMPLETED", "Id": "R"])
    #expect(restore.signals.map(\.id) == ["restoreProgressed#R#completed"])
  }

  @Test("a broken chain of a continuous backup is told")
  func interrupted() throws {
    let decoded = sns(
      "Continuous backup was interrupted. Resource ARN: arn:aws:s3:::bucket",
      ["EventType": "CONTINUOUS_BACKUP_INTERRUPTED"])
    let signal = try #require(decoded.signals.first)
    guard case .resourceChanged(let change) = signal.fact else { throw Mismatch(signal) }
    #expect(change.change == .continuousBackupInterrupted)
    #expect(signal.resource == "arn:aws:s3:::bucket")
  }

  @Test("missing attributes and unknown words are refused")
  func refused() {
    #expect(sns("x", ["EventType": "BACKUP_JOB", "State": "FAILED"]).problems.map(\.code) == [.missing])
    #expect(
      sns("x", ["EventType": "BACKUP_JOB", "State": "ODD", "Id": "1"]).problems.map(\.code) == [.unknownValue]
    )
    #expect(sns("x", ["EventType": "S3_SOMETHING_NEW"]).problems.map(\.code) == [.unknownEvent])
    #expect(sns("x", ["Other": "BACKUP_JOB"]).problems.map(\.code) == [.prose])
  }

  @Test("attributes that are the text of an empty object are none")
  func textAttributes() {
    #expect(decode(Made.sns("x", attributes: "\"{}\"")).problems.map(\.code) == [.prose])
    #expect(decode(Made.sns(Made.alarmState(), attributes: "\"{}\"")).signals.count == 1)
  }
}
