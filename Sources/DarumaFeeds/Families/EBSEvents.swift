import DarumaCore

/// EC2 (`aws.ec2`): EBS snapshots and volumes, machine images; Data Lifecycle Manager (`aws.dlm`) and Recycle
/// Bin (`aws.rbin`). Best effort.
enum EBSEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    if type.says("EBS Snapshot Notification") {
      try EBSSnapshots.read(event, into: &findings)
    } else if type.says("EBS Multi-Volume Snapshots Completion Status") {
      try EBSSnapshots.readSet(event, into: &findings)
    } else if type.says("EBS Copy Snapshot Missed Completion Duration") {
      try EBSSnapshots.readLateCopy(event, into: &findings)
    } else if type.says("EC2 AMI State Change") {
      try MachineImages.read(event, into: &findings)
    } else if type.says("EBS Volume Notification") {
      try EBSVolumes.read(event, into: &findings)
    } else if type.says("DLM Policy State Change") {
      try readLifecyclePolicy(event, into: &findings)
    } else if type.says("EBS Fast Snapshot Restore State-change Notification") {
      findings.ignore("how fast volumes of a snapshot can be read; the snapshot did not change")
    } else if type.hasPrefix("Recycle Bin Rule ") {
      findings.ignore("the lock of a retention rule of the Recycle Bin; no snapshot changed")
    } else if type.says("EC2 Instance State-change Notification") {
      findings.ignore("an instance was started or stopped; what protects its volumes did not change")
    } else {
      throw event.unknownDetailType()
    }
  }

  /// A policy in ERROR makes no snapshots. Key: the policy, and when it went into that state.
  private static func readLifecyclePolicy(
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    let detail = try event.detail()
    let state = try detail.required("state")
    guard state.says("ERROR") else {
      guard state.says("ENABLED") || state.says("DISABLED") else {
        throw state.unknownValue(["ENABLED", "DISABLED", "ERROR"])
      }
      return findings.ignore(
        "a lifecycle policy was turned on or off; the snapshots there are did not change")
    }
    let policy = try detail.text("policy_id")
    try findings.add(
      .backupProgressed(
        BackupProgressed(job: policy, state: .failed, reason: try detail.optionalText("cause"))),
      key: SignalKey(policy, "failed", event.time.description), of: event.subject(region: try event.region()),
      by: policyRule)
  }

  private static let policyRule = Rule(
    .ebs, "Data Lifecycle Manager, policy in ERROR: it makes no snapshots until that is mended")
}
