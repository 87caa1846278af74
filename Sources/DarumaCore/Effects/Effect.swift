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
  /// Nil for a message about the application itself, such as a trigger that is held back.
  package var execution: ExecutionID?
  /// Nil for a message.
  package var step: StepID?
  package var attempt: Int
  package var purpose: Purpose
  package var action: Action
  /// When the attempt is given up; the executor stops by then, and the machine counts it as failed.
  package var deadline: Instant

  package init(
    id: EffectID, application: ApplicationName, execution: ExecutionID?, step: StepID?, attempt: Int,
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

  /// The id of a message. It has one part more than any effect of a step, whatever the steps are called.
  package static func noticeIdentifier(
    _ scope: String, subject: String, recipient: Int
  ) -> EffectID {
    EffectID("\(scope)/notices/\(subject)/\(recipient)")
  }

  /// Whether it changes something outside that users or data depend on. A look, a check and a message do not.
  package var changesOutside: Bool { purpose == .perform && action.changesOutside }
}

/// What came of an effect.
package struct Outcome: Codable, Hashable, Sendable {
  package enum Result: Codable, Hashable, Sendable {
    /// Done by us (or by an earlier try of the same effect), with what later steps need, such as `endpoint`.
    case succeeded(outputs: [String: String])
    /// It was already so, and not by us: someone did it by hand.
    case adopted(outputs: [String: String])
    case failed(Failure)
    /// Time ran out, and it was not seen how it ended: what was sent may still come true.
    case unsettled(Failure)
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
  /// What the attempt made was seen, and can't become what was wanted: only then may another attempt make a second one.
  /// Nil where nothing was seen to be broken.
  package var isSeenBroken: Bool?

  package init(code: String, message: String, isRetriable: Bool, isSeenBroken: Bool? = nil) {
    self.code = code
    self.message = message
    self.isRetriable = isRetriable
    self.isSeenBroken = isSeenBroken
  }

  /// Longest message that is kept, in characters: what comes back from outside can be of any size.
  package static let longestMessage = 4_000

  /// The same, with a message that is no longer than ``longestMessage``.
  package var bounded: Failure {
    guard message.count > Self.longestMessage else { return self }
    var bounded = self
    bounded.message = message.prefix(Self.longestMessage) + " ..."
    return bounded
  }

  package var description: String { "\(message) (\(code))" }
}
