import DarumaCore
import Foundation

extension Upcasters {
  /// What this version of Daruma reads besides its own event types.
  package static let current = Upcasters(
    [exposureChanged1, listeningPaused1, listeningResumed1, executionStarted1, approvalRequested1] + ofFirstActions)

  /// Version 1 carried the application and the plan in every start, and told of the restored resources alone.
  private static let executionStarted1 = Upcaster(
    from: "failover.execution-started.v1", to: "failover.execution-started.v2"
  ) { old in
    var new = old
    new["pinned"] = old["application"]
    new["application"] = nil
    new["file"] = .string("")
    new["plan"] = try planName(old["plan"], of: "failover.execution-started.v1")
    new["fates"] = fates(old["choices"])
    new["choices"] = nil
    return new
  }

  /// Version 1 carried the plan in the terms, and one figure for each choice.
  private static let approvalRequested1 = Upcaster(
    from: "failover.execution-approval-requested.v1", to: "failover.execution-approval-requested.v2"
  ) { old in
    guard case .object(var approval)? = old["approval"], case .object(var terms)? = approval["terms"],
      let policy = approval["policy"], let requestedAt = approval["requestedAt"]
    else {
      throw OldDataError(type: "failover.execution-approval-requested.v1", reason: "it has no terms")
    }
    terms["plan"] = try planName(terms["plan"], of: "failover.execution-approval-requested.v1")
    terms["file"] = .string("")
    terms["fates"] = fates(terms["choices"])
    terms["choices"] = nil
    terms["asOf"] = requestedAt
    terms["policy"] = policy
    approval["terms"] = .object(terms)
    var new = old
    new["approval"] = .object(approval)
    return new
  }

  private static func planName(_ plan: JSONTree?, of type: String) throws -> JSONTree {
    guard case .object(let fields)? = plan, let name = fields["name"] else {
      throw OldDataError(type: type, reason: "its plan has no name")
    }
    return name
  }

  /// What is restored; of the other resources nothing was told.
  private static func fates(_ choices: JSONTree?) -> JSONTree {
    guard case .array(let choices)? = choices else { return .array([]) }
    return .array(
      choices.map { choice in
        guard case .object(let fields) = choice, let resource = fields["resource"] else { return choice }
        return .object(["resource": resource, "fate": .string("restored"), "choice": choice])
      })
  }

  /// A worker that did not listen read what it had missed, or could not: both were told alike.
  private static let listeningPaused1 = Upcaster(
    from: "observation.listening-paused.v1", to: "observation.readiness-changed.v1"
  ) { _ in ["to": .string("catchingUp")] }

  private static let listeningResumed1 = Upcaster(
    from: "observation.listening-resumed.v1", to: "observation.readiness-changed.v1"
  ) { _ in ["to": .string("current")] }

  /// Version 1 knew one status for all usable points, and no schedule: what it called within the objective is fresh.
  private static let exposureChanged1 = Upcaster(
    from: "protection.exposure-changed.v1", to: "protection.exposure-changed.v2"
  ) { old in
    guard case .string(let status)? = old["status"], let resource = old["resource"] else {
      throw OldDataError(type: "protection.exposure-changed.v1", reason: "it names no resource or no status")
    }
    let known = ["withinObjective": "fresh", "breached": "breached", "unknown": "unknown"]
    guard let present = known[status] else {
      throw OldDataError(type: "protection.exposure-changed.v1", reason: "it has the status \(status)")
    }
    var level: [String: JSONTree] = ["usability": .number(0), "status": .string(present)]
    level["point"] = old["point"]
    level["takenAt"] = old["takenAt"]
    return ["resource": resource, "levels": .array([.object(level)])]
  }
}

/// The data of an old event is not what its version wrote.
struct OldDataError: Error, CustomStringConvertible {
  var type: String
  var reason: String
  var description: String { "data of \(type) that no version of Daruma has written: \(reason)" }
}
