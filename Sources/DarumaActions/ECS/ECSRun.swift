package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `ecs.run`: runs a task once, and waits until it ended with exit code 0. A client token and `startedBy` tie it to its
/// effect. ECS forgets a task about an hour after its end, and the token after a day.
package enum ECSRun: ActionDefinition {
  package static let name: ActionName = "ecs.run"
  package static let about = "Runs an ECS task once, and waits until it ended with exit code 0."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .token, plane: .control("ECS"), services: ["ECS", "FARGATE", "ECR"],
    outputs: ["task"], sentence: "run a task of {taskDefinition} in {cluster}, {region}")
  package static let usually = Span.minutes(3)
  package static let undo = Undo.impossible("what the task did, it did: only the task itself can undo it")

  enum LaunchType: String, Sendable, CaseIterable {
    case fargate = "FARGATE"
    case ec2 = "EC2"
    case external = "EXTERNAL"
  }
}

// MARK: - In an application file

extension ECSRun {
  private static let mostSubnets = 16
  private static let mostWords = 50

  private static let cluster = Key.required(
    "cluster", Form<String>.awsIdentifier("the name of an ECS cluster", example: "the name alone, not the ARN"),
    "The cluster in the region where the step acts.")
  private static let taskDefinition = Key.required(
    "taskDefinition",
    Form<String>.awsIdentifier(
      "a task definition", marks: "-_:", example: "a family such as `migrate`, or a revision such as `migrate:3`"),
    "The family, of which the newest revision is run, or `FAMILY:REVISION`.")
  private static let launchType = Key.optional(
    "launchType", Form<LaunchType>.choice(), "What it runs on; as the cluster decides without it.")
  private static let subnets = Key.optional(
    "subnets",
    Form<[String]>.list(
      of: .awsIdentifier(
        "the id of a subnet", prefix: "subnet-", marks: "", longest: 60, example: "an id such as `subnet-0a1b2c3d`"),
      count: 1...mostSubnets), "Its subnets; needed on Fargate.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the region where the step acts"),
    "Its security groups; the VPC's own without it.")
  private static let publicAddress = Key.optional(
    "publicAddress", Form<Bool>.boolean, "Whether it has a public address; false without it.")
  private static let container = Key.optional(
    "container", Form<String>.awsIdentifier("the name of a container", example: "its name in the task definition"),
    "The container whose exit code counts, and that `command` and `environment` are for; all must exit with 0 without it."
  )
  private static let command = Key.optional(
    "command", Form<[String]>.list(of: .text(), count: 1...mostWords), "The container's command, word by word.")
  private static let environment = ContainerChanges.variables

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of ecs.run",
      keys: [
        cluster, taskDefinition, launchType, subnets, securityGroups, publicAddress, container, command,
      ] as [any KeyOfTable] + environment.all,
      rules: [
        .needs(securityGroups.name, subnets.name), .needs(publicAddress.name, subnets.name),
        .needs(command.name, container.name),
      ] + environment.names.map { .needs($0, container.name) })
  ) { fields in
    let (inCluster, definition) = (fields.value(cluster), fields.value(taskDefinition))
    let (type, network) = (fields.value(launchType), fields.value(subnets))
    let (groups, isPublic) = (fields.value(securityGroups), fields.value(publicAddress))
    let (name, words, variables) = (fields.value(container), fields.value(command), environment.read(fields))
    guard let inCluster, let definition else { return nil }
    let parameters: [String: Document] = .parameters([
      cluster.name: .text(inCluster), taskDefinition.name: .text(definition), launchType.name: Document(type?.rawValue),
      subnets.name: network.map { Document($0) }, securityGroups.name: groups.map { Document($0) },
      publicAddress.name: Document(isPublic), container.name: Document(name), command.name: words.map { Document($0) },
    ])
    return Wanted(parameters: parameters, variables: variables)
  }

  package struct Wanted: ActionWanted {
    var parameters: [String: Document]
    var variables: NamedValues

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      parameters.merging(environment.parameters(variables)) { $1 }
    }
    package var uses: [OutputUse] { variables.uses }
  }
}

// MARK: - Carried out

extension ECSRun {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let definition = try wanted.text(taskDefinition.name)
    let arn = at.arn("ecs", "task-definition/" + (definition.contains(":") ? definition : definition + ":*"))
    return [
      PlannedCall(try running(wanted, at), in: at.region), PlannedCall(try ended(wanted, from: nil), in: at.region),
      PlannedCall(try describing([], wanted), in: at.region),
      PlannedCall(
        try run(wanted, at), in: at.region, on: [arn], if: at.marked,
        and: [
          .passingTaskRoles,
          Permission("ecs:TagResource", on: [at.arn("ecs", "task/\(try wanted.text(cluster.name))/*")]),
        ]),
    ]
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let (place, definition) = (try wanted.text(cluster.name), try wanted.text(taskDefinition.name))
    return [
      .listed(
        "ECS cluster", place, AWSCall(.ecs, "DescribeClusters", .reads, ["clusters": [.text(place)]]), in: "clusters",
        by: "clusterName", missing: ["ecs.ClusterNotFoundException"], judge: Precondition.state("status", ["ACTIVE"])),
      TaskDefinition.precondition(definition),
    ] + (try wanted.texts(subnets.name)).map { Precondition.subnet($0) }
      + (try wanted.texts(securityGroups.name)).map { Precondition.securityGroup($0) }
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    guard !at.asksAgain else { return .done(outputs: [:], by: .daruma) }
    let counting = try wanted.optionalText(container.name)
    var failed: RunTask?
    for task in try await tasks(wanted, at) {
      switch task.end(of: counting) {
      case nil: return .inProgress("task \(task.id) is \(task.status)")
      case .well: return .done(outputs: ["task": task.arn], by: .daruma)
      // Of an earlier attempt: it is why there is another.
      case .badly: if task.effect == at.effect.id.rawValue { failed = task }
      }
    }
    guard let failed, case .badly(let reason)? = failed.end(of: counting) else { return .absent }
    return .broken(
      Failure(
        code: "ecs.task-failed",
        message:
          "Task \(failed.id) in \(try wanted.text(cluster.name)), \(at.region), ended badly: \(reason). Its logs "
          + "tell why. Another attempt runs another task.", isRetriable: true))
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try run(wanted, at), in: at.region)
    } catch {
      // The token was used: looking tells for what.
      guard error.code == "ecs.ConflictException" else { throw error }
      return .started
    }
    guard let started = answer.list("tasks") else { throw .unreadable(.ecs, "does not say which task it started") }
    guard started.isEmpty else { return .started }
    throw notPlaced(try wanted.text(cluster.name), at.region, answer.list("failures")?.first?["reason"]?.text)
  }

  private static func run(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let tags: [Document] = at.mark.tags.map { ["key": .text($0.key), "value": .text($0.value)] }
    let input: [String: Document] = .parameters([
      "cluster": .text(try wanted.text(cluster.name)), "taskDefinition": .text(try wanted.text(taskDefinition.name)),
      "count": 1, "clientToken": .text(StepToken.attempt(of: at.effect)), "startedBy": .text(StepToken.step(at.effect)),
      "tags": .list(tags), "launchType": Document(try wanted.optionalText(launchType.name)),
      "networkConfiguration": try network(wanted), "overrides": try overrides(wanted),
    ])
    return AWSCall(.ecs, "RunTask", .accumulates, .object(input))
  }

  private static func network(_ wanted: Arguments) throws(CloudFault) -> Document? {
    let ids = try wanted.texts(subnets.name)
    guard !ids.isEmpty else { return nil }
    let groups = try wanted.texts(securityGroups.name)
    let isPublic = try wanted.optionalBool(publicAddress.name) ?? false
    return [
      "awsvpcConfiguration": .object(
        .parameters([
          "subnets": Document(ids), "securityGroups": groups.isEmpty ? nil : Document(groups),
          "assignPublicIp": isPublic ? "ENABLED" : "DISABLED",
        ]))
    ]
  }

  private static func overrides(_ wanted: Arguments) throws(CloudFault) -> Document? {
    let (words, variables) = (try wanted.texts(command.name), try environment.values(wanted))
    guard !words.isEmpty || !variables.isEmpty else { return nil }
    return [
      "containerOverrides": [
        .object(
          .parameters([
            "name": .text(try wanted.text(container.name)), "command": words.isEmpty ? nil : Document(words),
            "environment": variables.isEmpty ? nil : .list(ContainerChanges.pairs(variables)),
          ]))
      ]
    ]
  }

  private static func notPlaced(_ cluster: String, _ region: Region, _ reason: String?) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ecs.task-not-placed",
      message:
        "ECS found no place for the task in cluster \(cluster), \(region) (\(reason ?? "no reason given")). It is "
        + "asked again. Give the cluster capacity, or correct `launchType` in the plan.", isRetriable: true)
  }
}

// MARK: - The tasks that this step started

extension ECSRun {
  /// Pages of tasks that have ended: ECS keeps them for about an hour.
  private static let mostPages = 20
  /// Tasks in one question: what ECS takes.
  private static let mostDescribed = 100

  private static func running(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .ecs, "ListTasks", .reads,
      ["cluster": .text(try wanted.text(cluster.name)), "startedBy": .text(StepToken.step(at.effect))])
  }

  /// By who started them only those can be asked for that run.
  private static func ended(_ wanted: Arguments, from token: Document?) throws(CloudFault) -> AWSCall {
    let family = try wanted.text(taskDefinition.name).prefix { $0 != ":" }
    return AWSCall(
      .ecs, "ListTasks", .reads,
      .object(
        .parameters([
          "cluster": .text(try wanted.text(cluster.name)), "family": .text(String(family)), "desiredStatus": "STOPPED",
          "nextToken": token,
        ])))
  }

  private static func describing(_ arns: [Document], _ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .ecs, "DescribeTasks", .reads,
      ["cluster": .text(try wanted.text(cluster.name)), "tasks": .list(arns), "include": ["TAGS"]])
  }

  private static func tasks(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> [RunTask] {
    var arns = try list(try await at.tools.client.send(try running(wanted, at), in: at.region))
    var token: Document?
    for page in 1...mostPages {
      let answer = try await at.tools.client.send(try ended(wanted, from: token), in: at.region)
      arns += try list(answer)
      token = answer["nextToken"]
      guard token != nil else { break }
      guard page < mostPages else {
        throw .unreadable(.ecs, "does not come to an end of its tasks within \(mostPages) pages")
      }
    }
    arns = Array(Set(arns))
    var tasks: [RunTask] = []
    for start in stride(from: 0, to: arns.count, by: mostDescribed) {
      let part = Array(arns[start..<min(start + mostDescribed, arns.count)])
      let answer = try await at.tools.client.send(try describing(part, wanted), in: at.region)
      guard let described = answer.list("tasks") else { throw .unreadable(.ecs, "describes no tasks") }
      for task in described where task["startedBy"]?.text == StepToken.step(at.effect) {
        tasks.append(try RunTask(task, in: at.region))
      }
    }
    return tasks
  }

  private static func list(_ answer: Document) throws(CloudFault) -> [Document] {
    guard let arns = answer.list("taskArns"), arns.allSatisfy({ $0.text != nil }) else {
      throw .unreadable(.ecs, "lists no tasks")
    }
    return arns
  }
}
