@testable import DarumaCore

/// A resource, what is said about it, and what compliance finds.
struct Watch {
  var resource: Resource
  var application: Application
  var protection = Protection()

  init(_ type: ResourceType, _ arn: ARN, _ rules: [ProtectionRule]) {
    resource = Resource(id: "it", type: type, arn: arn, protection: rules)
    application = .zoned
  }

  static func database(_ rules: ProtectionRule...) -> Watch {
    Watch(.rdsInstance, "arn:aws:rds:us-east-1:123456789012:db:kaigo-subsys-prod", rules)
  }

  static func files(_ rules: ProtectionRule...) -> Watch {
    Watch(.efsFileSystem, "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1", rules)
  }

  static func bucket(_ rules: ProtectionRule...) -> Watch { Watch(.s3Bucket, "arn:aws:s3:::kaigo-subsys-prod", rules) }

  /// What an event of RDS says of a manual snapshot: nothing of its database.
  mutating func sayUnbound(_ fact: Fact, at: String) {
    protection.absorb(
      Signal(
        id: "s", at: .on(at), seenAt: .on(at), source: "test", account: "123456789012", region: "us-east-1",
        resource: nil, fact: fact))
  }

  func review(at now: Instant) -> ComplianceReview { resource.compliance(in: application, protection, at: now) }

  /// What is wrong at `now`, in short: `backupMade`, `copied backup-1`.
  func found(_ now: String) -> [String] {
    review(at: .on(now)).breaches.map { breach in
      breach.requirement.rawValue + (breach.point.map { " " + ARN($0.rawValue).resourceName } ?? "")
    }
  }

  func breach(_ requirement: Requirement, at now: String) -> Breach? {
    review(at: .on(now)).breaches.first { $0.requirement == requirement }
  }

  // MARK: - What is said

  mutating func say(_ fact: Fact, at: Instant, in region: Region = "us-east-1", listed: Bool = false) {
    protection.absorb(
      Signal(
        id: "s", at: at, seenAt: at, source: listed ? "listing.it" : "test", account: "123456789012", region: region,
        resource: resource.arn, fact: fact))
  }

  /// - Parameter heard: When it was first told of; nil: two minutes after its begin.
  mutating func take(
    _ name: String, _ taken: String?, heard: String? = nil, done: String? = nil,
    origin: RecoveryPointTaken.Origin? = nil,
    expires: String? = nil, encrypted: Bool? = nil, partial: Bool = false, in region: Region = "us-east-1",
    listed: Bool = false
  ) {
    let taken = taken.map(Instant.on)
    let heard = heard.map(Instant.on) ?? (taken ?? .at("00:00")) + .minutes(2)
    say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: id(name, region), takenAt: taken, completedAt: done.map(Instant.on), encrypted: encrypted,
          expiresAt: expires.map(Instant.on), origin: origin, partial: partial)), at: heard, in: region,
      listed: listed)
  }

  mutating func copy(_ name: String, at: String, encrypted: Bool? = nil, expires: String? = nil) {
    say(
      .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: id(name + "-copy", "us-west-2"), of: id(name), toRegion: "us-west-2",
          completedAt: .on(at), encrypted: encrypted, expiresAt: expires.map(Instant.on))), at: .on(at),
      in: "us-west-2")
  }

  mutating func remove(
    _ name: String, at: String, _ reason: RecoveryPointRemoved.Reason = .deleted, in region: Region = "us-east-1"
  ) {
    say(
      .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: id(name, region), reason: reason)), at: .on(at),
      in: region)
  }

  mutating func window(from: String?, until: String, at: String, in region: Region = "us-east-1") {
    say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: id("window", region), takenAt: nil,
          window: RestorableWindow(from: from.map(Instant.on), until: .on(until)))), at: .on(at), in: region,
      listed: true)
  }

  mutating func listed(_ kind: ListingKind, at: String, in region: Region = "us-east-1") {
    say(.listingCompleted(ListingCompleted(kind: kind, found: 0)), at: .on(at), in: region, listed: true)
  }

  mutating func describe(_ description: ResourceDescribed, at: String = "2026-11-24T00:00:00Z") {
    say(.resourceDescribed(description), at: .on(at), listed: true)
  }

  mutating func measure(_ lag: Span?, at: String, to region: Region = "us-west-2") {
    say(
      .replicationMeasured(ReplicationMeasured(toRegion: region, lag: lag, metric: "ReplicationLatency")), at: .on(at),
      in: region)
  }

  private func id(_ name: String, _ region: Region = "us-east-1") -> RecoveryPointID {
    switch resource.type {
    case .rdsInstance: RecoveryPointID("arn:aws:rds:\(region):123456789012:snapshot:\(name)")
    case .elastiCacheCluster: RecoveryPointID("arn:aws:elasticache:\(region):123456789012:snapshot:\(name)")
    default: RecoveryPointID("arn:aws:backup:\(region):123456789012:recovery-point:\(name)")
    }
  }
}
