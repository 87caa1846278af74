import DarumaCore

extension Upcasters {
  /// Events of the time when the core had five actions by name.
  static let ofFirstActions = [declared1, executionStarted2] + withEffects.map(effectOfFirstActions)

  private static let withEffects: [(from: EventType, to: EventType)] = [
    ("failover.step-started.v1", "failover.step-started.v2"),
    ("failover.notice-due.v1", "failover.notice-due.v2"),
    ("failover.verification-due.v1", "failover.verification-due.v2"),
    ("notice.due.v1", "notice.due.v2"),
  ]

  private static let declared1 = Upcaster(
    from: "catalog.application-declared.v1", to: "catalog.application-declared.v2"
  ) { old in
    var new = old
    new["application"] = try old["application"].map { try application($0, of: "catalog.application-declared.v1") }
    return new
  }

  private static let executionStarted2 = Upcaster(
    from: "failover.execution-started.v2", to: "failover.execution-started.v3"
  ) { old in
    var new = old
    new["pinned"] = try old["pinned"].map { try application($0, of: "failover.execution-started.v2") }
    return new
  }

  private static func effectOfFirstActions(_ types: (from: EventType, to: EventType)) -> Upcaster {
    Upcaster(from: types.from, to: types.to) { old in
      guard case .object(var effect)? = old["effect"], let action = effect["action"] else {
        throw OldDataError(type: types.from.rawValue, reason: "its effect does nothing")
      }
      effect["action"] = try FirstActions.effect(action, of: types.from.rawValue)
      var new = old
      new["effect"] = .object(effect)
      return new
    }
  }

  private static func application(_ old: JSONTree, of type: String) throws -> JSONTree {
    guard case .object(var application) = old, case .array(let plans)? = application["plans"] else { return old }
    let names = resourceNames(application["resources"])
    application["plans"] = .array(
      try plans.map { plan in
        guard case .object(var fields) = plan, case .array(let steps)? = fields["steps"] else { return plan }
        fields["steps"] = .array(try steps.map { try step($0, names, of: type) })
        return .object(fields)
      })
    return .object(application)
  }

  private static func step(_ old: JSONTree, _ names: [String: String], of type: String) throws -> JSONTree {
    guard case .object(var step) = old, let action = step["action"] else { return old }
    var name: String?
    if case .string(let resource)? = step["resource"] { name = names[resource] }
    step["action"] = try FirstActions.step(action, resourceName: name, of: type)
    return .object(step)
  }

  /// What each resource is called at the end of its ARN, by its id.
  private static func resourceNames(_ resources: JSONTree?) -> [String: String] {
    guard case .array(let resources)? = resources else { return [:] }
    return resources.reduce(into: [:]) { names, resource in
      guard case .object(let fields) = resource, case .string(let id)? = fields["id"],
        case .string(let arn)? = fields["arn"]
      else { return }
      names[id] = ARN(arn).resourceName
    }
  }
}
