internal import DarumaCore

/// Gives an ECS service its number of tasks. The number is absolute, so a repeat changes nothing; a service
/// bears no mark of who set it.
struct ServiceScaler {
  let client: AWSClient

  func observe(_ wanted: ScaleService) async throws(CloudFault) -> Observation {
    let answer = try await client.send(
      DescribeServices(cluster: wanted.cluster, services: [wanted.service]), in: wanted.region)
    guard let service = answer.services?.first else {
      let reason = answer.failures?.first?.reason
      throw reason == "MISSING" ? Self.missing(wanted) : Self.unseen(wanted, reason: reason)
    }
    guard service.status == nil || service.status == "ACTIVE" else {
      throw Self.notActive(wanted, status: service.status ?? "unknown")
    }
    return Self.judge(service, wanted)
  }

  func act(_ wanted: ScaleService) async throws(CloudFault) -> Acted {
    _ = try await client.send(
      UpdateService(cluster: wanted.cluster, service: wanted.service, desiredCount: wanted.desiredCount),
      in: wanted.region)
    return .started
  }

  private static func judge(_ service: ECSService, _ wanted: ScaleService) -> Observation {
    guard service.desiredCount == wanted.desiredCount else { return .absent }
    let rollout = service.primaryDeployment?.rolloutState
    if rollout == "FAILED" { return .broken(failedRollout(service, wanted)) }
    guard service.runningCount >= wanted.desiredCount, rollout == nil || rollout == "COMPLETED" else {
      let state = rollout.map { ", rollout \($0)" } ?? ""
      return .inProgress(
        "\(service.serviceName): \(service.runningCount) of \(wanted.desiredCount) tasks run\(state)")
    }
    return .done(outputs: outputs(service), by: .unknown)
  }

  private static func outputs(_ service: ECSService) -> [String: String] {
    var outputs = ["runningCount": String(service.runningCount)]
    outputs["arn"] = service.serviceArn
    return outputs
  }

  private static func failedRollout(_ service: ECSService, _ wanted: ScaleService) -> Failure {
    let reason = service.primaryDeployment?.rolloutStateReason ?? service.events?.first?.message
    let said = reason.map { " ECS says: \($0)" } ?? ""
    return Failure(
      code: "ecs.rollout-failed",
      message:
        "The deployment of \(name(wanted)) failed with \(service.runningCount) of \(wanted.desiredCount) "
        + "tasks running.\(said) Repair the task definition or what it needs, deploy it, then retry the "
        + "step.",
      isRetriable: false)
  }

  /// ECS could not look, which says nothing of what there is.
  private static func unseen(_ wanted: ScaleService, reason: String?) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: "ecs.service-unseen",
      message: "ECS could not say anything of the \(name(wanted)) (\(reason ?? "no reason given")). It is asked again.",
      isRetriable: true)
  }

  private static func missing(_ wanted: ScaleService) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.service-missing",
      message:
        "There is no \(name(wanted)) (MISSING). Create it there with a desired count "
        + "of 0, or correct cluster and service in the plan.",
      isRetriable: false)
  }

  private static func notActive(_ wanted: ScaleService, status: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.service-not-active",
      message:
        "\(name(wanted)) is \(status): it was deleted, or is being deleted. Create it again, then retry the "
        + "step.",
      isRetriable: false)
  }

  private static func name(_ wanted: ScaleService) -> String {
    "ECS service \(wanted.service) in cluster \(wanted.cluster), \(wanted.region)"
  }
}
