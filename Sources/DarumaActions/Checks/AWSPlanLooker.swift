package import DarumaAWS
package import DarumaCore

/// Looks at plans with a client that shares what it asks (``SharedLooks``).
package struct AWSPlanLooker: PlanLooker {
  private let cloud: AWSCloud
  private let client: AWSClient
  private let looks: SharedLooks

  /// - Parameters:
  ///   - cloud: Asks with `client`.
  ///   - client: One that shares `looks`.
  package init(cloud: AWSCloud, client: AWSClient, looks: SharedLooks) {
    self.cloud = cloud
    self.client = client
    self.looks = looks
  }

  package func marks(
    of run: DryRun, of application: Application, as caller: Caller?, at instant: Instant
  ) async -> [PlanMark] {
    looks.belong(to: caller?.account)
    var marks = run.marks(at: instant)
    for item in run.items where item.effect.action.traits.isLookedAtBeforehand {
      for finding in await cloud.check(item, of: run) {
        marks += PlanMark(finding, of: item.step.id, at: instant).map { [$0] } ?? []
      }
    }
    guard let caller else { return marks }
    for finding in await PermissionCheck.findings(of: run, as: caller, client) {
      marks += PlanMark(finding, of: nil, at: instant).map { [$0] } ?? []
    }
    return marks
  }
}

extension ActionTraits {
  /// An address that is not AWS's answers as users see it, and is visited when the plan runs: not again and again, by nobody
  /// who wants to know.
  fileprivate var isLookedAtBeforehand: Bool { nature != .tells && plane != .addresses }
}

extension PlanMark {
  /// Nil where all is well, and where there is nothing to be seen yet.
  fileprivate init?(_ finding: CheckFinding, of step: StepID?, at instant: Instant) {
    let kind: Kind
    switch finding.verdict {
    case .met, .later: return nil
    case .unmet: kind = .unmet
    case .unseen: kind = .unseen
    }
    self.init(
      kind, step: step, subject: finding.subject, state: finding.state, code: finding.code, remedy: finding.remedy,
      since: instant)
  }
}
