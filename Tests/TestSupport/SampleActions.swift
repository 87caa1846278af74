package import DarumaCore

// Five actions as the core sees them: by their traits. A test of the module of actions holds these against the real ones.

extension ActionTraits {
  package static let restore = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("RDS"),
    restores: RestoreTrait(
      PointKind(
        of: .rdsInstance, service: "rds", pointType: "snapshot", words: "snapshots of the RDS instance itself")),
    services: ["RDS"], outputs: ["endpoint", "identifier", "port", "arn"],
    sentence: "restore {identifier} from {point} in {region}")
  package static let scale = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("ECS"), services: ["ECS", "FARGATE", "ECR"],
    outputs: ["runningCount", "arn"], sentence: "run {desiredCount} tasks of {cluster}/{service} in {region}")
  package static let recordSwitch = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .global("Route 53"), services: ["ROUTE53"],
    outputs: ["name", "values"], sentence: "point {name} at {values}")
  package static let check = ActionTraits(
    nature: .looks, idempotency: .none, plane: .addresses, proves: .validated, outputs: ["status"],
    sentence: "check that {url} answers {expect}")
}

extension StepAction {
  package static func rdsRestore(
    instanceClass: String? = nil, subnetGroup: String? = nil, securityGroups: [String] = [],
    parameterGroup: String? = nil, optionGroup: String? = nil, multiAZ: Bool? = nil, publiclyAccessible: Bool = false
  ) -> StepAction {
    let given: [String: Document?] = [
      "instanceClass": instanceClass.map { .text($0) }, "subnetGroup": subnetGroup.map { .text($0) },
      "parameterGroup": parameterGroup.map { .text($0) }, "optionGroup": optionGroup.map { .text($0) },
      "multiAZ": multiAZ.map { .bool($0) },
    ]
    var parameters: [String: Document] = [
      "point": .blank(.point), "identifier": .blank(.name(longest: 63)),
      "earlierIdentifiers": .blank(.earlierNames(longest: 63)),
      "securityGroups": .list(securityGroups.map { .text($0) }), "publiclyAccessible": .bool(publiclyAccessible),
    ]
    parameters.merge(given.compactMapValues(\.self)) { _, given in given }
    return StepAction(name: "rds.restore", parameters: parameters, traits: .restore)
  }

  package static func ecsScale(
    desiredCount: Int, cluster: String = "main", service: String = "api"
  ) -> StepAction {
    StepAction(
      name: "ecs.scale",
      parameters: [
        "desiredCount": .integer(Int64(desiredCount)), "cluster": .text(cluster), "service": .text(service),
      ], traits: .scale)
  }

  package static func route53Switch(
    zone: String, name: String, type: String = "A", values: [String], ttl: Int = 60
  ) -> StepAction {
    record(zone, name, type, .list(values.map { .text($0) }), ttl)
  }

  package static func route53Switch(
    zone: String, name: String, endpointOf step: StepID, ttl: Int = 60
  ) -> StepAction {
    record(zone, name, "CNAME", [.blank(.output(of: step, key: "endpoint"))], ttl)
  }

  private static func record(
    _ zone: String, _ name: String, _ type: String, _ values: Document, _ ttl: Int
  ) -> StepAction {
    StepAction(
      name: "route53.switch",
      parameters: [
        "zone": .text(zone), "name": .text(name), "type": .text(type), "values": values, "ttl": .integer(Int64(ttl)),
      ], traits: .recordSwitch)
  }

  package static func httpCheck(url: String, expect: Int = 200, consecutive: Int = 1) -> StepAction {
    StepAction(
      name: "http.check",
      parameters: [
        "url": .text(url), "expect": .integer(Int64(expect)), "consecutive": .integer(Int64(consecutive)),
      ], traits: .check)
  }

  package static func notify(channels: [Channel], message: String) -> StepAction {
    StepAction(
      name: .notify,
      parameters: [
        "channels": .list(channels.map(\.document)), "message": .text(message),
        "subject": .blank(.joined([.blank(.application), ": ", .blank(.plan)])),
      ], traits: .notify)
  }
}

extension Action {
  package static func rdsRestore(
    from point: RecoveryPointID, identifier: String, earlierIdentifiers: [String] = [],
    with options: [String: Document] = [:], in region: Region = "us-west-2"
  ) -> Action {
    var parameters: [String: Document] = [
      "point": .text(point.rawValue), "identifier": .text(identifier),
      "earlierIdentifiers": .list(earlierIdentifiers.map { .text($0) }), "securityGroups": [],
      "publiclyAccessible": false,
    ]
    parameters.merge(options) { _, given in given }
    return Action(name: "rds.restore", region: region, parameters: parameters, traits: .restore)
  }

  package static func ecsScale(
    desiredCount: Int, cluster: String = "main", service: String = "api", in region: Region = "us-west-2"
  ) -> Action {
    Action(
      name: "ecs.scale", region: region,
      parameters: StepAction.ecsScale(desiredCount: desiredCount, cluster: cluster, service: service).parameters,
      traits: .scale)
  }

  package static func route53Switch(
    zone: String, name: String, type: String = "A", values: [String], ttl: Int = 60, in region: Region = "us-west-2"
  ) -> Action {
    Action(
      name: "route53.switch", region: region,
      parameters: StepAction.route53Switch(zone: zone, name: name, type: type, values: values, ttl: ttl).parameters,
      traits: .recordSwitch)
  }

  package static func httpCheck(
    url: String, expect: Int = 200, consecutive: Int = 1, in region: Region = "us-west-2"
  ) -> Action {
    Action(
      name: "http.check", region: region,
      parameters: StepAction.httpCheck(url: url, expect: expect, consecutive: consecutive).parameters, traits: .check)
  }

  /// Of a restore: the recovery point that it restores.
  package var restoredPoint: RecoveryPointID? {
    traits.restores == nil ? nil : parameters["point"]?.text.map { RecoveryPointID($0) }
  }

  /// What it makes is called.
  package var identifier: String? { parameters["identifier"]?.text }

  package var earlierIdentifiers: [String] { (parameters["earlierIdentifiers"]?.items ?? []).compactMap(\.text) }

  /// Of a message.
  package var message: String? { traits.nature == .tells ? parameters["message"]?.text : nil }
  package var subject: String? { traits.nature == .tells ? parameters["subject"]?.text : nil }
  package var channels: [Channel] { (parameters["channels"]?.items ?? []).compactMap { Channel($0) } }
}

extension ExecutionID {
  package static let sample: ExecutionID = "kaigo.20261124T034200Z.1"
}

extension Effect {
  package static func sample(
    _ action: Action, step: StepID = "step", attempt: Int = 1, execution: ExecutionID = .sample,
    purpose: Effect.Purpose = .perform
  ) -> Effect {
    Effect(
      id: Effect.identifier(execution: execution, step: step, attempt: attempt), application: "kaigo",
      execution: execution, step: step, attempt: attempt, purpose: purpose, action: action,
      deadline: Instant(milliseconds: 0))
  }
}
