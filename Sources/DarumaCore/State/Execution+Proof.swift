extension Execution {
  /// The recovery point that the step restores; nil where it restores none.
  func restoredPoint(of step: StepID) -> RecoveryPointID? {
    guard let step = plan.step(step), step.action.restores != nil else { return nil }
    return choices.first { $0.resource == step.resource }?.point
  }

  /// Whether what the step restored was also looked at: by a check that comes after it, and so can't have looked at
  /// anything else.
  func isChecked(_ step: StepID) -> Bool {
    plan.steps.contains { check in
      check.action.isCheck && steps[check.id]?.wasCarriedOut == true && plan.predecessors(of: check.id).contains(step)
    }
  }
}

extension StepMachine {
  /// Done by Daruma, or found done; not skipped.
  package var wasCarriedOut: Bool {
    switch state {
    case .succeeded, .adopted: true
    case .waiting, .ready, .running, .failed, .skipped, .stopped: false
    }
  }
}
