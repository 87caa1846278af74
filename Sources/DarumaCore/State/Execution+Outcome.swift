/// What an execution really did, beside what it was to do.
extension ApplicationState {
  /// Whether what the step is about was done by it, also where that was seen only after the step was given up.
  package func wasCarriedOut(_ step: StepID, of execution: Execution) -> Bool {
    execution.steps[step]?.wasCarriedOut == true || effects.of(execution.id, step).contains { $0.machine.isDone }
  }

  /// The steps that bring data or users over and were not carried out: they failed and the plan went on, a person skipped
  /// them, or it ended before them.
  package func missingSteps(of execution: Execution) -> [Step] {
    execution.plan.steps.filter { step in
      (step.isCutOver || step.action.restores != nil) && !wasCarriedOut(step.id, of: execution)
    }
  }

  /// The same, and whatever else failed or was skipped of that which does or checks something: nobody knows then whether the
  /// service is back.
  package func undoneSteps(of execution: Execution) -> [Step] {
    let missing = Set(missingSteps(of: execution).map(\.id))
    return execution.plan.steps.filter { step in
      if missing.contains(step.id) { return true }
      guard !step.action.isNotice, step.action.awaits?.isPause != true, !wasCarriedOut(step.id, of: execution) else {
        return false
      }
      return execution.steps[step.id]?.isGivenUp == true
    }
  }

  /// What became of each resource: what was to be restored and was not is left behind, whatever was approved.
  package func outcomeFates(of execution: Execution) -> [ResourceFate] {
    execution.fates.map { fate in
      guard case .restored(let choice) = fate.fate else { return fate }
      let restoring = execution.plan.steps.filter { $0.resource == fate.resource && $0.action.restores != nil }
      if restoring.contains(where: { wasCarriedOut($0.id, of: execution) }) { return fate }
      let reason = restoring.map { "step \($0.id) " + (execution.steps[$0.id] ?? StepMachine()).whyMissing }
      return ResourceFate(
        fate.resource,
        .notRestored(choice, reason: reason.isEmpty ? "no step restores it" : reason.joined(separator: ", ")))
    }
  }
}

extension StepMachine {
  /// Whether it failed for good, or a person skipped it.
  fileprivate var isGivenUp: Bool {
    switch state {
    case .failed, .skipped: true
    case .waiting, .ready, .running, .succeeded, .adopted, .stopped: false
    }
  }

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
