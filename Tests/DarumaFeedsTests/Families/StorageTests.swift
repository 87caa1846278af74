import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("S3 notifications")
struct S3Tests {
  private func record(_ name: String, _ data: String, key: String = "a%2Bb+c.png", version: String = "2.2")
    -> String
  {
    """
    {"eventVersion":"\(version)","eventSource":"aws:s3","awsRegion":"us-east-1",\
    "eventTime":"2026-11-24T03:42:05.527Z",\
    "eventName":"\(name)","s3":{"s3SchemaVersion":"1.0","bucket":{"name":"b","arn":"arn:aws:s3:::b"},\
    "object":{"key":"\(key)","size":5,"versionId":"v1"}},"replicationEventData":{"replicationRuleId":"rule",\
    "destinationBucket":"arn:aws:s3:::dr","s3Operation":"OBJECT_PUT",\
    "requestTime":"2026-11-24T03:20:00.000Z"\(data)}}
    """
  }

  private func batch(_ records: String...) -> String {
    #"{"Records":["# + records.joined(separator: ",") + "]}"
  }

  @Test("the event tells how an object's replica stands, with or without the prefix", arguments: ["", "s3:"])
  func states(_ prefix: String) {
    let decoded = decode(
      batch(
        record(
          prefix + "Replication:OperationFailedReplication", #","failureReason":"AssumeRoleNotPermitted""#),
        record(prefix + "Replication:OperationMissedThreshold", #","threshold":15"#),
        record(prefix + "Replication:OperationReplicatedAfterThreshold", #","replicationTime":"PT16M""#),
        record(prefix + "Replication:OperationNotTracked", "")))
    let object = "arn:aws:s3:::b/a+b c.png?versionId=v1"
    #expect(
      decoded.signals.map(\.fact)
        == [
          .replicationFaulted(
            ReplicationFaulted(object: object, state: .failed, reason: "AssumeRoleNotPermitted")),
          .replicationFaulted(
            ReplicationFaulted(object: object, state: .late, reason: "not replicated after 15")),
          .replicationFaulted(
            ReplicationFaulted(object: object, state: .recovered, reason: "replicated after PT16M")),
          .replicationFaulted(ReplicationFaulted(object: object, state: .untracked)),
        ])
    #expect(decoded.signals.map(\.resource) == Array(repeating: "arn:aws:s3:::b", count: 4))
    #expect(Set(decoded.signals.map(\.id)).count == 4)
  }

  @Test("SNS in SQS holds the same notification")
  func nested() {
    let text = batch(record("Replication:OperationNotTracked", ""))
    let ids = [text, Made.sns(text), Made.sqs(text), Made.sqs(Made.sns(text))].flatMap {
      decode($0).signals.map(\.id)
    }
    #expect(ids.count == 4 && Set(ids).count == 1)
  }

  @Test("a bad record loses none of the others")
  func badRecord() {
    let decoded = decode(
      batch(
        record("Replication:OperationNotTracked", "", key: "%zz"),
        record("Replication:OperationNotTracked", ""),
        record("ObjectCreated:Put", "", version: "3.0"), record("ObjectMelted:Put", ""),
        record("ObjectCreated:Put", "")))
    #expect(decoded.signals.count == 1)
    #expect(decoded.ignored.count == 1)
    #expect(decoded.problems.map(\.code) == [.invalidText, .unknownValue, .unknownEvent])
    #expect(decoded.problems.first?.place == "Records[0].s3.object.key")
  }

  @Test("an unknown detail type of S3 is refused")
  func unknown() {
    let decoded = decode(Made.event("aws.s3", "Object Melted", detail: "{}"))
    #expect(decoded.problems.map(\.code) == [.unknownDetailType])
  }
}

@Suite("ElastiCache")
struct ElastiCacheTests {
  @Test("the event is the member that begins with ElastiCache:, wherever it stands")
  func notification() throws {
    let text =
      #"{"Service Update Name":"x","ElastiCache:SnapshotComplete":"orders-0001-001","#
      + #""Replication Group ID":"orders"}"#
    let signal = try #require(decode(Made.sns(text)).signals.first)
    #expect(signal.resource == "arn:aws:elasticache:us-east-1:012345678901:cluster:orders-0001-001")
    #expect(signal.at == time("2026-11-24T03:42:11.500Z"))
    guard case .resourceChanged(let change) = signal.fact else { throw Mismatch(signal) }
    #expect(change.change == .backupFinished)
  }

  @Test(
    "what the names mean",
    arguments: [
      ("FailoverComplete", ResourceChanged.Change.failedOver), ("CacheNodeReplaceStarted", .capacityLost),
      ("CacheNodeReplaceComplete", .capacityRestored), ("DeleteCacheClusterComplete", .deleted),
    ])
  func names(_ name: String, _ change: ResourceChanged.Change) {
    let decoded = decode(Made.sns(#"{"ElastiCache:\#(name)":"orders"}"#))
    #expect(
      decoded.signals.map(\.fact) == [
        .resourceChanged(ResourceChanged(change: change, reason: "ElastiCache:" + name))
      ])
  }

  @Test("a failed snapshot, an unknown event, and one without a topic")
  func others() {
    #expect(
      decode(Made.sns(#"{"ElastiCache:SnapshotFailed":"orders"}"#)).signals.map(\.fact.kind) == [
        .backupProgressed
      ])
    #expect(decode(Made.sns(#"{"ElastiCache:Exploded":"orders"}"#)).problems.map(\.code) == [.unknownEvent])
    #expect(decode(Made.sns(#"{"ElastiCache:CertificateRenewalComplete":"orders"}"#)).ignored.count == 1)
    #expect(decode(#"{"ElastiCache:SnapshotComplete":"orders"}"#).problems.map(\.code) == [.missing])
  }

  private func event(_ type: String, _ arn: String) -> Decoded {
    decode(
      Made.event(
        "aws.elasticache", type, detail: #"{"SourceArn":"\#(arn)","SourceIdentifier":"x","Message":"m"}"#))
  }

  @Test("EventBridge names snapshots of serverless caches")
  func snapshot() {
    let arn = "arn:aws:elasticache:us-east-1:012345678901:serverlesssnapshot:s"
    #expect(event("Snapshot Created", arn).signals.map(\.id) == [SignalID("recoveryPointTaken#" + arn)])
    let cluster = "arn:aws:elasticache:us-east-1:012345678901:cluster:c"
    #expect(event("Snapshot Created", cluster).signals.map(\.fact.kind) == [.resourceChanged])
    #expect(event("Snapshot Creation Failed", arn).signals.map(\.fact.kind) == [.backupProgressed])
    #expect(event("Snapshot Copy Failed", arn).signals.map(\.fact.kind) == [.backupProgressed])
    #expect(event("Snapshot Export Failed", arn).ignored.count == 1)
    #expect(event("Snapshot Melted", arn).problems.map(\.code) == [.unknownDetailType])
  }
}
