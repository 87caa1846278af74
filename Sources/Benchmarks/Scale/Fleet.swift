import DarumaCore

/// Many databases in some applications. Each is backed up once a day in one region and copied to another, encrypted in
/// both; every backup and every copy is a recovery point.
struct Fleet {
  var resources = 100_000
  /// Of each resource, copies counted.
  var points = 30
  var applications = 200

  static let primary = "us-east-1"
  static let recovery = "us-west-2"
  static let account = "123456789012"
  /// 2026-01-01T18:00:00Z: when the first backup begins.
  static let firstBackup = Instant(milliseconds: 1_767_290_400_000)

  /// Days on which a backup is made; on the last of them it may not be copied yet.
  var days: Int { (points + 1) / 2 }

  /// When it is looked at: some hours after the backup that comes next.
  var evening: Instant { Self.firstBackup + .days(Int64(days)) + .hours(5) }

  /// The resources of an application, by number.
  func members(of application: Int) -> Range<Int> {
    let first = resources * application / applications
    return first..<resources * (application + 1) / applications
  }

  func name(of application: Int) -> ApplicationName { ApplicationName("kaigo-subsystem-\(application)") }

  /// The application file.
  func file(of application: Int) -> Application {
    Application(
      name: name(of: application), account: Account(Self.account),
      regions: Regions(primary: Region(Self.primary), recovery: Region(Self.recovery)),
      objectives: Objectives(rpo: .hours(30), rto: .hours(4)),
      resources: members(of: application).map { resource in
        Resource(
          id: ResourceID("database-\(resource)"), type: .rdsInstance, arn: ARN(Self.database(resource)),
          protection: [
            ProtectionRule(
              kind: .snapshot, every: .every(.days(1)), retain: .lasting(.days(35)),
              copyTo: Region(Self.recovery), encrypted: true)
          ])
      })
  }

  static func database(_ resource: Int) -> String {
    "arn:aws:rds:\(primary):\(account):db:kaigo-subsystem-production-\(resource)"
  }
}
