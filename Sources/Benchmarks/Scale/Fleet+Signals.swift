import DarumaCore

/// What its sources say, as a feed would hand it on: every text is a new one, as long as it must be and no longer, so
/// that nothing is shared that a decoder would not share.
extension Fleet {
  /// All that is said of one day's backups of an application.
  func signals(of application: Int, day: Int) -> [Signal] {
    members(of: application).flatMap { resource in
      // With an odd number of points the last backup has no copy.
      day * 2 + 1 < points
        ? [taken(resource, of: application, day: day), copied(resource, of: application, day: day)]
        : [taken(resource, of: application, day: day)]
    }
  }

  private func taken(_ resource: Int, of application: Int, day: Int) -> Signal {
    let start = Self.firstBackup + .days(Int64(day))
    return signal(
      "taken", resource, day, in: Self.primary, at: start + .minutes(20),
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: RecoveryPointID(decoded(snapshot(resource, day: day))), takenAt: start,
          completedAt: start + .minutes(20), vault: vault(application), sizeBytes: 200 << 30, encrypted: true,
          expiresAt: start + .days(35), origin: .plan, key: key(application, in: Self.primary))))
  }

  /// The copy of one day's backup.
  func copied(_ resource: Int, of application: Int, day: Int) -> Signal {
    let start = Self.firstBackup + .days(Int64(day))
    return signal(
      "copied", resource, day, in: Self.recovery, at: start + .minutes(50),
      .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: RecoveryPointID(decoded(copy(resource, day: day))),
          of: RecoveryPointID(decoded(snapshot(resource, day: day))), toRegion: Region(decoded(Self.recovery)),
          completedAt: start + .minutes(50), vault: vault(application), sizeBytes: 200 << 30, encrypted: true,
          key: key(application, in: Self.recovery), expiresAt: start + .days(35))))
  }

  private func signal(
    _ what: String, _ resource: Int, _ day: Int, in region: String, at instant: Instant, _ fact: Fact
  ) -> Signal {
    Signal(
      id: SignalID(decoded("aws.backup/\(what)/\(resource)/\(day)")), at: instant, seenAt: instant + .seconds(3),
      source: "aws.backup", account: Account(decoded(Self.account)), region: Region(decoded(region)),
      resource: ARN(decoded(Self.database(resource))), fact: fact,
      raw: .record(topic: "daruma.backup", partition: Int32(resource % 12), offset: Int64(day)))
  }

  /// AWS Backup names the snapshots that it makes of RDS by the job.
  func snapshot(_ resource: Int, day: Int) -> String {
    "arn:aws:rds:\(Self.primary):\(Self.account):snapshot:awsbackup:job-\(identifier(resource, day))"
  }

  private func copy(_ resource: Int, day: Int) -> String {
    "arn:aws:rds:\(Self.recovery):\(Self.account):snapshot:awsbackup:copyjob-\(identifier(resource, day))"
  }

  private func vault(_ application: Int) -> String { decoded("kaigo-subsystem-\(application)-vault") }

  private func key(_ application: Int, in region: String) -> ARN {
    ARN(decoded("arn:aws:kms:\(region):\(Self.account):key/\(identifier(application, 0))"))
  }

  /// A UUID's length and form; of two different pairs never the same.
  private func identifier(_ first: Int, _ second: Int) -> String {
    let head = String(UInt32(truncatingIfNeeded: first &* 0x9E37_79B1), radix: 16)
    let tail = String(second, radix: 16)
    return zeros(8, head) + "-5b1c-4e0f-9a77-" + zeros(12, tail)
  }

  private func zeros(_ width: Int, _ digits: String) -> String {
    String(repeating: "0", count: width - digits.utf8.count) + digits
  }

  /// The text in memory of its own, without room to grow.
  private func decoded(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }
}
