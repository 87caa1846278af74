import DarumaCore

/// ARC Region switch (`aws.arc-region-switch`): another orchestrator that fails over. Its detail type is
/// spelt with a small and a large S. Best effort, and one event may be logged twice. (Amazon ARC Developer
/// Guide, "Using Region switch with Amazon EventBridge".)
///
/// Key: `idempotencyKey`, which both copies of an event share.
enum RegionSwitches {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType.text.lowercased()
    let detail = try event.detail()
    if type == "arc region switch plan evaluation" || detail.optional("eventType") == nil {
      guard type.hasPrefix("arc region switch plan ") else { throw event.unknownDetailType() }
      return findings.ignore("an evaluation of a plan of Region switch; nothing was switched")
    }
    guard type == "arc region switch plan execution" else { throw event.unknownDetailType() }
    let kind = try detail.text("eventType")
    if kind.hasPrefix("Step") {
      return findings.ignore("one step of a Region switch; the execution has events of its own")
    }
    let change: ResourceChanged.Change
    switch kind {
    case "ExecutionStarted": change = .failoverStarted
    case "ExecutionCompleted", "ExecutionSucceeded": change = .failedOver
    case "ExecutionFailed", "ExecutionCanceled", "ExecutionCancelled", "ExecutionTimedOut":
      change = .failoverFailed
    case "ExecutionPaused", "ExecutionResumed", "ExecutionCompletedMonitoringApplicationHealth":
      return findings.ignore("a Region switch waits or goes on; its end has an event of its own")
    default:
      throw Problem(
        .unknownEvent, at: try detail.required("eventType"), "\(kind.debugDescription) is not known",
        remedy: "report it if it concerns recovery")
    }
    guard let resource = try event.firstResource() else {
      throw Problem(
        .incomplete, at: event.object, "names no plan in resources[0]", remedy: "ARC names it there")
    }
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: try detail.optionalText("executionAction"))),
      key: SignalKey(try detail.text("idempotencyKey")),
      of: event.subject(region: try event.region(), resource: try resource.wholeARN()), by: rule)
  }

  private static let rule = Rule(.arc, "ARC Region switch, plan execution: another orchestrator fails over")
}
