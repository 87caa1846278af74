import DarumaAWS
import DarumaCore
import Foundation
import Testing

extension MotoTests {
  /// What moto can list. It has neither recovery points of AWS Backup nor replication of EFS.
  @Suite("Listing") struct ListingTests {
    private typealias Harness = ListingHarness

    private static var now: Instant {
      Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    private func list(
      _ moto: Moto, _ kind: ListingKind, _ resource: Resource? = nil, in region: Region = Moto.primary,
      keys: [ARN] = [], known: [RecoveryPointID] = [], alarms: [NamePattern] = []
    ) async throws -> [Listed] {
      // Dated a little ahead: CloudWatch leaves out what is not older than the end.
      let lister = AWSLister(client: moto.client, now: { Self.now + .seconds(1) })
      return try await lister.list(
        ListingRequest(kind: kind, region: region, resource: resource, keys: keys, known: known, alarms: alarms))
    }

    private func createInstance(_ moto: Moto) async throws {
      _ = try await moto.client.send(
        RawQuery<CreateDBInstance>([
          "DBInstanceIdentifier": "kaigo", "DBInstanceClass": "db.t3.medium", "Engine": "postgres",
          "AllocatedStorage": "20", "MasterUsername": "u", "MasterUserPassword": "password1",
          "BackupRetentionPeriod": "7", "PreferredBackupWindow": "18:00-18:30",
        ]), in: Moto.primary)
    }

    @Test("snapshots of an instance, automated and manual, and the copy elsewhere")
    func instanceSnapshots() async throws {
      try await Moto.withEmpty { moto in
        try await createInstance(moto)
        _ = try await moto.client.send(
          RawQuery<CreateDBSnapshot>(["DBInstanceIdentifier": "kaigo", "DBSnapshotIdentifier": "nightly"]),
          in: Moto.primary)
        _ = try await moto.client.send(
          RawQuery<CopyDBSnapshot>([
            "SourceDBSnapshotIdentifier": "arn:aws:rds:us-east-1:123456789012:snapshot:nightly",
            "TargetDBSnapshotIdentifier": "copy",
          ]), in: Moto.recovery)
        let found = try await list(moto, .rdsSnapshots, Harness.instance)
        #expect(found.count == 2)
        #expect(found.last?.point == "arn:aws:rds:us-east-1:123456789012:snapshot:nightly")
        let origins: [RecoveryPointTaken.Origin?] = found.map {
          if case .recoveryPointTaken(let fact) = $0.fact { fact.origin } else { nil }
        }
        #expect(origins == [.automatic, .manual])
        let copies = try await list(moto, .rdsSnapshots, Harness.instance, in: Moto.recovery)
        #expect(copies.map(\.point) == ["arn:aws:rds:us-west-2:123456789012:snapshot:copy"])
      }
    }

    @Test("alarms by the beginning of their name and by whole names, in the state that they are in")
    func alarms() async throws {
      try await Moto.withEmpty { moto in
        for name in ["prod-region-api", "prod-region-db", "other"] {
          _ = try await moto.client.send(
            RawForm<PutMetricAlarm>([
              "AlarmName": name, "MetricName": "Errors", "Namespace": "kaigo", "Statistic": "Sum", "Period": "60",
              "EvaluationPeriods": "1", "Threshold": "1", "ComparisonOperator": "GreaterThanThreshold",
            ]), in: Moto.primary)
        }
        _ = try await moto.client.send(
          RawForm<SetAlarmState>(["AlarmName": "prod-region-api", "StateValue": "ALARM", "StateReason": "test"]),
          in: Moto.primary)
        let found = try await list(moto, .cloudWatchAlarms, alarms: ["prod-region-*", "other"])
        let states = found.compactMap { item -> String? in
          guard case .alarmChanged(let fact) = item.fact else { return nil }
          return "\(fact.alarm) \(fact.state == .alarm)"
        }
        #expect(Set(states) == ["prod-region-api true", "prod-region-db false", "other false"])
        #expect(try await list(moto, .cloudWatchAlarms, in: Moto.recovery, alarms: ["prod-*"]) == [])
      }
    }

    @Test("snapshots and window of a cluster")
    func cluster() async throws {
      try await Moto.withEmpty { moto in
        _ = try await moto.client.send(
          RawQuery<CreateDBCluster>([
            "DBClusterIdentifier": "kaigo", "Engine": "aurora-postgresql", "MasterUsername": "u",
            "MasterUserPassword": "password1",
          ]), in: Moto.primary)
        _ = try await moto.client.send(
          RawQuery<CreateDBClusterSnapshot>([
            "DBClusterIdentifier": "kaigo", "DBClusterSnapshotIdentifier": "nightly",
          ]), in: Moto.primary)
        let found = try await list(moto, .rdsSnapshots, Harness.cluster)
        #expect(found.last?.point == "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:nightly")
        let windows = try await list(moto, .rdsWindow, Harness.cluster)
        guard case .recoveryPointTaken(let fact) = windows.last?.fact else { return #expect(Bool(false)) }
        #expect(fact.recoveryPoint == "arn:aws:rds:us-east-1:123456789012:cluster:kaigo#pitr")
        #expect(fact.window?.from != nil)
      }
    }

    @Test("the window of an instance, and how RDS backs it up")
    func window() async throws {
      try await Moto.withEmpty { moto in
        #expect(try await list(moto, .rdsWindow, Harness.instance).isEmpty)
        try await createInstance(moto)
        let found = try await list(moto, .rdsWindow, Harness.instance)
        guard case .resourceDescribed(let described) = found.first?.fact else { return #expect(Bool(false)) }
        #expect(described.automaticRetention == .days(7))
        #expect(described.automaticWindow == DayWindow("18:00-18:30"))
        #expect(found.last?.point == "arn:aws:rds:us-east-1:123456789012:db:kaigo#pitr")
      }
    }

    @Test("snapshots of a volume, and their copies by description and by id")
    func volumes() async throws {
      try await Moto.withEmpty { moto in
        let created = try await moto.client.send(
          RawForm<CreateVolume>(["AvailabilityZone": "us-east-1a", "Size": "8"]), in: Moto.primary)
        let id = try created.requiredText("volumeId")
        let volume = Harness.resource(
          .ebsVolume, ARN("arn:aws:ec2:us-east-1:123456789012:volume/\(id)"))
        let snapshot = try await moto.client.send(
          RawForm<CreateVolumeSnapshot>(["VolumeId": id]), in: Moto.primary
        ).requiredText("snapshotId")
        let original = "arn:aws:ec2:us-east-1::snapshot/\(snapshot)"
        #expect(try await list(moto, .ebsSnapshots, volume).map(\.point) == [original])

        let copy = try await moto.client.send(
          RawForm<CopyVolumeSnapshot>([
            "SourceRegion": "us-east-1", "SourceSnapshotId": snapshot,
            "Description": "[Copied \(snapshot) from us-east-1] nightly",
          ]), in: Moto.recovery
        ).requiredText("snapshotId")
        let known: RecoveryPointID = RecoveryPointID("arn:aws:ec2:us-west-2::snapshot/\(copy)")
        let unheard = try await list(moto, .ebsSnapshots, volume, in: Moto.recovery)
        guard case .recoveryPointCopied(let fact) = unheard.first?.fact else { return #expect(Bool(false)) }
        #expect(fact.recoveryPoint == known && unheard.first?.resource == volume.arn)
        #expect(fact.of.rawValue == original)
        let both = try await list(
          moto, .ebsSnapshots, volume, in: Moto.recovery,
          known: [known, "arn:aws:ec2:us-west-2::snapshot/snap-00000000000000000"])
        #expect(both.map(\.resource) == [volume.arn, volume.arn])
      }
    }

    @Test("snapshots of a cache; none of one that does not exist")
    func caches() async throws {
      try await Moto.withEmpty { moto in
        #expect(try await list(moto, .elastiCacheSnapshots, Harness.cache).isEmpty)
        _ = try await moto.client.send(
          RawQuery<CreateCacheCluster>([
            "CacheClusterId": "kaigo", "Engine": "redis", "CacheNodeType": "cache.t3.micro",
            "NumCacheNodes": "1",
          ]), in: Moto.primary)
        _ = try await moto.client.send(
          RawQuery<CreateCacheSnapshot>(["CacheClusterId": "kaigo", "SnapshotName": "nightly"]),
          in: Moto.primary)
        let found = try await list(moto, .elastiCacheSnapshots, Harness.cache)
        #expect(found.map(\.point) == ["arn:aws:elasticache:us-east-1:123456789012:snapshot:nightly"])
      }
    }

    private func put(
      _ moto: Moto, _ bucket: String, _ configuration: String? = nil, _ document: XMLElementText? = nil,
      in region: Region
    ) async throws {
      _ = try await moto.client.send(
        PutBucket(bucket: bucket, configuration: configuration, document: document), in: region)
    }

    private func createBucket(_ moto: Moto, _ name: String, in region: Region) async throws {
      let place = XMLElementText(
        "CreateBucketConfiguration", [XMLElementText("LocationConstraint", region.rawValue)])
      try await put(moto, name, nil, region == Moto.primary ? nil : place, in: region)
      try await put(
        moto, name, "versioning",
        XMLElementText("VersioningConfiguration", [XMLElementText("Status", "Enabled")]), in: region)
    }

    @Test("how a bucket is set up, before and after")
    func buckets() async throws {
      try await Moto.withEmpty { moto in
        try await put(moto, "kaigo-documents", in: Moto.primary)
        guard case .resourceDescribed(let bare) = try await list(moto, .s3Setup, Harness.bucket).first?.fact
        else { return #expect(Bool(false)) }
        #expect(bare.versioning == .never)
        #expect(bare.replications == [])

        try await createBucket(moto, "copies", in: Moto.recovery)
        try await put(
          moto, "kaigo-documents", "versioning",
          XMLElementText("VersioningConfiguration", [XMLElementText("Status", "Enabled")]), in: Moto.primary)
        try await put(
          moto, "kaigo-documents", "lifecycle",
          XMLElementText(
            "LifecycleConfiguration",
            [
              XMLElementText(
                "Rule",
                [
                  XMLElementText("ID", "r"), XMLElementText("Filter", [XMLElementText("Prefix", "")]),
                  XMLElementText("Status", "Enabled"),
                  XMLElementText("NoncurrentVersionExpiration", [XMLElementText("NoncurrentDays", "30")]),
                ])
            ]), in: Moto.primary)
        try await put(
          moto, "kaigo-documents", "replication",
          XMLElementText(
            "ReplicationConfiguration",
            [
              XMLElementText("Role", "arn:aws:iam::123456789012:role/r"),
              XMLElementText(
                "Rule",
                [
                  XMLElementText("ID", "all"), XMLElementText("Status", "Enabled"),
                  XMLElementText("Priority", "1"),
                  XMLElementText("Destination", [XMLElementText("Bucket", "arn:aws:s3:::copies")]),
                ]),
            ]), in: Moto.primary)
        guard case .resourceDescribed(let full) = try await list(moto, .s3Setup, Harness.bucket).first?.fact
        else { return #expect(Bool(false)) }
        #expect(full.versioning == .enabled)
        #expect(full.nonCurrentRetention == .lasting(.days(30)))
        #expect(
          full.replications == [
            ResourceDescribed.Replication(
              destination: "arn:aws:s3:::copies", region: nil, isEnabled: true, includesKMS: false)
          ])
        #expect(full.encrypted == false)
      }
    }

    @Test("how far a bucket's replica is behind")
    func latency() async throws {
      try await Moto.withEmpty { moto in
        let bucket = Harness.resource(
          .s3Bucket, "arn:aws:s3:::kaigo-documents",
          protection: [ProtectionRule(kind: .replication, copyTo: Moto.recovery)])
        #expect(try await list(moto, .s3Replication, bucket).isEmpty)
        _ = try await moto.client.send(
          RawForm<PutMetricData>([
            "Namespace": "AWS/S3", "MetricData.member.1.MetricName": "ReplicationLatency",
            "MetricData.member.1.Dimensions.member.1.Name": "SourceBucket",
            "MetricData.member.1.Dimensions.member.1.Value": "kaigo-documents",
            "MetricData.member.1.Dimensions.member.2.Name": "RuleId",
            "MetricData.member.1.Dimensions.member.2.Value": "all",
            "MetricData.member.1.Timestamp": "\(Self.now - .minutes(3))",
            "MetricData.member.1.Value": "12.5",
          ]), in: Moto.recovery)
        guard
          case .replicationMeasured(let fact) = try await list(moto, .s3Replication, bucket).first?.fact
        else { return #expect(Bool(false)) }
        #expect(fact.lag == Span(milliseconds: 12_500))
      }
    }

    @Test("the state of keys")
    func keys() async throws {
      try await Moto.withEmpty { moto in
        var keys: [ARN] = []
        for _ in 0..<3 {
          keys.append(ARN(try await moto.client.send(CreateKey(), in: Moto.primary).key.arn))
        }
        _ = try await moto.client.send(DisableKey(key: keys[1].resourceName), in: Moto.primary)
        _ = try await moto.client.send(ScheduleKeyDeletion(key: keys[2].resourceName), in: Moto.primary)
        keys.append("arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000")
        let found = try await list(moto, .kmsKeys, keys: keys)
        let states: [KeyChanged] = found.compactMap {
          if case .keyChanged(let fact) = $0.fact { fact } else { nil }
        }
        #expect(states.map(\.state) == [.usable, .disabled, .pendingDeletion, .missing])
        #expect(states.map { $0.deletedAt != nil } == [false, false, true, false])
      }
    }
  }
}
