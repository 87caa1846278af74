internal import DarumaAWS
internal import DarumaCore

/// What RDS is told of a recovery point. Its ARN, also for the snapshots of AWS Backup: RDS takes the ARN of
/// any snapshot, and knows one that another account shares by nothing else.
enum SnapshotReference {
  /// - Throws: ``CloudFault`` with code `rds.not-a-snapshot` or `rds.snapshot-elsewhere`: what would be
  ///   refused by RDS in fewer words.
  static func resolve(
    _ recoveryPoint: RecoveryPointID, ofA kind: DBSnapshotKind = .instance, in region: Region,
    for action: ActionName = RDSRestore.name
  ) throws(CloudFault) -> String {
    let arn = ARN(recoveryPoint.rawValue)
    // A bare identifier, such as `rds:orders-2026-01-01-00-00`, names a snapshot of this account and region.
    guard recoveryPoint.rawValue.hasPrefix("arn:") else { return recoveryPoint.rawValue }
    guard DBSnapshotKind(arn) == kind else {
      let source = kind == .instance ? "an RDS instance" : "an RDS cluster"
      throw refusal(
        "rds.not-a-snapshot",
        "\(recoveryPoint) is not the snapshot of \(source), so \(action) can't restore from it. "
          + "Choose a recovery point of the form arn:aws:rds:REGION:ACCOUNT:\(kind.arnType):NAME.")
    }
    guard arn.region == region else {
      throw refusal(
        "rds.snapshot-elsewhere",
        "\(recoveryPoint) lies in \(arn.region), but is to be restored in \(region). Choose a copy that "
          + "lies in \(region).")
    }
    return recoveryPoint.rawValue
  }

  /// RDS knows no such snapshot.
  static func missing(_ point: RecoveryPointID, in region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: fault.code,
      message:
        "\(fault.message) The snapshot \(point) does not exist in \(region), or this "
        + "account may not see it: it was deleted, has expired, or its copy never finished. Choose another "
        + "recovery point (`daruma status` lists them) and start again.",
      isRetriable: false)
  }

  private static func refusal(_ code: String, _ message: String) -> CloudFault {
    CloudFault(kind: .refused, code: code, message: message, isRetriable: false)
  }
}
