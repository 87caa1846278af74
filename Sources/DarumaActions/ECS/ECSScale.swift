package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ecs.scale`: gives an ECS service its number of tasks, and waits until they run. The number is absolute, so a repeat
/// changes nothing; a service bears no mark of who set it.
package enum ECSScale: ActionDefinition {
  package static let name: ActionName = "ecs.scale"
  package static let about = "Gives an ECS service its number of tasks, and waits until they run."
  package static let resource = ActionKind.ResourceUse.optional([.ecsService])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("ECS"), services: ["ECS", "FARGATE", "ECR"],
    outputs: ["runningCount", "arn"], sentence: "run {desiredCount} tasks of {cluster}/{service} in {region}")
  package static let usually = Span.minutes(3)
  package static let undo = Undo.same("with the number of tasks that it had")
}

// MARK: - In an application file

extension ECSScale {
  /// Tasks of one service: the quota of AWS.
  private static let mostTasks = 5000

  private static let desiredCount = Key.required(
    "desiredCount", Form<Int>.count(0...mostTasks), "The number of tasks.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of ecs.scale", keys: [desiredCount] + NamedService.keys)
  ) { fields in
    let (count, service) = (fields.value(desiredCount), NamedService(fields))
    return count.map { Wanted(desiredCount: $0, service: service) }
  }

  package struct Wanted: ActionWanted {
    var desiredCount: Int
    var service: NamedService

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      service.parameters(in: setting).merging([ECSScale.desiredCount.name: Document(desiredCount)]) { $1 }
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      service.check(in: setting, deed: "scaled", findings)
    }
  }
}

// MARK: - Carried out

extension ECSScale {
  package struct Request: ActionRequest {
    var cluster: String
    var service: String
    var desiredCount: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      cluster = try NamedService.cluster(arguments)
      service = try NamedService.service(arguments)
      desiredCount = try arguments.integer(ECSScale.desiredCount.name)
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let changed = at.arn("ecs", "service/\(wanted.cluster)/\(wanted.service)")
    return [
      try PlannedCall(look(wanted), in: at.region), try PlannedCall(change(wanted), in: at.region, on: [changed]),
    ]
  }

  private static func look(_ wanted: Request) -> DescribeServices {
    DescribeServices(cluster: wanted.cluster, services: [wanted.service])
  }

  private static func change(_ wanted: Request) -> UpdateService {
    UpdateService(cluster: wanted.cluster, service: wanted.service, desiredCount: wanted.desiredCount)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer = try await at.tools.client.send(look(wanted), in: at.region)
    guard let service = answer.services?.first else {
      let reason = answer.failures?.first?.reason
      throw reason == "MISSING" ? missing(wanted, at.region) : unseen(wanted, at.region, reason: reason)
    }
    guard service.status == nil || service.status == "ACTIVE" else {
      throw notActive(wanted, at.region, status: service.status ?? "unknown")
    }
    return judge(service, wanted, at.region)
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    _ = try await at.tools.client.send(change(wanted), in: at.region)
    return .started
  }

  private static func judge(_ service: ECSService, _ wanted: Request, _ region: Region) -> Observation {
    guard service.desiredCount == wanted.desiredCount else { return .absent }
    let rollout = service.primaryDeployment?.rolloutState
    if rollout == "FAILED" { return .broken(failedRollout(service, wanted, region)) }
    // Where a service is stopped, its last task must be gone.
    let isEnough =
      wanted.desiredCount == 0 ? service.runningCount == 0 : service.runningCount >= wanted.desiredCount
    guard isEnough, rollout == nil || rollout == "COMPLETED" else {
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

  private static func failedRollout(_ service: ECSService, _ wanted: Request, _ region: Region) -> Failure {
    let reason = service.primaryDeployment?.rolloutStateReason ?? service.events?.first?.message
    let said = reason.map { " ECS says: \($0)" } ?? ""
    return Failure(
      code: "ecs.rollout-failed",
      message:
        "The deployment of \(name(wanted, region)) failed with \(service.runningCount) of \(wanted.desiredCount) "
        + "tasks running.\(said) Repair the task definition or what it needs, deploy it, then retry the "
        + "step.",
      isRetriable: false)
  }

  /// ECS could not look, which says nothing of what there is.
  private static func unseen(_ wanted: Request, _ region: Region, reason: String?) -> CloudFault {
    CloudFault(
      kind: .unavailable, code: "ecs.service-unseen",
      message: "ECS could not say anything of the \(name(wanted, region)) (\(reason ?? "no reason given")). It is "
        + "asked again.",
      isRetriable: true)
  }

  private static func missing(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.service-missing",
      message:
        "There is no \(name(wanted, region)) (MISSING). Create it there with a desired count "
        + "of 0, or correct cluster and service in the plan.",
      isRetriable: false)
  }

  private static func notActive(_ wanted: Request, _ region: Region, status: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.service-not-active",
      message:
        "\(name(wanted, region)) is \(status): it was deleted, or is being deleted. Create it again, then retry the "
        + "step.",
      isRetriable: false)
  }

  private static func name(_ wanted: Request, _ region: Region) -> String {
    "ECS service \(wanted.service) in cluster \(wanted.cluster), \(region)"
  }
}
