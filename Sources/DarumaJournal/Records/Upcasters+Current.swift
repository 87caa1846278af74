import DarumaCore
import Foundation

extension Upcasters {
  /// What this version of Daruma reads besides its own event types.
  package static let current = Upcasters([exposureChanged1, listeningPaused1, listeningResumed1])

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
