import DarumaCore

/// EBS, `EBS Volume Notification`. Key: the volume, what happened, and when.
///
/// According to its documentation attaching fails in an event only where the volume's KMS key is unusable.
enum EBSVolumes {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let action = try detail.required("event")
    let result = try detail.text("result")
    let change: ResourceChanged.Change
    switch (action.text, result) {
    case ("createVolume", "available"): change = .created
    case ("deleteVolume", "deleted"): change = .deleted
    case ("attachVolume", "failed"), ("reattachVolume", "failed"), ("createVolume", "failed"):
      change = .keyLost
    case ("modifyVolume", _):
      return findings.ignore("the size or type of a volume; its data did not change")
    default:
      throw Problem(
        .unknownEvent, at: action, "\(action.quoted) with result \(result.debugDescription) is not known",
        remedy: "createVolume, deleteVolume, attachVolume, reattachVolume and modifyVolume are")
    }
    guard let resource = try event.firstResource() else {
      throw Problem(
        .incomplete, at: event.object, "names no volume in resources[0]", remedy: "EBS names it there")
    }
    let region = try event.region()
    let volume = try resource.wholeARN().canonical(in: region, account: event.account)
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: try detail.optionalText("cause"))),
      key: SignalKey(volume.rawValue, change.rawValue, event.time.description),
      of: event.subject(region: region, resource: volume), by: rule)
  }

  private static let rule = Rule(.ebs, "EBS, volume notification: the volume changed, or its key is unusable")
}
