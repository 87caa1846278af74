extension Step {
  /// Whether users and writes reach the recovery region after this step: because the file says so, or by its nature.
  package var isCutOver: Bool { cutOver || action.traits.movesUsers }
}

extension Plan {
  package var cutOverSteps: [Step] { steps.filter(\.isCutOver) }

  /// Whether it changes what stands in `region`, by a service of that region.
  package func changes(in region: Region, _ regions: Regions) -> Bool {
    steps.contains { step in
      guard step.action.traits.changesOutside, regions.region(of: step) == region else { return false }
      switch step.action.traits.plane {
      case .control, .data: return true
      case .global, .addresses: return false
      }
    }
  }

  /// The step that restores `resource`; nil where none does.
  package func restoring(_ resource: ResourceID) -> Step? {
    steps.first { $0.resource == resource && $0.action.restores != nil }
  }

  /// Every step that must be done before `step` may begin, directly or not.
  package func predecessors(of step: StepID) -> Set<StepID> {
    var found: Set<StepID> = []
    var waiting = self.step(step)?.after ?? []
    while let next = waiting.popLast() {
      guard found.insert(next).inserted else { continue }
      waiting += self.step(next)?.after ?? []
    }
    return found
  }

  /// Each after those that it waits for, else as in the file. A plan has no cycles.
  package var stepsInOrder: [Step] {
    var done: Set<StepID> = []
    var ordered: [Step] = []
    while ordered.count < steps.count {
      let ready = steps.filter { !done.contains($0.id) && $0.after.allSatisfy(done.contains) }
      // What waits for something that is not there is never ready, and stands last.
      guard let next = ready.first else { return ordered + steps.filter { !done.contains($0.id) } }
      done.insert(next.id)
      ordered.append(next)
    }
    return ordered
  }

  /// The longest that it may take from its beginning to the end of its last cut-over, if each step takes all its time
  /// and is done at the first attempt; of all steps where there is no cut-over. A plan has no cycles.
  package var longestToCutOver: Span {
    var known: [StepID: Span] = [:]
    func end(of step: Step) -> Span {
      if let end = known[step.id] { return end }
      let before = step.after.compactMap(self.step).map(end).max() ?? .zero
      let end = before + step.timeout
      known[step.id] = end
      return end
    }
    let asked = cutOverSteps.isEmpty ? steps : cutOverSteps
    return asked.map(end).max() ?? .zero
  }
}

extension Application {
  /// Where a point of `resource` would have to be restored by `plan`, to a moment before `before`.
  package func target(of resource: Resource, by plan: Plan, before: Instant? = nil) -> RestoreTarget {
    let step = plan.restoring(resource.id)
    return RestoreTarget(
      resource: resource.arn, type: resource.type, account: account,
      region: step.map { regions.region(of: $0) } ?? regions.recovery, trait: step?.action.restores,
      moment: step?.action.wantedMoment ?? .latest, before: before)
  }

  /// The same for the failover plan that restores it in the recovery region, at its best; without a trait where none does.
  package func target(of resource: Resource) -> RestoreTarget {
    let step = plans.lazy.filter { $0.kind == .failover }.compactMap { $0.restoring(resource.id) }
      .first { regions.region(of: $0) == regions.recovery }
    return RestoreTarget(
      resource: resource.arn, type: resource.type, account: account, region: regions.recovery,
      trait: step?.action.restores)
  }
}

extension Plan.Kind {
  /// Whether the application goes elsewhere by it: what a repair does not restore stays as it is.
  package var bringsOver: Bool {
    switch self {
    case .failover, .failback, .drill: true
    case .restore: false
    }
  }

  /// Whether this version can run plans of this kind.
  package var canBeRun: Bool {
    switch self {
    case .failover, .restore: true
    case .failback, .drill: false
    }
  }
}
