/// What a leaf may look at: what was heard of the world, what is known of recovery points, and what people said.
package struct Observed: Sendable {
  /// The application file that the condition belongs to; nil while none is in force.
  package var application: Application?
  package var world: World
  package var protection: Protection
  package var silences: Silences
  package var exposures: Table<ResourceID, Exposure>
  package var compliance: Table<ResourceID, ComplianceReview>
  package var words: Words
  /// Whatever a source said up to then is taken in: nobody counts as silent beyond. Nil: everything is.
  package var heardUntil: Instant?

  package init(
    application: Application?, world: World = World(), protection: Protection = Protection(),
    silences: Silences = Silences(), exposures: Table<ResourceID, Exposure> = Table(),
    compliance: Table<ResourceID, ComplianceReview> = Table(), words: Words = Words(), heardUntil: Instant? = nil
  ) {
    self.application = application
    self.world = world
    self.protection = protection
    self.silences = silences
    self.exposures = exposures
    self.compliance = compliance
    self.words = words
    self.heardUntil = heardUntil
  }

  /// The resource of this name, or all that are in the application where no name is given.
  func resources(_ id: ResourceID?) -> [Resource] {
    guard let id else { return application?.resources ?? [] }
    return [application?.resource(id)].compactMap(\.self)
  }
}

extension ApplicationState {
  /// What is observed, by the application file in force.
  package var observed: Observed { observed(by: catalog) }

  /// What is observed, by another file: the one that an execution began with.
  package func observed(by application: Application?) -> Observed {
    Observed(
      application: application, world: projection.world, protection: projection.protection, silences: silences,
      exposures: exposures, compliance: compliance, words: words)
  }

  /// When time alone changes what conditions read, or whether the recovery region counts as healthy.
  func evidenceDeadlines(after now: Instant) -> [Instant] {
    guard let catalog else { return [] }
    var deadlines = catalog.triggers.compactMap { $0.when.evaluate(observed, at: now).changesAt }
    if let execution = runningExecution {
      let pinned = observed(by: execution.application)
      if let trigger = execution.trigger.flatMap(execution.application.trigger) {
        // While people are asked, leaves linger for a hold-down.
        for linger in [Span.zero, trigger.holdFor] {
          deadlines += [trigger.when.evaluate(pinned, at: now, linger: linger).changesAt].compactMap(\.self)
        }
      }
      for step in execution.steps.values {
        guard let condition = step.running?.effect.action.awaits?.condition else { continue }
        deadlines += [condition.evaluate(pinned, at: now).changesAt].compactMap(\.self)
      }
      deadlines += [RecoveryRegionHealth(for: execution.plan, pinned, at: now).changesAt].compactMap(\.self)
    }
    for plan in catalog.plans where plan.kind == .failover {
      deadlines += [RecoveryRegionHealth(for: plan, observed, at: now).changesAt].compactMap(\.self)
    }
    return deadlines
  }
}
