import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("Metric streams")
struct MetricStreamTests {
  private func point(
    _ namespace: String, _ name: String, _ dimensions: String,
    value: String = #"{"count":2.0,"sum":3.0,"max":2.5,"min":0.5}"#,
    unit: String = "Seconds", timestamp: String = "1795491720000"
  ) -> String {
    """
    {"metric_stream_name":"s","account_id":"012345678901","region":"us-west-2","namespace":"\(namespace)",\
    "metric_name":"\(name)","dimensions":\(dimensions),"timestamp":\(timestamp),"value":\(value),\
    "unit":"\(unit)"}
    """
  }

  private func measured(_ text: String) throws -> (Signal, ReplicationMeasured) {
    let decoded = decode(text)
    guard let signal = decoded.signals.first, case .replicationMeasured(let fact) = signal.fact else {
      throw Mismatch(decoded)
    }
    return (signal, fact)
  }

  private static let buckets = #"{"SourceBucket":"a","DestinationBucket":"b","RuleId":"r"}"#

  @Test(
    "seconds and milliseconds give one measure, the maximum, rounded up",
    arguments: [
      ("Seconds", "2.5", 2500), ("Seconds", "0.0001", 1), ("Milliseconds", "2.5", 3),
      ("Milliseconds", "8.77130197E3", 8772),
      ("Seconds", "1E3", 1_000_000), ("Seconds", "0", 0),
    ])
  func units(_ unit: String, _ maximum: String, _ milliseconds: Int64) throws {
    let value = #"{"max":\#(maximum),"min":0,"sum":0,"count":1,"p99.9":5,"TM(25%:75%)":1.2}"#
    let (_, fact) = try measured(point("AWS/RDS", "AuroraGlobalDBRPOLag", "{}", value: value, unit: unit))
    #expect(fact.lag == Span(milliseconds: milliseconds))
  }

  @Test("another unit is refused, not guessed", arguments: ["None", "Count", "Minutes", "Microseconds", ""])
  func unknownUnit(_ unit: String) {
    let decoded = decode(point("AWS/S3", "ReplicationLatency", MetricStreamTests.buckets, unit: unit))
    #expect(decoded.problems.map(\.code) == [.unknownUnit])
    #expect(decoded.problems.map(\.place) == ["unit"])
  }

  @Test(
    "no datapoint, and minus one, are unknown, which is not zero",
    arguments: [
      #"{"max":0,"min":0,"sum":0,"count":0}"#, #"{"max":-1.0,"min":-1.0,"sum":-1.0,"count":1.0}"#,
    ])
  func unknown(_ value: String) throws {
    #expect(try measured(point("AWS/RDS", "ReplicaLag", "{}", value: value)).1.lag == nil)
  }

  @Test(
    "the resource and where the replica is, as far as they are said",
    arguments: [
      ("AWS/S3", "ReplicationLatency", MetricStreamTests.buckets, "arn:aws:s3:::a", ""),
      (
        "AWS/RDS", "ReplicaLag", #"{"DBInstanceIdentifier":"o"}"#, "arn:aws:rds:us-west-2:012345678901:db:o",
        "us-west-2"
      ),
      (
        "AWS/RDS", "AuroraGlobalDBReplicationLag", #"{"DBClusterIdentifier":"m"}"#,
        "arn:aws:rds:us-west-2:012345678901:cluster:m", "us-west-2"
      ),
      (
        "AWS/EFS", "TimeSinceLastSync", #"{"FileSystemId":"fs-1","DestinationFileSystemId":"fs-2"}"#,
        "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-1", ""
      ),
      (
        "AWS/DynamoDB", "ReplicationLatency", #"{"TableName":"t","ReceivingRegion":"eu-west-1"}"#,
        "arn:aws:dynamodb:us-west-2:012345678901:table/t", "eu-west-1"
      ),
    ] as [(String, String, String, ARN, Region)])
  func resources(_ namespace: String, _ name: String, _ dimensions: String, _ resource: ARN, _ to: Region)
    throws
  {
    let (signal, fact) = try measured(point(namespace, name, dimensions))
    #expect(signal.resource == resource)
    #expect(fact.toRegion == to)
    #expect(fact.metric == "\(namespace) \(name)")
    #expect(signal.at == time("2026-11-24T03:42:00Z"))
  }

  @Test("resources in China and GovCloud have the ARNs of their partition")
  func partitions() throws {
    for (region, partition) in [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")] {
      let text = point("AWS/RDS", "ReplicaLag", #"{"DBInstanceIdentifier":"o"}"#).replacing("us-west-2", with: region)
      #expect(decode(text).signals.map(\.resource) == [ARN("arn:\(partition):rds:\(region):012345678901:db:o")])
      let bucket = point("AWS/S3", "ReplicationLatency", Self.buckets).replacing("us-west-2", with: region)
      #expect(decode(bucket).signals.map(\.resource) == [ARN("arn:\(partition):s3:::a")])
    }
  }

  @Test("a datapoint has one id whatever the order of its dimensions, and another for each set of them")
  func ids() {
    let turned = #"{"RuleId":"r","DestinationBucket":"b","SourceBucket":"a"}"#
    let sets = [MetricStreamTests.buckets, turned, #"{"SourceBucket":"a"}"#]
    let ids = sets.flatMap { decode(point("AWS/S3", "ReplicationLatency", $0)).signals.map(\.id) }
    #expect(ids.count == 3 && Set(ids).count == 2)
  }

  @Test("failed operations are counted, none is passed over")
  func failures() {
    let name = "OperationsFailedReplication"
    let some = decode(
      point(
        "AWS/S3", name, MetricStreamTests.buckets, value: #"{"max":2,"min":1,"sum":3.0,"count":2}"#,
        unit: "Count"))
    #expect(some.signals.map(\.fact.kind) == [.replicationFaulted])
    let none = decode(
      point(
        "AWS/S3", name, MetricStreamTests.buckets, value: #"{"max":0,"min":0,"sum":0,"count":2}"#,
        unit: "Count"))
    #expect(none.ignored.count == 1)
  }

  @Test("lines of a stream are read by themselves, the late and the foreign among them")
  func stream() {
    let lines = [
      point("AWS/S3", "ReplicationLatency", MetricStreamTests.buckets),
      point("AWS/EC2", "EBSByteBalance%", "{}", unit: "Percent"),
      #"{"foreign":true}"#,
      point("AWS/S3", "ReplicationLatency", MetricStreamTests.buckets, timestamp: "1795491420000"),
      point("AWS/S3", "ReplicationLatency", MetricStreamTests.buckets, timestamp: "\"soon\""),
    ]
    let decoded = decode(lines.joined(separator: "\n"))
    #expect(decoded.signals.count == 2)
    #expect(decoded.ignored.count == 1)
    #expect(decoded.problems.map(\.place) == ["line 3", "line 5: timestamp"])
  }

  @Test(
    "a timestamp in seconds, or none, is refused: it is no time of 1970",
    arguments: ["1795491720", "1795491720.0", "\"1795491720000\"", "0", "-1795491720000", "null", "1e12"])
  func seconds(timestamp: String) {
    let text = point("AWS/S3", "ReplicationLatency", Self.buckets, timestamp: timestamp)
    let failed = point("AWS/S3", "OperationsFailedReplication", Self.buckets, unit: "Count", timestamp: timestamp)
    for text in [text, failed] {
      #expect(decode(text).signals.isEmpty && decode(text).problems.map(\.place) == ["timestamp"])
    }
  }

  @Test("a metric of the same name in another namespace says nothing")
  func namespace() {
    #expect(decode(point("Custom", "ReplicationLatency", "{}")).ignored.count == 1)
    #expect(decode(point("AWS/Kinesis", "ReplicaLag", "{}")).ignored.count == 1)
  }
}
