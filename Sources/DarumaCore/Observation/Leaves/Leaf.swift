/// The registry of all kinds of leaves. Written as an object with one key, the kind: `{"alarm": {"name": "…"}}`.
package enum Leaf: Hashable, Sendable {
  case alarm(AlarmTest)
  case health(HealthTest)
  case silence(SilenceTest)
  case exposure(ExposureTest)
  case replication(ReplicationTest)
  case missedBackup(MissedBackupTest)
  case threat(ThreatTest)
  case zones(ZonesTest)
  case resource(ResourceTest)
  case schedule(ScheduleTest)
  case said(WordTest)

  /// As application files and journals name them.
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable, CodingKey {
    case alarm, health, silence, exposure, replication, missedBackup, threat, zones, resource, schedule, said
  }

  package var test: any LeafTest {
    switch self {
    case .alarm(let test): test
    case .health(let test): test
    case .silence(let test): test
    case .exposure(let test): test
    case .replication(let test): test
    case .missedBackup(let test): test
    case .threat(let test): test
    case .zones(let test): test
    case .resource(let test): test
    case .schedule(let test): test
    case .said(let test): test
    }
  }

  package var kind: Kind {
    switch self {
    case .alarm: .alarm
    case .health: .health
    case .silence: .silence
    case .exposure: .exposure
    case .replication: .replication
    case .missedBackup: .missedBackup
    case .threat: .threat
    case .zones: .zones
    case .resource: .resource
    case .schedule: .schedule
    case .said: .said
    }
  }
}

extension Leaf: Codable {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Kind.self)
    self =
      switch try fields.onlyKey() {
      case .alarm: .alarm(try fields.decode(AlarmTest.self, forKey: .alarm))
      case .health: .health(try fields.decode(HealthTest.self, forKey: .health))
      case .silence: .silence(try fields.decode(SilenceTest.self, forKey: .silence))
      case .exposure: .exposure(try fields.decode(ExposureTest.self, forKey: .exposure))
      case .replication: .replication(try fields.decode(ReplicationTest.self, forKey: .replication))
      case .missedBackup: .missedBackup(try fields.decode(MissedBackupTest.self, forKey: .missedBackup))
      case .threat: .threat(try fields.decode(ThreatTest.self, forKey: .threat))
      case .zones: .zones(try fields.decode(ZonesTest.self, forKey: .zones))
      case .resource: .resource(try fields.decode(ResourceTest.self, forKey: .resource))
      case .schedule: .schedule(try fields.decode(ScheduleTest.self, forKey: .schedule))
      case .said: .said(try fields.decode(WordTest.self, forKey: .said))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Kind.self)
    try test.encode(to: fields.superEncoder(forKey: kind))
  }
}
