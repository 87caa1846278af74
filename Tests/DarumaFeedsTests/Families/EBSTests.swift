import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("EBS, machine images and what CloudTrail tells of them")
struct EBSTests {
  private func event(_ type: String, _ detail: String, resources: [String] = [], source: String = "aws.ec2")
    -> Decoded
  {
    decode(Made.event(source, type, detail: detail, resources: resources, region: "us-west-2"))
  }

  private func snapshot(
    _ action: String, _ result: String = "succeeded", end: String = "2026-11-24T03:20:00Z"
  ) -> Decoded {
    event(
      "EBS Snapshot Notification",
      """
      {"event":"\(action)","result":"\(result)","cause":"why",\
      "snapshot_id":"arn:aws:ec2::us-west-2:snapshot/snap-2",\
      "source":"arn:aws:ec2::eu-west-1:snapshot/snap-1","startTime":"2026-11-24T03:00:00Z","endTime":"\(end)"}
      """)
  }

  @Test("a copy is in the envelope's region, of the snapshot in its own")
  func copy() throws {
    let signal = try #require(snapshot("copySnapshot").signals.first)
    guard case .recoveryPointCopied(let copied) = signal.fact else { throw Mismatch(signal) }
    #expect(copied.recoveryPoint == "arn:aws:ec2:us-west-2::snapshot/snap-2")
    #expect(copied.of == "arn:aws:ec2:eu-west-1::snapshot/snap-1")
    #expect(copied.toRegion == "us-west-2")
    #expect(signal.at == time("2026-11-24T03:20:00Z"))
  }

  @Test("the envelope's region counts, whatever the ARN says")
  func region() {
    let decoded = event(
      "EBS Snapshot Notification",
      """
      {"event":"createSnapshot","result":"succeeded","startTime":"2026-11-24T03:00:00Z",\
      "snapshot_id":"arn:aws:ec2::eu-west-1:snapshot/snap-1","source":"arn:aws:ec2::eu-west-1:volume/vol-1"}
      """)
    #expect(decoded.signals.map(\.id) == ["recoveryPointTaken#arn:aws:ec2:us-west-2::snapshot/snap-1"])
    #expect(decoded.signals.map(\.resource) == ["arn:aws:ec2:us-west-2:012345678901:volume/vol-1"])
  }

  @Test("what failed is told, with the cause")
  func failed() {
    for action in ["createSnapshot", "copySnapshot"] {
      #expect(
        snapshot(action, "failed").signals.map(\.fact)
          == [
            .backupProgressed(
              BackupProgressed(
                job: "arn:aws:ec2:us-west-2::snapshot/snap-2", state: .failed, reason: "why",
                recoveryPoint: "arn:aws:ec2:us-west-2::snapshot/snap-2", of: "arn:aws:ec2:eu-west-1::snapshot/snap-1"))
          ])
    }
  }

  @Test(
    "the archive keeps the point and changes its tier",
    arguments: [
      ("archiveSnapshot", ResourceChanged.Change.archived), ("restoreExpiry", .archived),
      ("restoryExpiry", .archived),
      ("permanentRestoreSnapshot", .unarchived), ("temporaryRestoreSnapshot", .unarchived),
    ])
  func archive(_ action: String, _ change: ResourceChanged.Change) {
    #expect(
      snapshot(action).signals.map(\.fact) == [
        .resourceChanged(ResourceChanged(change: change, reason: action))
      ])
    #expect(snapshot(action, "failed").ignored.count == 1)
    #expect(snapshot(action, end: "2026-05-45T15:30:00Z").problems.map(\.code) == [.noSuchDate])
  }

  @Test("sharing is passed over, the unknown is refused")
  func others() {
    let shared = event(
      "EBS Snapshot Notification",
      #"{"event":"shareSnapshot","result":"succeeded","snapshot_id":"s","source":12345678901}"#)
    #expect(shared.ignored.count == 1)
    #expect(snapshot("meltSnapshot").problems.map(\.code) == [.unknownEvent])
    #expect(snapshot("createSnapshot", "perhaps").problems.map(\.code) == [.unknownValue])
  }

  private func set(_ result: String) -> Decoded {
    event(
      "EBS Multi-Volume Snapshots Completion Status",
      """
      {"event":"createSnapshots","result":"\(result)","cause":"one failed",\
      "startTime":"2026-11-24T03:00:00Z",\
      "endTime":"2026-11-24T03:20:00Z","snapshots":[\
      {"snapshot_id":"arn:aws:ec2::us-west-2:snapshot/snap-1",\
      "source":"arn:aws:ec2::us-west-2:volume/vol-1","status":"completed"},\
      {"snapshot_id":"not an arn"},\
      {"snapshot_id":"arn:aws:ec2::us-west-2:snapshot/snap-3",\
      "source":"arn:aws:ec2::us-west-2:volume/vol-3","status":"error"}]}
      """)
  }

  @Test("several volumes give several points, or fail as a set; a bad member loses no other")
  func multiVolume() {
    #expect(set("succeeded").signals.map(\.fact.kind) == [.recoveryPointTaken, .backupProgressed])
    #expect(set("failed").signals.map(\.fact.kind) == [.backupProgressed, .backupProgressed])
    #expect(set("succeeded").problems.map(\.place) == ["detail.snapshots[1].snapshot_id"])
  }

  @Test("a copy that is late still runs")
  func late() {
    let decoded = event(
      "EBS Copy Snapshot Missed Completion Duration",
      """
      {"event":"copySnapshot","missedCompletionDurationCause":"quota",\
      "startTime":"Sun Nov 24 22:32:55 UTC 2024",\
      "snapshot_id":"arn:aws:ec2:us-west-2:012345678901:snapshot/snap-2",\
      "source":"arn:aws:ec2:us-west-2:1:snapshot/snap-1"}
      """)
    #expect(
      decoded.signals.map(\.fact)
        == [
          .replicationFaulted(
            ReplicationFaulted(
              object: "arn:aws:ec2:us-west-2::snapshot/snap-2", state: .late, reason: "quota",
              of: "arn:aws:ec2:us-west-2::snapshot/snap-1"))
        ])
  }

  @Test(
    "volumes are created, deleted, and lose their key",
    arguments: [
      ("createVolume", "available", ResourceChanged.Change.created), ("deleteVolume", "deleted", .deleted),
      ("attachVolume", "failed", .keyLost), ("reattachVolume", "failed", .keyLost),
    ])
  func volumes(_ action: String, _ result: String, _ change: ResourceChanged.Change) {
    let decoded = event(
      "EBS Volume Notification", #"{"event":"\#(action)","result":"\#(result)","cause":""}"#,
      resources: ["arn:aws:ec2:us-west-2:012345678901:volume/vol-1", "arn:aws:kms:us-west-2:1:key/k"])
    #expect(decoded.signals.map(\.fact) == [.resourceChanged(ResourceChanged(change: change))])
    #expect(decoded.signals.map(\.resource) == ["arn:aws:ec2:us-west-2:012345678901:volume/vol-1"])
  }

  @Test(
    "a machine image comes and goes",
    arguments: [
      ("available", Fact.Kind.recoveryPointTaken), ("deregistered", .recoveryPointRemoved),
      ("disabled", .resourceChanged),
      ("failed", .backupProgressed),
    ])
  func images(_ state: String, _ kind: Fact.Kind) {
    let decoded = event(
      "EC2 AMI State Change", #"{"RequestId":"r","ImageId":"ami-1","State":"\#(state)","ErrorMessage":""}"#,
      resources: ["arn:aws:ec2:us-west-2::image/ami-1"])
    #expect(decoded.signals.map(\.fact.kind) == [kind])
    #expect(decoded.signals.allSatisfy { $0.id.rawValue.contains("arn:aws:ec2:us-west-2::image/ami-1") })
  }

  @Test("CloudTrail tells that a snapshot or image was deleted, unless the call failed")
  func cloudTrail() {
    let call =
      #"{"eventSource":"ec2.amazonaws.com","eventName":"DeleteSnapshot","#
      + #""eventTime":"2026-11-24T03:42:00Z","requestParameters":{"snapshotId":"snap-1"}"#
    let deleted = event("AWS API Call via CloudTrail", call + "}")
    #expect(
      deleted.signals.map(\.fact)
        == [
          .recoveryPointRemoved(
            RecoveryPointRemoved(recoveryPoint: "arn:aws:ec2:us-west-2::snapshot/snap-1", reason: .deleted))
        ])
    #expect(event("AWS API Call via CloudTrail", call + #","errorCode":"Denied"}"#).ignored.count == 1)
    #expect(
      event("AWS API Call via CloudTrail", #"{"eventName":"RunInstances"}"#, source: "aws.rds").ignored.count
        == 1)
  }
}
