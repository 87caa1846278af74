extension ExecutionMachine {
  /// Why it ended without success, for people; nil where it did not.
  package var endedBecause: String? {
    switch state {
    case .failed(let failure, _): failure.description
    case .aborted(let reason, let person, _): "by \(person): \(reason)"
    case .pending, .awaitingApproval, .running, .pausedByOperator, .pausedByFailedStep, .verifying, .stopping,
      .succeeded:
      nil
    }
  }

  /// The state for people; ``stateName`` is for programs.
  package var stateWords: String {
    switch state {
    case .pending: "about to begin"
    case .awaitingApproval: "awaiting approval"
    case .running: "running"
    case .pausedByOperator(let person): "paused by \(person)"
    case .pausedByFailedStep(let step): "paused: step \(step) failed"
    case .verifying: "verifying"
    case .stopping: "stopping"
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .aborted: "aborted"
    }
  }
}
