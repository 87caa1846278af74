import DarumaCore
import TestSupport

/// Signals by chance, out of few names and few moments, so that many meet: the same point, the same instant.
struct SignalSource {
  var random: SeededRandom

  private static let points: [RecoveryPointID] = [
    "arn:aws:rds:us-east-1:1:snapshot:a", "arn:aws:rds:us-west-2:1:snapshot:b",
    "arn:aws:rds:us-west-2:1:snapshot:c", "arn:aws:backup:us-west-2:1:recovery-point:d",
  ]
  private static let resources: [ARN] = ["arn:aws:rds:us-east-1:1:db:x", "arn:aws:rds:us-east-1:1:db:y"]
  private static let keys: [ARN] = ["arn:aws:kms:us-east-1:1:key/k", "arn:aws:kms:us-west-2:1:key/l"]
  private static let sources = ["chance", Signal.listingPrefix + "chance"]
  private static let regions: [Region] = ["us-east-1", "us-west-2"]
  private static let instants: [Instant] = [.at("03:00"), .at("03:01"), .at("03:01:30"), .at("04:00")]
  private static let reasons: [String?] = [nil, "", "no space"]

  mutating func signals(_ count: Int) -> [Signal] {
    (0..<count).map { number in
      let kind = random.one(of: Fact.Kind.allCases)
      return Signal(
        id: SignalID("s-\(number)"), at: instant, seenAt: instant, source: random.one(of: Self.sources), account: "1",
        region: random.one(of: Self.regions), resource: random.maybe(random.one(of: Self.resources)),
        fact: fact(kind))
    }
  }

  private var instant: Instant { mutating get { random.one(of: Self.instants) } }
  private var point: RecoveryPointID { mutating get { random.one(of: Self.points) } }
  private var reason: String? { mutating get { random.one(of: Self.reasons) } }
  private var flag: Bool { mutating get { random.once(in: 2) } }
  private var region: Region { mutating get { random.one(of: Self.regions) } }

  private mutating func fact(_ kind: Fact.Kind) -> Fact {
    switch kind {
    case .backupProgressed:
      .backupProgressed(
        BackupProgressed(
          job: random.one(of: ["j1", "j2"]), state: random.one(of: BackupProgressed.State.allCases), reason: reason))
    case .recoveryPointTaken: .recoveryPointTaken(taken())
    case .recoveryPointCopied: .recoveryPointCopied(copied())
    case .recoveryPointRemoved:
      .recoveryPointRemoved(
        RecoveryPointRemoved(recoveryPoint: point, reason: random.one(of: [.expired, .deleted])))
    case .recoveryPointScanned:
      .recoveryPointScanned(
        RecoveryPointScanned(recoveryPoint: point, verdict: random.one(of: [.clean, .infected, .failed])))
    case .restoreProgressed:
      .restoreProgressed(
        RestoreProgressed(
          job: "j3", recoveryPoint: random.maybe(point), state: random.one(of: RestoreProgressed.State.allCases),
          validation: random.maybe(random.one(of: RestoreProgressed.Validation.allCases))))
    case .replicationMeasured:
      .replicationMeasured(
        ReplicationMeasured(
          toRegion: region, lag: random.one(of: [nil, .zero, .seconds(5)]), metric: random.one(of: ["a", "b"])))
    case .replicationFaulted:
      .replicationFaulted(
        ReplicationFaulted(object: "o", state: random.one(of: ReplicationFaulted.State.allCases), reason: reason))
    case .alarmChanged: .alarmChanged(alarm())
    case .healthNoticed: .healthNoticed(notice())
    case .zoneShifted:
      .zoneShifted(ZoneShifted(zone: "z1", state: random.one(of: ["inProgress", "completed"]), drill: flag))
    case .threatFound:
      .threatFound(
        ThreatFound(
          finding: random.one(of: ["f1", "f2"]), severity: random.one(of: [1, 5.5, 9]), firstSeen: instant, sample: flag
        ))
    case .resourceChanged:
      .resourceChanged(
        ResourceChanged(change: random.one(of: ResourceChanged.Change.allCases), reason: reason))
    case .sourceSpoke: .sourceSpoke(SourceSpoke(from: random.one(of: ["s1", "s2"])))
    case .commandGiven:
      .commandGiven(CommandGiven(command: random.one(of: [.pause, .abort]), application: "a", by: "yuki"))
    case .listingCompleted:
      .listingCompleted(
        ListingCompleted(
          kind: random.one(of: [.rdsSnapshots, .kmsKeys, .cloudWatchAlarms]),
          found: random.maybe(.random(in: 0...2, using: &random)),
          failure: random.one(of: [nil, "denied", "throttled"]), alarms: random.maybe(["a*"])))
    case .resourceDescribed:
      .resourceDescribed(
        ResourceDescribed(
          versioning: random.maybe(random.one(of: ResourceDescribed.Versioning.allCases)),
          nonCurrentRetention: random.one(of: [nil, .forever, .lasting(.days(30))]), encrypted: random.maybe(flag)))
    case .keyChanged:
      .keyChanged(
        KeyChanged(
          key: random.one(of: Self.keys), state: random.one(of: KeyChanged.State.allCases),
          deletedAt: random.maybe(instant)))
    }
  }

  private mutating func taken() -> RecoveryPointTaken {
    RecoveryPointTaken(
      recoveryPoint: point, takenAt: random.maybe(instant), completedAt: random.maybe(instant),
      vault: random.maybe(random.one(of: ["v1", "v2"])), sizeBytes: random.maybe(.random(in: 1...3, using: &random)),
      encrypted: random.maybe(flag), expiresAt: random.maybe(instant),
      origin: random.maybe(random.one(of: RecoveryPointTaken.Origin.allCases)), partial: flag,
      key: random.maybe(random.one(of: Self.keys)), window: random.once(in: 4) ? window : nil)
  }

  /// Now and then of itself, or of one that is a copy of it.
  private mutating func copied() -> RecoveryPointCopied {
    RecoveryPointCopied(
      recoveryPoint: point, of: point, toRegion: region, completedAt: random.maybe(instant),
      vault: random.maybe(random.one(of: ["v1", "v2"])), sizeBytes: random.maybe(.random(in: 1...3, using: &random)),
      encrypted: random.maybe(flag), key: random.maybe(random.one(of: Self.keys)), expiresAt: random.maybe(instant))
  }

  private var window: RestorableWindow {
    mutating get { RestorableWindow(from: random.maybe(instant), until: instant) }
  }

  private mutating func alarm() -> AlarmChanged {
    AlarmChanged(
      alarm: random.one(of: ["a1", "a2"]), alarmArn: random.maybe("arn:aws:cloudwatch:us-east-1:1:alarm:a"),
      state: random.one(of: AlarmChanged.State.allCases), previous: random.maybe(.ok), since: instant,
      composite: flag, instance: random.maybe("i1"))
  }

  private mutating func notice() -> HealthNoticed {
    HealthNoticed(
      notice: random.one(of: ["n1", "n2"]), service: random.one(of: ["EC2", "RDS"]), impactedRegion: region,
      status: random.one(of: HealthNoticed.Status.allCases), startedAt: random.maybe(instant),
      endedAt: random.maybe(instant), code: random.one(of: ["c1", "c2"]),
      expectedDuration: random.one(of: [nil, .zero, .hours(4)]),
      scope: random.maybe(random.one(of: HealthNoticed.Scope.allCases)),
      category: random.maybe(random.one(of: HealthNoticed.Category.allCases)))
  }
}
