import DarumaCore

/// AWS Backup, `Scan Job State Change`: looking for malware in a recovery point.
///
/// Key: recovery point, scan job and verdict. A scan that could not look at everything proves nothing clean,
/// but what it found is found. A scan that failed is no backup that failed. An incremental scan looks at the difference to
/// its base alone, and one of a continuous point up to a moment. (AWS Backup Developer Guide, "Malware scanning".)
enum BackupScans {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let state = try BackupMembers.state(detail)
    let verdict: RecoveryPointScanned.Verdict
    if state.says("COMPLETED") {
      verdict = try hasThreats(detail).map { $0 ? .infected : .clean } ?? .failed
    } else if state.says("COMPLETED_WITH_ISSUES") {
      verdict = try hasThreats(detail) == true ? .infected : .failed
    } else if state.says("FAILED") || state.says("EXPIRED") {
      verdict = .failed
    } else if state.says("CREATED") || state.says("RUNNING") {
      return findings.ignore("a scan that has no verdict yet")
    } else if state.says("CANCELED") || state.says("CANCELLED") {
      return findings.ignore("a scan that was stopped before it had a verdict")
    } else {
      throw state.unknownValue([
        "CREATED", "RUNNING", "COMPLETED", "COMPLETED_WITH_ISSUES", "CANCELED", "FAILED", "EXPIRED",
      ])
    }
    let point = try detail.optionalARN("recoveryPointArn").or(BackupMembers.requiredRecoveryPoint(event))
    try BackupMembers.check(point, at: detail.optional("recoveryPointArn") ?? detail)
    let id = RecoveryPointID(point.canonical(in: try event.region()))
    let region = try BackupMembers.region(
      of: point, in: detail.optionalARN("backupVaultArn"), at: detail.optional("recoveryPointArn") ?? detail,
      or: event.region)
    let base = try detail.optionalARN("scanBaseRecoveryPointArn")?.canonical(in: region)
    let subject = event.subject(
      at: try detail.optionalInstant("completionDate"), region: region,
      resource: try BackupMembers.resource(event, detail))
    try findings.add(
      .recoveryPointScanned(
        RecoveryPointScanned(
          recoveryPoint: id, verdict: verdict, base: base.map(RecoveryPointID.init(_:)),
          full: try isFull(detail, hasBase: base != nil),
          until: try detail.optionalInstant("continuousScanEndTime").orMaybe(
            detail.optionalInstant("ContinuousScanEndTime")))),
      key: SignalKey(id.rawValue, try detail.text("scanJobId"), verdict.rawValue), of: subject, by: rule)
  }

  /// Nil: the scanner could not tell, or says a word that is not known. Both prove nothing, and cost nothing.
  private static func hasThreats(_ detail: JSONValue) throws(Problem) -> Bool? {
    let result = try detail.object("scanResult").required("scanResultStatus")
    try result.expect(.text)
    if result.says("NO_THREATS_FOUND") { return false }
    return result.says("THREATS_FOUND") ? true : nil
  }

  /// Nil: not said. Nothing is full that has a base.
  private static func isFull(_ detail: JSONValue, hasBase: Bool) throws(Problem) -> Bool? {
    guard let mode = detail.optional("scanMode") else { return hasBase ? false : nil }
    return mode.says("FULL_SCAN") || mode.says("FULL") ? !hasBase : false
  }

  private static let rule = Rule(
    .backup, "AWS Backup, scan job: what the scan found in the recovery point")
}
