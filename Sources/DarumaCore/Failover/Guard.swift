/// What holds a failover back (invariant 9). The table says which guard is asked at which moment; who sends asks again,
/// each time.
///
/// | guard | starting | firing | approving | beginning | sending | cuttingOver |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | served-elsewhere | yes | yes | yes | yes | yes | yes |
/// | execution-running | yes | yes | - | - | - | - |
/// | automation-paused | - | yes | - | - | - | - |
/// | evidence-gone | - | - | yes | yes | yes | yes |
/// | silence-alone | - | yes | - | - | - | - |
/// | budget-spent | - | yes | - | - | - | - |
/// | cooling-down | - | yes | - | - | - | - |
/// | asked-recently | - | yes | - | - | - | - |
/// | recovery-region-impaired | yes | yes | yes | yes | yes | yes |
/// | no-usable-recovery-point | yes | yes | yes | yes | yes | - |
/// | loss-too-great | - | yes | yes | yes | - | yes |
/// | plan-not-ready | yes | yes | yes | yes | - | - |
///
/// That it can hear (``Readiness``) is no guard that a person lifts: until then nothing is decided and nothing sent. Nor
/// does a pause refuse what has fired: it waits, and goes on when people let it (``Sending``, ``StepRules``,
/// ``ApprovalRules``).
package enum Guard: String, Codable, CodingKeyRepresentable, Hashable, Sendable, CaseIterable {
  case servedElsewhere = "served-elsewhere"
  case executionRunning = "execution-running"
  case automationPaused = "automation-paused"
  case evidenceGone = "evidence-gone"
  case silenceAlone = "silence-alone"
  case budgetSpent = "budget-spent"
  case coolingDown = "cooling-down"
  case askedRecently = "asked-recently"
  case recoveryRegionImpaired = "recovery-region-impaired"
  case noUsableRecoveryPoint = "no-usable-recovery-point"
  case lossTooGreat = "loss-too-great"
  /// Only where the file says so (``GuardPolicy/planReadiness``).
  case planNotReady = "plan-not-ready"

  /// The columns of the table.
  package enum Moment: String, Hashable, Sendable, CaseIterable {
    /// A person starts a plan.
    case starting
    /// A trigger's condition has held long enough.
    case firing
    /// Approval is asked for, or waited for.
    case approving
    /// It is approved, or nobody is asked.
    case beginning
    /// Something that changes the outside is about to be sent.
    case sending
    /// The same, and users are moved by it.
    case cuttingOver
  }

  /// When it is asked.
  package var moments: Set<Moment> {
    switch self {
    case .servedElsewhere, .recoveryRegionImpaired: Set(Moment.allCases)
    case .executionRunning: [.starting, .firing]
    case .evidenceGone: [.approving, .beginning, .sending, .cuttingOver]
    case .automationPaused, .silenceAlone, .budgetSpent, .coolingDown, .askedRecently: [.firing]
    case .noUsableRecoveryPoint: [.starting, .firing, .approving, .beginning, .sending]
    case .lossTooGreat: [.firing, .approving, .beginning, .cuttingOver]
    case .planNotReady: [.starting, .firing, .approving, .beginning]
    }
  }

  /// What happens if a person overrides it; nil where that is no question of risk, and another command is the way.
  package var risk: String? {
    switch self {
    case .servedElsewhere, .executionRunning, .automationPaused, .noUsableRecoveryPoint: nil
    case .evidenceGone: "the primary region may be well: users are moved away from data that is newer"
    case .silenceAlone: "only the watching may be broken: the primary region may be well"
    case .budgetSpent: "it has failed over often today: something may be going back and forth"
    case .coolingDown: "what users wrote since the last failover may be replaced by older data"
    case .askedRecently: "the same was tried a moment ago: people may be asked too often to answer well"
    case .recoveryRegionImpaired: "the recovery region may fail too, half-way through"
    case .lossTooGreat: "more data is lost than the owners allow"
    case .planNotReady: "a step may fail half-way: what it needs was not seen to be there"
    }
  }
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

  package static let codePrefix = "guard."

  package var failure: Failure {
    Failure(code: Self.codePrefix + guardName.rawValue, message: "\(reason); \(remedy)", isRetriable: false)
  }
}

/// A person's word that one guard does not count for a while.
package struct GuardOverride: Codable, Hashable, Sendable {
  package var guardName: Guard
  package var by: String
  package var comment: String
  /// What the person was told that may come of it.
  package var risk: String
  package var at: Instant
  package var until: Instant

  /// How long it counts: long enough for a failover that was held back, not for the next one.
  package static let lasts = Span.hours(1)

  package init(_ guardName: Guard, by person: String, comment: String, risk: String, at now: Instant) {
    self.guardName = guardName
    by = person
    self.comment = comment
    self.risk = risk
    at = now
    until = now + Self.lasts
  }
}
