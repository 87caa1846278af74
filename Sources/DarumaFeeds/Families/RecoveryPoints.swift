import DarumaCore

/// What every source of recovery points has in common: the keys.
enum RecoveryPoints {
  /// Key: the recovery point's ARN; `partial` makes another fact of it.
  static func add(
    _ taken: RecoveryPointTaken, of subject: Subject, by rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    let point = taken.recoveryPoint.rawValue
    try findings.add(
      .recoveryPointTaken(taken), key: taken.partial ? SignalKey(point, "partial") : SignalKey(point),
      of: subject, by: rule)
  }

  /// Key: the copy's ARN.
  static func add(
    _ copied: RecoveryPointCopied, of subject: Subject, by rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    try findings.add(
      .recoveryPointCopied(copied), key: SignalKey(copied.recoveryPoint.rawValue), of: subject, by: rule)
  }

  /// Key: the recovery point's ARN and the reason.
  static func add(
    _ removed: RecoveryPointRemoved, of subject: Subject, by rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    try findings.add(
      .recoveryPointRemoved(removed),
      key: SignalKey(removed.recoveryPoint.rawValue, removed.reason.rawValue), of: subject, by: rule)
  }
}
