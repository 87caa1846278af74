extension ExecutionMachine {
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
