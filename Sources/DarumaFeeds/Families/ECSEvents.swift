import DarumaCore

/// ECS over EventBridge (`aws.ecs`), durable: whether a service has the tasks that it should have. That is
/// readiness, no recovery point.
///
/// Keys: the service, the event and its time; a task that was lost by the task alone. It stops once: events of higher and
/// lower `version` say the same, in whatever order they come.
enum ECSEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    if type.says("ECS Service Action") {
      try readServiceAction(event, into: &findings)
    } else if type.says("ECS Deployment State Change") {
      try readDeployment(event, into: &findings)
    } else if type.says("ECS Task State Change") {
      try readTask(event, into: &findings)
    } else if type.says("ECS Container Instance State Change") {
      findings.ignore("one container instance; what it means for a service its service actions say")
    } else if type.says("ECS Service Deployment State Change") {
      findings.ignore("a deployment moved; whether the service has its tasks its service actions say")
    } else {
      throw event.unknownDetailType()
    }
  }

  private static func readServiceAction(
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    let detail = try event.detail()
    let name = try detail.required("eventName")
    let change: ResourceChanged.Change
    switch name.text {
    case "SERVICE_STEADY_STATE": change = .capacityRestored
    case "SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_START_IMPAIRED",
      "SERVICE_TASK_CONFIGURATION_FAILURE",
      "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED":
      change = .capacityLost
    case "TASKSET_STEADY_STATE", "CAPACITY_PROVIDER_STEADY_STATE", "SERVICE_DESIRED_COUNT_UPDATED",
      "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY", "SERVICE_DISCOVERY_OPERATION_THROTTLED",
      "ECS_OPERATION_THROTTLED",
      "SERVICE_HEALTH_UNKNOWN", "VPC_LATTICE_TARGET_UNHEALTHY", "SERVICE_TASK_SET_STEADY_STATE":
      return findings.ignore("a part of a service, or a wait for the scheduler; the service keeps its tasks")
    default:
      throw Problem(
        .unknownEvent, at: name, "\(name.quoted) is no service action that is known",
        remedy: "report it if it concerns recovery")
    }
    let at = try detail.optionalInstant("createdAt") ?? event.time
    let reason = try detail.optionalText("reason").map { "\(name.text): \($0)" } ?? name.text
    try add(change, try service(event), name.text, reason, at, event, into: &findings)
  }

  private static func readDeployment(
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    let detail = try event.detail()
    let failed = try detail.choice(
      "eventName",
      [
        "SERVICE_DEPLOYMENT_IN_PROGRESS": false, "SERVICE_DEPLOYMENT_COMPLETED": false,
        "SERVICE_DEPLOYMENT_FAILED": true,
      ])
    guard failed else {
      return findings.ignore("a deployment moved; whether the service has its tasks its service actions say")
    }
    let at = try detail.optionalInstant("updatedAt") ?? event.time
    let reason = try detail.optionalText("reason") ?? "SERVICE_DEPLOYMENT_FAILED"
    try add(.failing, try service(event), try detail.text("deploymentId"), reason, at, event, into: &findings)
  }

  /// A task of a service that stopped though nobody asked for it.
  private static func readTask(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let lastStatus = try detail.text("lastStatus")
    let stopCode = try detail.optionalText("stopCode") ?? ""
    guard lastStatus == "STOPPED", lostBy.contains(stopCode) else {
      return findings.ignore("a task that runs, or stops because it should; its service's actions say more")
    }
    guard let group = try detail.optionalText("group"), group.hasPrefix("service:") else {
      return findings.ignore("a task that belongs to no service")
    }
    let task = try detail.arn("taskArn")
    let cluster = try detail.arn("clusterArn")
    let service = ARN.make(
      partition: cluster.partition, service: "ecs", region: cluster.region, account: cluster.account,
      resource: "service/\(cluster.resourceName)/\(group.dropFirst("service:".count))")
    let at =
      try detail.optionalInstant("stoppedAt").orMaybe(detail.optionalInstant("updatedAt")) ?? event.time
    let reason = try detail.optionalText("stoppedReason").map { "\(stopCode): \($0)" } ?? stopCode
    let subject = event.subject(
      at: at, region: try event.region(of: service), resource: service)
    try findings.add(
      .resourceChanged(ResourceChanged(change: .capacityLost, reason: reason)),
      key: SignalKey(task.rawValue, "stopped"), of: subject, by: taskRule)
  }

  private static let lostBy: Set<String> = [
    "TaskFailedToStart", "EssentialContainerExited", "SpotInterruption", "TerminationNotice",
  ]

  private static func service(_ event: EventBridgeEvent) throws(Problem) -> ARN {
    guard let resource = try event.firstResource() else {
      throw Problem(
        .incomplete, at: event.object, "names no service in resources[0]", remedy: "ECS names it there")
    }
    return try resource.wholeARN()
  }

  private static func add(
    _ change: ResourceChanged.Change, _ service: ARN, _ name: String, _ reason: String, _ at: Instant,
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: reason)),
      key: SignalKey(service.rawValue, name, at.description),
      of: event.subject(at: at, region: try event.region(of: service), resource: service),
      by: serviceRule)
  }

  private static let serviceRule = Rule(
    .ecs, "ECS, service action or deployment: whether the service has its tasks")
  private static let taskRule = Rule(
    .ecs, "ECS, task STOPPED though nobody asked for it: the service lost a task")
}
