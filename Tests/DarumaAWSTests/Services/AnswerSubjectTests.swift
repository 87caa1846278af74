import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("An answer about something else than was asked for is not believed")
struct AnswerSubjectTests {
  private static let service = "arn:aws:ecs:us-west-2:123456789012:service/main/api"

  private static func services(_ name: String, _ arn: String, cluster: String = "main") -> String {
    #"{"services":[{"serviceName":"\#(name)","serviceArn":"\#(arn)","status":"ACTIVE","desiredCount":4,"#
      + #""clusterArn":"arn:aws:ecs:us-west-2:123456789012:cluster/\#(cluster)","runningCount":4}],"failures":[]}"#
  }

  /// - Returns: the code of the fault; nil where it is believed.
  private func code<Call: ServiceOperation>(_ call: Call, _ body: String) async -> String? {
    let harness = CallHarness([.success(.ok(body))])
    do throws(CloudFault) {
      _ = try await harness.client.send(call, in: "us-west-2")
      return nil
    } catch {
      #expect(error.isRetriable && error.kind == (Call.repetition == .reads ? .unintelligible : .outcomeUnknown))
      return error.code
    }
  }

  @Test(
    "a service of ECS: of another name, region or cluster, or of none",
    arguments: [
      services("api", service): nil,
      services("other", "arn:aws:ecs:us-west-2:123456789012:service/main/other"): "ecs.UnreadableAnswer",
      services("api", "arn:aws:ecs:us-east-1:123456789012:service/main/api"): "ecs.UnreadableAnswer",
      services("api", "arn:aws:ecs:us-west-2:123456789012:service/main/api", cluster: "x"): "ecs.UnreadableAnswer",
      #"{"message":"Service temporarily unavailable"}"#: "ecs.UnreadableAnswer",
      #"{"services":[],"failures":[]}"#: "ecs.UnreadableAnswer",
      #"{"services":[],"failures":[{"arn":"arn:aws:ecs:us-west-2:1:service/main/x","reason":"MISSING"}]}"#:
        "ecs.UnreadableAnswer",
      #"{"services":[],"failures":[{"arn":"\#(service)","reason":"MISSING"}]}"#: nil,
    ] as [String: String?])
  func ecs(body: String, code: String?) async {
    #expect(await self.code(DescribeServices(cluster: "main", services: ["api"]), body) == code)
    #expect(await self.code(DescribeServices(cluster: "main", services: [Self.service]), body) == code)
  }

  @Test("a change of another service than was asked for is looked for")
  func update() async {
    let body = #"{"service":{"serviceName":"other","desiredCount":1,"runningCount":1}}"#
    #expect(
      await code(UpdateService(cluster: "main", service: "api", desiredCount: 1), body) == "ecs.UnreadableAnswer")
  }

  private static func instances(_ elements: String) -> String {
    "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>\(elements)</DBInstances>"
      + "</DescribeDBInstancesResult></DescribeDBInstancesResponse>"
  }

  private static func instance(_ name: String, _ region: String = "us-west-2") -> String {
    "<DBInstance><DBInstanceIdentifier>\(name)</DBInstanceIdentifier>"
      + "<DBInstanceArn>arn:aws:rds:\(region):123456789012:db:\(name)</DBInstanceArn></DBInstance>"
  }

  @Test(
    "a database instance: of another name or region, none, or two",
    arguments: [
      instance("Orders"): nil, instance("other"): "rds.UnreadableAnswer",
      instance("orders", "us-east-1"): "rds.UnreadableAnswer", "": "rds.UnreadableAnswer",
      instance("orders") + instance("orders"): "rds.UnreadableAnswer",
    ] as [String: String?])
  func instances(elements: String, code: String?) async {
    #expect(await self.code(DescribeDBInstances(identifier: "orders"), Self.instances(elements)) == code)
  }

  @Test("what was restored is the instance that was asked for")
  func restored() async {
    let body =
      "<RestoreDBInstanceFromDBSnapshotResponse><RestoreDBInstanceFromDBSnapshotResult>\(Self.instance("other"))"
      + "</RestoreDBInstanceFromDBSnapshotResult></RestoreDBInstanceFromDBSnapshotResponse>"
    #expect(
      await code(RestoreDBInstanceFromDBSnapshot(instance: "orders", snapshot: "s"), body) == "rds.UnreadableAnswer")
  }

  private static let key = "arn:aws:kms:us-west-2:123456789012:key/k-1"

  @Test(
    "a key: another one, one of another region, one without an ARN; an alias is described by its key",
    arguments: [
      (key, "k-1", key, nil), (key, "k-1", nil, nil), (key, "k-2", nil, "kms.UnreadableAnswer"),
      (key, "k-2", "arn:aws:kms:us-west-2:123456789012:key/k-2", "kms.UnreadableAnswer"),
      (key, "k-1", "arn:aws:kms:us-east-1:123456789012:key/k-1", "kms.UnreadableAnswer"),
      ("arn:aws:kms:us-west-2:123456789012:alias/a", "k-1", key, nil),
    ] as [(String, String, String?, String?)])
  func keys(asked: String, id: String, arn: String?, code: String?) async {
    let said = arn.map { #","Arn":"\#($0)""# } ?? ""
    #expect(
      await self.code(DescribeKey(key: asked), #"{"KeyMetadata":{"KeyId":"\#(id)"\#(said),"KeyState":"Enabled"}}"#)
        == code)
  }

  @Test("a change of DNS, and the records of another zone")
  func route53() async {
    func change(_ id: String) -> String {
      "<GetChangeResponse><ChangeInfo><Id>/change/\(id)</Id><Status>INSYNC</Status></ChangeInfo></GetChangeResponse>"
    }
    #expect(await code(GetChange(id: "/change/C1"), change("C1")) == nil)
    #expect(await code(GetChange(id: "C1"), change("C2")) == "route53.UnreadableAnswer")
    func records(_ name: String) -> String {
      "<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>\(name)</Name><Type>A</Type>"
        + "</ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>"
    }
    let question = ListResourceRecordSets(zone: "Z", start: .init(name: "app.kaigo.example"))
    #expect(await code(question, records("b.kaigo.example.")) == nil)
    #expect(await code(question, records("app.kaigo.test.")) == "route53.UnreadableAnswer")
  }

  @Test("snapshots of another database, volume, cache or region")
  func snapshots() async {
    func rds(_ instance: String, _ region: String) -> String {
      "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot><DBSnapshotIdentifier>s"
        + "</DBSnapshotIdentifier><DBInstanceIdentifier>\(instance)</DBInstanceIdentifier>"
        + "<DBSnapshotArn>arn:aws:rds:\(region):1:snapshot:s</DBSnapshotArn></DBSnapshot></DBSnapshots>"
        + "</DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>"
    }
    #expect(await code(DescribeDBSnapshots(instance: "orders"), rds("orders", "us-west-2")) == nil)
    #expect(await code(DescribeDBSnapshots(instance: "orders"), rds("other", "us-west-2")) == "rds.UnreadableAnswer")
    #expect(await code(DescribeDBSnapshots(instance: "orders"), rds("orders", "us-east-1")) == "rds.UnreadableAnswer")
    func ebs(_ volume: String, _ description: String = "") -> String {
      "<DescribeSnapshotsResponse><snapshotSet><item><snapshotId>snap-9</snapshotId><volumeId>\(volume)</volumeId>"
        + "<description>\(description)</description></item></snapshotSet></DescribeSnapshotsResponse>"
    }
    #expect(await code(DescribeVolumeSnapshots(.init("volume-id", ["vol-1"])), ebs("vol-1")) == nil)
    #expect(
      await code(DescribeVolumeSnapshots(.init("volume-id", ["vol-1"])), ebs("vol-2")) == "ec2.UnreadableAnswer")
    #expect(
      await code(DescribeVolumeSnapshots(.init("snapshot-id", ["snap-1"])), ebs("vol-1")) == "ec2.UnreadableAnswer")
    let copies = DescribeVolumeSnapshots(.init("description", ["?Copied snap-1 from us-east-1?*"]))
    #expect(await code(copies, ebs("vol-x", "[Copied snap-1 from us-east-1] nightly")) == nil)
    #expect(await code(copies, ebs("vol-x", "[Copied snap-2 from us-east-1]")) == "ec2.UnreadableAnswer")
    let cache =
      "<DescribeSnapshotsResponse><DescribeSnapshotsResult><Snapshots><Snapshot><SnapshotName>s</SnapshotName>"
      + "<CacheClusterId>other</CacheClusterId></Snapshot></Snapshots></DescribeSnapshotsResult></DescribeSnapshotsResponse>"
    #expect(await code(DescribeCacheSnapshots(.cluster("other")), cache) == nil)
    #expect(await code(DescribeCacheSnapshots(.cluster("kaigo")), cache) == "elasticache.UnreadableAnswer")
  }

  @Test("recovery points of another vault or resource, replications of another file system, notices of another region")
  func documents() async {
    func points(_ vault: String, _ resource: String) -> String {
      #"{"RecoveryPoints":[{"RecoveryPointArn":"arn:aws:backup:us-west-2:1:recovery-point:r","BackupVaultName":"\#(vault)","#
        + #""ResourceArn":"\#(resource)","Status":"COMPLETED"}]}"#
    }
    let question = ListRecoveryPointsByBackupVault(vault: "v", resource: "arn:r")
    #expect(await code(question, points("v", "arn:r")) == nil)
    #expect(await code(question, points("w", "arn:r")) == "backup.UnreadableAnswer")
    #expect(await code(question, points("v", "arn:x")) == "backup.UnreadableAnswer")
    let replication =
      #"{"Replications":[{"SourceFileSystemId":"fs-2","Destinations":[{"Status":"ENABLED","FileSystemId":"fs-3","#
      + #""Region":"us-west-2"}]}]}"#
    #expect(await code(DescribeReplicationConfigurations(fileSystem: "fs-3"), replication) == nil)
    #expect(
      await code(DescribeReplicationConfigurations(fileSystem: "fs-1"), replication)
        == "elasticfilesystem.UnreadableAnswer")
    func notice(_ region: String) -> String {
      #"{"events":[{"arn":"a","service":"RDS","eventTypeCode":"c","eventTypeCategory":"issue","region":"\#(region)","#
        + #""statusCode":"open"}]}"#
    }
    #expect(await code(DescribeEvents(regions: ["us-east-1"]), notice("us-east-1")) == nil)
    #expect(await code(DescribeEvents(regions: ["us-east-1"]), notice("eu-west-1")) == "health.UnreadableAnswer")
  }

  @Test("alarms and metrics that were not asked for")
  func cloudWatch() async {
    func alarm(_ name: String) -> String {
      "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms><member><AlarmName>\(name)</AlarmName>"
        + "<AlarmArn>arn:aws:cloudwatch:us-west-2:1:alarm:\(name)</AlarmArn><StateValue>OK</StateValue></member>"
        + "</MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>"
    }
    #expect(await code(DescribeAlarms(.names(["a"])), alarm("a")) == nil)
    #expect(await code(DescribeAlarms(.names(["a"])), alarm("b")) == "monitoring.UnreadableAnswer")
    #expect(await code(DescribeAlarms(.prefix("a-")), alarm("b")) == "monitoring.UnreadableAnswer")
    let wanted = Metric(namespace: "AWS/S3", name: "ReplicationLatency", dimensions: [.init("SourceBucket", "b")])
    func metrics(_ bucket: String) -> String {
      "<ListMetricsResponse><ListMetricsResult><Metrics><member><Namespace>AWS/S3</Namespace><MetricName>"
        + "ReplicationLatency</MetricName><Dimensions><member><Name>SourceBucket</Name><Value>\(bucket)</Value></member>"
        + "</Dimensions></member></Metrics></ListMetricsResult></ListMetricsResponse>"
    }
    #expect(await code(ListMetrics(like: wanted), metrics("b")) == nil)
    #expect(await code(ListMetrics(like: wanted), metrics("c")) == "monitoring.UnreadableAnswer")
  }
}
