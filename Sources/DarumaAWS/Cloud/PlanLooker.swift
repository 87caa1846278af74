package import DarumaCore

/// Looks whether a plan would succeed. It changes nothing, so it may be asked at any time.
package protocol PlanLooker: Sendable {
  /// What is not as it must be, and what could not be looked at; empty where everything is well. It never fails: not to see is
  /// a mark too.
  ///
  /// - Parameters:
  ///   - run: What the plan would do now.
  ///   - caller: Whose credentials are at hand; nil where nobody asks.
  ///   - instant: When the look is begun.
  func marks(of run: DryRun, of application: Application, as caller: Caller?, at instant: Instant) async -> [PlanMark]
}
