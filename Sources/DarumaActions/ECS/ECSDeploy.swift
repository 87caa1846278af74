package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ecs.deploy`: gives an ECS service a new revision of its task definition, with another image or other environment
/// variables and everything else as it is, and waits until its tasks run so. The revision bears the effect's tags, so one
/// that an earlier try registered is used and no second is made. Two requests change something: one registers the
/// revision, one points the service at it.
package enum ECSDeploy: ActionDefinition {
  package static let name: ActionName = "ecs.deploy"
  package static let about =
    "Gives an ECS service a task definition with another image or environment, and waits until its tasks run so."
  package static let resource = ActionKind.ResourceUse.optional([.ecsService])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .named, plane: .control("ECS"), services: ["ECS", "FARGATE", "ECR"],
    outputs: ["taskDefinition", "runningCount"], sentence: "deploy {cluster}/{service} anew in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the image and environment that it had")
}

// MARK: - In an application file

extension ECSDeploy {
  private static let container = Key.optional(
    "container", Form<String>.awsIdentifier("the name of a container", example: "its name in the task definition"),
    "The container that is changed; the only one without it.")
  private static let image = Key.optional("image", Form<String>.text(atMost: 1024), "Its image; as it is without it.")
  private static let environment = ContainerChanges.variables

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of ecs.deploy",
      keys: NamedService.keys + [container, image] as [any KeyOfTable] + environment.all,
      rules: [.atLeastOne([image.name] + environment.names)])
  ) { fields in
    Wanted(
      service: NamedService(fields), container: fields.value(container), image: fields.value(image),
      variables: environment.read(fields))
  }

  package struct Wanted: ActionWanted {
    var service: NamedService
    var container: String?
    var image: String?
    var variables: NamedValues

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      service.parameters(in: setting).merging(environment.parameters(variables)) { $1 }.merging(
        .parameters([ECSDeploy.container.name: Document(container), ECSDeploy.image.name: Document(image)])
      ) { $1 }
    }

    package var uses: [OutputUse] { variables.uses }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      service.check(in: setting, deed: "deployed", findings)
    }
  }
}

// MARK: - Carried out

extension ECSDeploy {
  package struct Request: ActionRequest {
    var cluster: String
    var service: String
    var changes: ContainerChanges

    package init(_ arguments: Arguments) throws(CloudFault) {
      cluster = try NamedService.cluster(arguments)
      service = try NamedService.service(arguments)
      changes = ContainerChanges(
        container: try arguments.optionalText(ECSDeploy.container.name),
        image: try arguments.optionalText(ECSDeploy.image.name), environment: try environment.values(arguments))
      guard changes.image != nil || !changes.environment.isEmpty else {
        throw arguments.fault(ECSDeploy.image.name, "is missing, and nothing else is changed")
      }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let family = "FAMILY"
    let planned = TaskDefinition(planned: family)
    return [
      PlannedCall(PresentService.look(cluster: wanted.cluster, service: wanted.service), in: at.region),
      PlannedCall(TaskDefinition.look(at: family), in: at.region), PlannedCall(revisions(of: family), in: at.region),
      PlannedCall(
        planned.registering(changing: 0, wanted.changes, at.mark), in: at.region, if: at.marked,
        and: [.passingTaskRoles, Permission("ecs:TagResource", on: [at.arn("ecs", "task-definition/*")])]),
      PlannedCall(
        pointing(at: family, wanted), in: at.region, on: [at.arn("ecs", "service/\(wanted.cluster)/\(wanted.service)")],
        and: [.passingTaskRoles]),
    ]
  }

  /// Where it is known only later how it is to be, it is looked whether it is there.
  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    at.isWhole ? [] : [PresentService.precondition(cluster: wanted.cluster, service: wanted.service, in: at.region)]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let service = try await service(wanted, at)
    let definition = try await definition(service.taskDefinition, at)
    let failed = service.deployments.first { $0.rollout == "FAILED" }
    if let failed, try await isWanted(failed, definition, wanted, at) {
      return .broken(failedRollout(service, failed, wanted, at.region))
    }
    guard try definition.isAsWanted(wanted.changes) else { return .absent }
    let title = "\(wanted.service), \(definition.family):\(definition.revision)"
    guard let primary = service.deployments.first(where: \.isPrimary), primary.taskDefinition == definition.arn,
      service.deployments.count == 1, primary.rollout == nil || primary.rollout == "COMPLETED",
      service.runningCount >= service.desiredCount
    else {
      return .inProgress(
        "\(title): \(service.runningCount) of \(service.desiredCount) tasks run, in \(service.deployments.count) "
          + "deployments")
    }
    let outputs = ["taskDefinition": definition.arn, "runningCount": String(service.runningCount)]
    return .done(outputs: outputs, by: at.mark.isOn(definition.tags) ? .daruma : .unknown)
  }

  /// Registers the revision, or, where an earlier try did, points the service at it.
  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let service = try await service(wanted, at)
    let present = try await definition(service.taskDefinition, at)
    guard let made = try await made(from: present, wanted, at) else {
      let answer = try await at.tools.client.send(try present.registering(wanted.changes, at.mark), in: at.region)
      guard let arn = answer["taskDefinition"]?["taskDefinitionArn"]?.text else {
        throw .unreadable(.ecs, "names no new revision of \(present.family)")
      }
      at.tools.pendingChanges.remember(arn, of: at.effect.id)
      return .partly
    }
    _ = try await at.tools.client.send(pointing(at: made, wanted), in: at.region)
    at.tools.pendingChanges.forget(at.effect.id)
    return .started
  }

  private static func pointing(at definition: String, _ wanted: Request) -> AWSCall {
    AWSCall(
      .ecs, "UpdateService", .setsAbsolute,
      ["cluster": .text(wanted.cluster), "service": .text(wanted.service), "taskDefinition": .text(definition)])
  }

  private static func service(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> PresentService {
    try PresentService(
      try await at.tools.client.send(
        PresentService.look(cluster: wanted.cluster, service: wanted.service), in: at.region),
      cluster: wanted.cluster, service: wanted.service, in: at.region)
  }

  private static func definition(_ arn: String, _ at: ActionPlace) async throws(CloudFault) -> TaskDefinition {
    try TaskDefinition(try await at.tools.client.send(TaskDefinition.look(at: arn), in: at.region), asked: arn)
  }

  /// Whether what failed is what was wanted. Where ECS has led the service back, its own revision is another one.
  private static func isWanted(
    _ failed: PresentService.Deployment, _ present: TaskDefinition, _ wanted: Request, _ at: ActionPlace
  ) async throws(CloudFault) -> Bool {
    guard failed.taskDefinition != present.arn else { return try present.isAsWanted(wanted.changes) }
    let its = try await definition(failed.taskDefinition, at)
    guard at.mark.isOn(its.tags) else { return false }
    return try its.isAsWanted(wanted.changes)
  }

  // MARK: The revision that an earlier try made

  /// Revisions that are looked through: those after the service's own, which are few.
  private static let mostRevisions = 10

  private static func revisions(of family: String) -> AWSCall {
    AWSCall(
      .ecs, "ListTaskDefinitions", .reads,
      ["familyPrefix": .text(family), "status": "ACTIVE", "sort": "DESC", "maxResults": Document(mostRevisions)])
  }

  /// Ours, and as wanted; nil where there is none.
  private static func made(
    from present: TaskDefinition, _ wanted: Request, _ at: ActionPlace
  ) async throws(CloudFault) -> String? {
    if let known = at.tools.pendingChanges.change(of: at.effect.id) { return known }
    let answer = try await at.tools.client.send(revisions(of: present.family), in: at.region)
    guard let listed = answer.list("taskDefinitionArns") else {
      throw .unreadable(.ecs, "lists no revisions of \(present.family)")
    }
    for item in listed {
      guard let arn = item.text, let revision = arn.split(separator: ":").last.flatMap({ Int64($0) }) else {
        throw .unreadable(.ecs, "lists a revision of \(present.family) without its number")
      }
      guard revision > present.revision else { continue }
      let its = try await definition(arn, at)
      if at.mark.isOn(its.tags), try its.isAsWanted(wanted.changes) { return arn }
    }
    return nil
  }

  private static func failedRollout(
    _ service: PresentService, _ failed: PresentService.Deployment, _ wanted: Request, _ region: Region
  ) -> Failure {
    let said = failed.reason.map { " ECS says: \($0)" } ?? ""
    return Failure(
      code: "ecs.rollout-failed",
      message:
        "The deployment of \(failed.taskDefinition) to \(wanted.cluster)/\(wanted.service) in \(region) failed with "
        + "\(service.runningCount) of \(service.desiredCount) tasks running.\(said) Repair what the tasks need, or "
        + "correct image and environment in the plan, then retry the step.", isRetriable: false)
  }
}
