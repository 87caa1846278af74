import DarumaCore

/// EC2, `EC2 AMI State Change`: a machine image is what AWS Backup keeps of an instance.
///
/// Keys: as of ``RecoveryPoints``; an image that was disabled by its ARN and the time. How old the data is,
/// the event does not say.
enum MachineImages {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let region = try event.region()
    let name = try detail.text("ImageId")
    let partition = try event.firstResource().map { value throws(Problem) in try value.wholeARN().partition }
    let image = ARN.make(
      partition: partition ?? region.partition, service: "ec2", region: region, account: .unknown,
      resource: "image/" + name)
    let point = RecoveryPointID(image)
    let subject = event.subject(region: region)
    let state = try detail.required("State")
    if state.says("available") {
      try RecoveryPoints.add(
        RecoveryPointTaken(recoveryPoint: point, takenAt: nil, completedAt: event.time), of: subject,
        by: takenRule, into: &findings)
    } else if state.says("deregistered") {
      try RecoveryPoints.add(
        RecoveryPointRemoved(recoveryPoint: point, reason: .deleted), of: subject, by: removedRule,
        into: &findings)
    } else if state.says("disabled") {
      var subject = subject
      subject.resource = image
      try findings.add(
        .resourceChanged(ResourceChanged(change: .disabled)),
        key: SignalKey(image.rawValue, "disabled", event.time.description), of: subject, by: disabledRule)
    } else if state.says("failed") || state.says("error") || state.says("invalid") {
      let progress = BackupProgressed(
        job: image.rawValue, state: .failed, reason: try detail.optionalText("ErrorMessage"), recoveryPoint: point)
      try findings.add(
        .backupProgressed(progress), key: SignalKey(image.rawValue, "failed"), of: subject, by: failedRule)
    } else if state.says("pending") || state.says("transient") {
      findings.ignore("an image that is being made; its next state tells whether it exists")
    } else {
      throw state.unknownValue(["available", "failed", "deregistered", "disabled"])
    }
  }

  private static let takenRule = Rule(.ebs, "EC2, image available: the image exists")
  private static let removedRule = Rule(.ebs, "EC2, image deregistered: the image is gone")
  private static let disabledRule = Rule(.ebs, "EC2, image disabled: the image exists but cannot be launched")
  private static let failedRule = Rule(.ebs, "EC2, image failed: no image came of it")
}
