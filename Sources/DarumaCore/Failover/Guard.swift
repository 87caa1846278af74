/// What stops a firing trigger or a cut-over (invariant 9).
package enum Guard: String, Codable, Hashable, Sendable, CaseIterable {
  case evidenceGone = "evidence-gone"
  case silenceAlone = "silence-alone"
  case automationPaused = "automation-paused"
  case executionRunning = "execution-running"
  case coolingDown = "cooling-down"
  case budgetSpent = "budget-spent"
  case recoveryRegionImpaired = "recovery-region-impaired"
  case noUsableRecoveryPoint = "no-usable-recovery-point"
  case lossTooGreat = "loss-too-great"
}

/// A guard that holds something back: which, why, since when, and what lifts it.
package struct Block: Codable, Hashable, Sendable, CustomStringConvertible {
  package var guardName: Guard
  package var reason: String
  package var remedy: String
  package var at: Instant

  package init(_ guardName: Guard, reason: String, remedy: String, at: Instant) {
    self.guardName = guardName
    self.reason = reason
    self.remedy = remedy
    self.at = at
  }

  package var description: String { "\(reason); \(remedy) (guard \(guardName.rawValue))" }

  package var failure: Failure {
    Failure(code: "guard." + guardName.rawValue, message: "\(reason); \(remedy)", isRetriable: false)
  }
}
