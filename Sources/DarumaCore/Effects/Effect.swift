/// One intended action on the outside, with a deterministic id. Derived from state, never stored apart from it.
package struct Effect: Codable, Hashable, Sendable {
  package enum Purpose: String, Codable, Hashable, Sendable {
    /// Observe, and act where it is not yet so.
    case perform
    /// Observe only: is what a step did still so?
    case verify
  }

  package var id: EffectID
  package var application: ApplicationName
  package var execution: ExecutionID
  /// Nil for a message about the execution itself, such as a request for approval.
  package var step: StepID?
  package var attempt: Int
  package var purpose: Purpose
  package var action: Action
  /// When the attempt is given up; the executor stops by then, and the machine counts it as failed.
  package var deadline: Instant

  package init(
    id: EffectID, application: ApplicationName, execution: ExecutionID, step: StepID?, attempt: Int,
    purpose: Purpose, action: Action, deadline: Instant
  ) {
    self.id = id
    self.application = application
    self.execution = execution
    self.step = step
    self.attempt = attempt
    self.purpose = purpose
    self.action = action
    self.deadline = deadline
  }

  /// `<execution>/<step>/<attempt>`; the execution's id begins with the application.
  package static func identifier(execution: ExecutionID, step: StepID, attempt: Int) -> EffectID {
    EffectID("\(execution)/\(step)/\(attempt)")
  }

  /// The id of asking whether what a step did is still so.
  package static func verificationIdentifier(execution: ExecutionID, step: StepID, round: Int) -> EffectID {
    EffectID("\(execution)/\(step)/verify-\(round)")
  }

  /// The id of a message about an execution.
  package static func noticeIdentifier(execution: ExecutionID, subject: String, recipient: Int) -> EffectID {
    EffectID("\(execution)/\(subject)/\(recipient)")
  }
}

/// What came of an effect.
package struct Outcome: Codable, Hashable, Sendable {
  package enum Result: Codable, Hashable, Sendable {
    /// Done by us (or by an earlier try of the same effect), with what later steps need, such as `endpoint`.
    case succeeded(outputs: [String: String])
    /// It was already so, and not by us: someone did it by hand.
    case adopted(outputs: [String: String])
    case failed(Failure)
  }

  package var effect: EffectID
  package var result: Result

  package init(effect: EffectID, result: Result) {
    self.effect = effect
    self.result = result
  }
}

/// Why something failed: a stable code, and a sentence for the person on call.
package struct Failure: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  /// Stable and without dynamic parts, such as `rds.DBSnapshotNotFound` or `step.timed-out`.
  package var code: String
  package var message: String
  /// Whether another attempt may succeed.
  package var isRetriable: Bool

  package init(code: String, message: String, isRetriable: Bool) {
    self.code = code
    self.message = message
    self.isRetriable = isRetriable
  }

  package var description: String { "\(message) (\(code))" }
}
