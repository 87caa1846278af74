import DarumaCore

/// Facts of every kind: one with every field, and one with no more than it must have.
enum FactSamples {
  static func full(_ kind: Fact.Kind) -> Fact {
    switch kind {
    case .backupProgressed:
      .backupProgressed(
        BackupProgressed(job: "job-1", state: .failed, reason: "no space", recoveryPoint: "arn:p3", of: "arn:p1"))
    case .recoveryPointTaken:
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: "arn:p1", takenAt: .at("18:00"), completedAt: .at("18:20"), vault: "main",
          sizeBytes: 107_374_182_400, encrypted: true, expiresAt: .at("23:00"), origin: .plan, partial: true,
          key: "arn:aws:kms:us-east-1:1:key/k", window: RestorableWindow(from: .at("01:00"), until: .at("02:00")),
          whole: false, message: "some were skipped",
          archived: false))
    case .recoveryPointCopied:
      .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: "arn:p2", of: "arn:p1", toRegion: "us-west-2", completedAt: .at("18:50"),
          vault: "dr", sizeBytes: 1, encrypted: false, key: "arn:aws:kms:us-west-2:1:key/k", expiresAt: .at("23:00"),
          kept: .lasting(.days(35))))
    case .recoveryPointRemoved:
      .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "arn:p1", reason: .expired))
    case .recoveryPointScanned:
      .recoveryPointScanned(
        RecoveryPointScanned(
          recoveryPoint: "arn:p1", verdict: .infected, base: "arn:p0", full: false, until: .at("02:00")))
    case .restoreProgressed:
      .restoreProgressed(
        RestoreProgressed(
          job: "job-2", recoveryPoint: "arn:p1", created: "arn:aws:rds:us-west-2:1:db:new",
          state: .completed, reason: "done", validation: .passed))
    case .replicationMeasured:
      .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: .seconds(90), metric: "ReplicaLag"))
    case .replicationFaulted:
      .replicationFaulted(ReplicationFaulted(object: "logs/1", state: .stalled, reason: "denied", of: "arn:p1"))
    case .alarmChanged:
      .alarmChanged(
        AlarmChanged(
          alarm: "kaigo-prod-region-api", alarmArn: "arn:aws:cloudwatch:us-east-1:1:alarm:kaigo-prod-region-api",
          state: .insufficientData, previous: .ok, since: .at("03:00"), composite: true, instance: "f00",
          endedStateSince: .at("02:00"), reason: "NoData"))
    case .healthNoticed:
      .healthNoticed(
        HealthNoticed(
          notice: "arn:notice", service: "EC2", impactedRegion: "us-east-1", status: .open,
          startedAt: .at("02:50"), endedAt: .at("06:50"), code: "AWS_EC2_OPERATIONAL_ISSUE",
          expectedDuration: .hours(4), scope: .everyone, category: .issue))
    case .zoneShifted: .zoneShifted(ZoneShifted(zone: "use1-az1", state: "shifted", drill: true))
    case .threatFound:
      .threatFound(ThreatFound(finding: "f-1", severity: 8.5, firstSeen: .at("01:00"), sample: true))
    case .resourceChanged:
      .resourceChanged(ResourceChanged(change: .failedOver, reason: "a zone was lost"))
    case .sourceSpoke: .sourceSpoke(SourceSpoke(from: "synthetics-us-west-2"))
    case .commandGiven:
      .commandGiven(
        CommandGiven(
          command: .approve, application: "kaigo-subsys", by: "yuki", role: "management", execution: "e1",
          plan: "region-failover", trigger: "region-outage", step: "dns", finding: "f-1", comment: "go", digest: "d1"))
    case .listingCompleted:
      .listingCompleted(ListingCompleted(kind: .rdsSnapshots, found: 3, failure: "access denied"))
    case .resourceDescribed:
      .resourceDescribed(
        ResourceDescribed(
          versioning: .enabled, nonCurrentRetention: .lasting(.days(30)),
          replications: [
            .init(
              destination: "arn:aws:s3:::dr", region: "us-west-2", isEnabled: true, key: "arn:aws:kms:us-west-2:1:key/k"
            )
          ], automaticRetention: .days(7), automaticWindow: DayWindow("18:00-19:00"), encrypted: true,
          key: "arn:aws:kms:us-east-1:1:key/k"))
    case .keyChanged:
      .keyChanged(KeyChanged(key: "arn:aws:kms:us-east-1:1:key/k", state: .pendingDeletion, deletedAt: .at("23:00")))
    }
  }

  static func least(_ kind: Fact.Kind) -> Fact {
    switch kind {
    case .backupProgressed: .backupProgressed(BackupProgressed(job: "job-1", state: .created))
    case .recoveryPointTaken:
      .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "arn:p1", takenAt: nil))
    case .recoveryPointCopied:
      .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: "arn:p2", of: "arn:p1", toRegion: "us-west-2"))
    case .restoreProgressed: .restoreProgressed(RestoreProgressed(job: "job-2", state: .pending))
    case .replicationMeasured:
      .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: nil, metric: "ReplicaLag"))
    case .replicationFaulted: .replicationFaulted(ReplicationFaulted(object: "logs/1", state: .failed))
    case .alarmChanged: .alarmChanged(AlarmChanged(alarm: "a", state: .deleted, since: .at("03:00")))
    case .healthNoticed:
      .healthNoticed(
        HealthNoticed(notice: "n", service: "EC2", impactedRegion: "us-east-1", status: .upcoming, code: "c"))
    case .resourceChanged: .resourceChanged(ResourceChanged(change: .storageFull))
    case .threatFound: .threatFound(ThreatFound(finding: "f-1", severity: 1, firstSeen: .at("01:00")))
    case .commandGiven:
      .commandGiven(CommandGiven(command: .pause, application: "kaigo-subsys", by: "yuki"))
    case .listingCompleted: .listingCompleted(ListingCompleted(kind: .kmsKeys, found: nil))
    case .resourceDescribed: .resourceDescribed(ResourceDescribed())
    case .keyChanged: .keyChanged(KeyChanged(key: "arn:aws:kms:us-east-1:1:key/k", state: .usable))
    case .recoveryPointScanned:
      .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: "arn:p1", verdict: .clean))
    case .recoveryPointRemoved, .zoneShifted, .sourceSpoke: full(kind)
    }
  }
}

extension Signal {
  /// `fact` in an envelope with every field.
  static func sample(_ fact: Fact, raw: Origin? = .record(topic: "daruma.backup", partition: 3, offset: 41)) -> Signal {
    Signal(
      id: "s-1", at: .at("03:00"), seenAt: .at("03:01"), source: "aws.backup", account: "012345678901",
      region: "us-east-1", resource: "arn:aws:rds:us-east-1:012345678901:db:kaigo", fact: fact, raw: raw)
  }
}
