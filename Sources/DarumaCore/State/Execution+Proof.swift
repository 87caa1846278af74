extension Execution {
  /// The recovery point that the step restores; nil where it restores none.
  func restoredPoint(of step: StepID) -> RecoveryPointID? {
    guard let step = plan.step(step), case .rdsRestore = step.action else { return nil }
    return choices.first { $0.resource == step.resource }?.point
  }

  /// Whether what was built was also looked at: a plan without a check proves only that a restore went through.
  var hasChecked: Bool {
    plan.steps.contains { step in
      guard case .httpCheck = step.action else { return false }
      return steps[step.id]?.wasCarriedOut ?? false
    }
  }
}

extension StepMachine {
  /// Done by Daruma, or found done; not skipped.
  var wasCarriedOut: Bool {
    switch state {
    case .succeeded, .adopted: true
    case .waiting, .ready, .running, .failed, .skipped: false
    }
  }
}
