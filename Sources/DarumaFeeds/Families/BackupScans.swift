import DarumaCore

/// AWS Backup, `Scan Job State Change`: looking for malware in a recovery point.
///
/// Key: recovery point, scan job and verdict. A scan that could not look at everything proves nothing clean,
/// but what it found is found. A scan that failed is no backup that failed.
enum BackupScans {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let state = try BackupMembers.state(detail)
    let verdict: RecoveryPointScanned.Verdict
    if state.equals("COMPLETED") {
      verdict = try hasThreats(detail) ? .infected : .clean
    } else if state.equals("COMPLETED_WITH_ISSUES") {
      verdict = try hasThreats(detail) ? .infected : .failed
    } else if state.equals("FAILED") || state.equals("EXPIRED") {
      verdict = .failed
    } else if state.equals("CREATED") || state.equals("RUNNING") {
      return findings.ignore("a scan that has no verdict yet")
    } else if state.equals("CANCELED") || state.equals("CANCELLED") {
      return findings.ignore("a scan that was stopped before it had a verdict")
    } else {
      throw state.unknownValue([
        "CREATED", "RUNNING", "COMPLETED", "COMPLETED_WITH_ISSUES", "CANCELED", "FAILED", "EXPIRED",
      ])
    }
    let point = try detail.optionalARN("recoveryPointArn").or(BackupMembers.requiredRecoveryPoint(event))
    let id = RecoveryPointID(point.canonical(in: try event.region()))
    let subject = event.subject(
      at: try detail.optionalInstant("completionDate"),
      region: try event.region(of: detail.optionalARN("backupVaultArn")),
      resource: try BackupMembers.resource(event, detail))
    try findings.add(
      .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: id, verdict: verdict)),
      key: SignalKey(id.rawValue, try detail.text("scanJobId"), verdict.rawValue), of: subject, by: rule)
  }

  private static func hasThreats(_ detail: JSONValue) throws(Problem) -> Bool {
    try detail.object("scanResult").choice(
      "scanResultStatus", ["NO_THREATS_FOUND": false, "THREATS_FOUND": true])
  }

  private static let rule = Rule(
    .backup, "AWS Backup, scan job: what the scan found in the recovery point")
}
