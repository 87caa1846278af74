import Foundation

/// The five actions of the first format, as the core had them by name, in today's words. Frozen: what they meant does not
/// change with what the actions of these names do today.
enum FirstActions {
  /// A step's action, with what its resource's ARN is named after the last colon; nil for a step without a resource.
  static func step(_ old: JSONTree, resourceName: String?, of type: String) throws -> JSONTree {
    let (name, options) = try only(old, of: type)
    switch name {
    case "rds.restore":
      var parameters = options
      parameters["point"] = .object(["$point": .bool(true)])
      parameters["identifier"] = .object(["$name": .number(63)])
      parameters["earlierIdentifiers"] = .object(["$earlierNames": .number(63)])
      return action(name, parameters, restore)
    case "ecs.scale":
      var parameters = options
      // arn:aws:ecs:region:account:service/cluster/name
      let named = resourceName?.split(separator: "/").map(String.init) ?? []
      parameters["cluster"] = options["cluster"] ?? (named.count == 2 ? .string(named[0]) : nil)
      parameters["service"] = options["service"] ?? named.last.map { .string($0) }
      return action(name, parameters, scale)
    case "route53.switch":
      guard case .object(let target)? = options["target"] else {
        throw OldDataError(type: type, reason: "a switch has no target")
      }
      var parameters = options
      parameters["target"] = nil
      if let values = target["values"] { parameters["values"] = values }
      if let source = target["endpointOf"] {
        let output: JSONTree = .object(["step": source, "key": .string("endpoint")])
        parameters["values"] = .array([.object(["$output": output])])
      }
      return action(name, parameters, recordSwitch)
    case "http.check": return action(name, options, check)
    case "notify":
      var parameters = options
      let title: [JSONTree] = [
        .object(["$application": .bool(true)]), .string(": "), .object(["$plan": .bool(true)]),
      ]
      parameters["subject"] = .object(["$joined": .array(title)])
      return action(name, parameters, notice)
    default: throw OldDataError(type: type, reason: "it has a step that does \(name)")
    }
  }

  /// What an effect did.
  static func effect(_ old: JSONTree, of type: String) throws -> JSONTree {
    var (name, parameters) = try only(old, of: type)
    let region = parameters.removeValue(forKey: "region") ?? .string("")
    switch name {
    case "restoreDatabase":
      if case .object(let options)? = parameters.removeValue(forKey: "options") {
        parameters.merge(options) { kept, _ in kept }
      }
      parameters["point"] = parameters.removeValue(forKey: "snapshot")
      return action("rds.restore", parameters, restore, region)
    case "scaleService": return action("ecs.scale", parameters, scale, region)
    case "switchRecord": return action("route53.switch", parameters, recordSwitch, region)
    case "checkEndpoint": return action("http.check", parameters, check, region)
    case "sendNotice": return action("notify", parameters, notice, region)
    default: throw OldDataError(type: type, reason: "it has an effect that does \(name)")
    }
  }

  private static func only(_ old: JSONTree, of type: String) throws -> (String, [String: JSONTree]) {
    guard case .object(let union) = old, union.count == 1, let (name, value) = union.first,
      case .object(let fields) = value
    else { throw OldDataError(type: type, reason: "an action is not of one kind") }
    return (name, fields)
  }

  private static func action(
    _ name: String, _ parameters: [String: JSONTree], _ traits: [String: JSONTree], _ region: JSONTree? = nil
  ) -> JSONTree {
    var action: [String: JSONTree] = [
      "action": .string(name), "actionVersion": .number(1), "parameters": .object(parameters),
      "traits": .object(traits),
    ]
    action["region"] = region
    return .object(action)
  }
}

extension FirstActions {
  private static let restore: [String: JSONTree] = [
    "nature": .string("creates"), "idempotency": .string("named"), "plane": .object(["control": .string("RDS")]),
    "restores": .object([
      "points": .array([
        .object([
          "of": .string("rds.instance"), "service": .string("rds"), "pointType": .string("snapshot"),
          "takes": .string("snapshots of the RDS instance itself"),
        ])
      ])
    ]),
    "services": .array([.string("RDS")]),
    "leaves": .array([.string("endpoint"), .string("identifier"), .string("port"), .string("arn")]),
    "sentence": .string("restore {identifier} from {point} in {region}"),
  ]

  private static let scale: [String: JSONTree] = [
    "nature": .string("changes"), "idempotency": .string("absolute"), "plane": .object(["control": .string("ECS")]),
    "services": .array([.string("ECS"), .string("FARGATE"), .string("ECR")]), "leaves": .array([]),
    "sentence": .string("run {desiredCount} tasks of {cluster}/{service} in {region}"),
  ]

  private static let recordSwitch: [String: JSONTree] = [
    "nature": .string("movesUsers"), "idempotency": .string("absolute"),
    "plane": .object(["global": .string("Route 53")]), "services": .array([.string("ROUTE53")]),
    "leaves": .array([]), "sentence": .string("point {name} at {values}"),
  ]

  private static let check: [String: JSONTree] = [
    "nature": .string("looks"), "idempotency": .string("none"), "plane": .object(["addresses": .bool(true)]),
    // Validated.
    "proves": .number(5), "services": .array([]), "leaves": .array([]),
    "sentence": .string("check that {url} answers {expect}"),
  ]

  private static let notice: [String: JSONTree] = [
    "nature": .string("tells"), "idempotency": .string("none"), "plane": .object(["addresses": .bool(true)]),
    "services": .array([.string("SNS")]), "leaves": .array([]), "sentence": .string("\u{201C}{subject}\u{201D}"),
  ]
}
