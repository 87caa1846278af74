internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// The continuous backup of an instance as RDS describes it: its own, one that was kept when the instance was deleted, or
/// the replica of one in another region.
struct AutomatedBackup {
  /// `active`, `retained`, `replicating`, `pending`, `creating`.
  let status: String
  /// The ARN of the backup itself; RDS does not give one to all.
  let arn: String?
  let resourceID: String?
  /// Days that it is kept; nil where RDS does not say.
  let retention: Int64?
  private let instance: ARN
  private let region: Region
  private let from: Instant?
  private let until: Instant?

  /// Whether something can be restored from it.
  var isUsable: Bool { ["active", "retained", "replicating"].contains(status) }

  /// `2026-11-20T03:00:00.000Z to 2026-11-24T03:37:00.000Z`; nil where RDS does not say.
  var window: String? {
    guard let from, let until else { return nil }
    return "\(from) to \(until)"
  }

  /// What a restore names it by.
  var source: [String: Document] {
    if region != instance.region, let arn { return ["SourceDBInstanceAutomatedBackupsArn": .text(arn)] }
    // Of a deleted instance the name may be another's by now.
    if status == "retained", let resourceID { return ["SourceDbiResourceId": .text(resourceID)] }
    return ["SourceDBInstanceIdentifier": .text(instance.resourceName)]
  }

  /// The same before it was looked for.
  static func likelySource(of instance: ARN, in region: Region) -> [String: Document] {
    region == instance.region
      ? ["SourceDBInstanceIdentifier": .text(instance.resourceName)]
      : ["SourceDBInstanceAutomatedBackupsArn": .text("<the backups of \(instance.resourceName) in \(region)>")]
  }

  /// Its beginning only: the end that RDS lists is late.
  private func reaches(_ moment: Instant) -> Bool { from.map { $0 <= moment } ?? true }
}

extension AutomatedBackup {
  private static let mostListed = 100

  static func look(for instance: ARN) -> AWSCall {
    AWSCall(
      .rds, "DescribeDBInstanceAutomatedBackups", .reads,
      [
        "Filters": [["Name": "db-instance-id", "Values": [.text(instance.resourceName)]]],
        "MaxRecords": .integer(Int64(mostListed)),
      ])
  }

  /// Those of `instance` in `region`, and of no other instance of its name.
  ///
  /// - Throws: ``CloudFault`` with the code `rds.UnreadableAnswer` for an answer that is no such list.
  static func list(_ answer: Document, of instance: ARN, in region: Region) throws(CloudFault) -> [AutomatedBackup] {
    let name = instance.resourceName
    guard let backups = answer.list("DBInstanceAutomatedBackups"), answer["Marker"]?.text ?? "" == "" else {
      throw .unreadable(.rds, "gives no whole list of the automated backups of \(name)")
    }
    var own: [AutomatedBackup] = []
    for backup in backups {
      guard let said = backup["DBInstanceIdentifier"]?.text, said.lowercased() == name.lowercased() else {
        throw .unreadable(.rds, "lists automated backups of something else than \(name)")
      }
      guard let status = backup["Status"]?.text, !status.isEmpty else {
        throw .unreadable(.rds, "says no status of an automated backup of \(name)")
      }
      let arn = backup["DBInstanceAutomatedBackupsArn"]?.text
      if let arn, !isARN(arn, in: region) {
        throw .unreadable(.rds, "lists an automated backup that is not in \(region): \(arn)")
      }
      let isOwn = backup["DBInstanceArn"]?.text.map { $0 == instance.rawValue } ?? (region == instance.region)
      // Without its ARN a replicated one can't be named to RDS.
      guard isOwn, arn != nil || region == instance.region else { continue }
      own.append(
        AutomatedBackup(
          status: status, arn: arn, resourceID: backup["DbiResourceId"]?.text,
          retention: backup["BackupRetentionPeriod"]?.integer, instance: instance, region: region,
          from: backup["RestoreWindow"]?["EarliestTime"]?.text.flatMap { Instant(rfc3339: $0) },
          until: backup["RestoreWindow"]?["LatestTime"]?.text.flatMap { Instant(rfc3339: $0) }))
    }
    return own
  }

  private static func isARN(_ text: String, in region: Region) -> Bool {
    let arn = ARN(text)
    return arn.isWellFormed && arn.service == "rds" && arn.region == region
  }

  /// Which one to restore from; `moment` nil: the latest.
  static func best(of backups: [AutomatedBackup], for moment: Instant?) -> AutomatedBackup? {
    let usable = backups.filter(\.isUsable)
    let reaching = moment.map { moment in
      usable.filter { $0.reaches(moment) && ($0.status != "retained" || $0.ends(after: moment)) }
    }
    // RDS says itself what is out of reach.
    return (reaching?.isEmpty == false ? reaching : usable)?.max { $0.rank < $1.rank }
  }

  private func ends(after moment: Instant) -> Bool { until.map { moment <= $0 } ?? true }

  /// One that still goes on before one that was kept, and of those the one that reaches further.
  private var rank: (Int, Instant) { (status == "retained" ? 0 : 1, until ?? .distantPast) }
}
