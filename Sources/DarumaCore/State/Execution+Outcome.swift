/// What an execution really did, beside what it was to do.
extension Execution {
  /// The steps that bring data or users over and were not carried out: they failed and the plan went on, a person skipped
  /// them, or it ended before them.
  package var missingSteps: [Step] {
    plan.steps.filter { step in
      (step.isCutOver || step.action.restores != nil) && steps[step.id]?.wasCarriedOut != true
    }
  }

  /// What became of each resource: what was to be restored and was not is left behind, whatever was approved.
  package var outcomeFates: [ResourceFate] {
    fates.map { fate in
      guard case .restored(let choice) = fate.fate else { return fate }
      let restoring = plan.steps.filter { $0.resource == fate.resource && $0.action.restores != nil }
      if restoring.contains(where: { steps[$0.id]?.wasCarriedOut == true }) { return fate }
      let reason = restoring.map { "step \($0.id) " + (steps[$0.id] ?? StepMachine()).whyMissing }
      return ResourceFate(
        fate.resource,
        .notRestored(choice, reason: reason.isEmpty ? "no step restores it" : reason.joined(separator: ", ")))
    }
  }
}

extension StepMachine {
  /// Why it was not carried out.
  package var whyMissing: String {
    switch state {
    case .waiting, .ready, .stopped: "was not begun"
    case .running: "was not done"
    case .succeeded, .adopted: "was done"
    case .failed(let failure, _, _): "failed (\(failure.code))"
    case .skipped(_, let person, _): "was skipped by \(person)"
    }
  }
}
