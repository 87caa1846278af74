/// One step of an execution.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | waiting | predecessorsDone | ready | ready |
/// | waiting | started | - | waiting |
/// | waiting | blocked | - | waiting |
/// | waiting | succeeded | - | waiting |
/// | waiting | adopted | - | waiting |
/// | waiting | attemptFailed | - | waiting |
/// | waiting | retryAsked | - | waiting |
/// | waiting | calledOff | - | waiting |
/// | waiting | heldBack | - | waiting |
/// | waiting | skipAsked | skipped | skipped |
/// | ready | predecessorsDone | - | ready |
/// | ready | started | started | running |
/// | ready | blocked | failed | failed |
/// | ready | succeeded | - | ready |
/// | ready | adopted | - | ready |
/// | ready | attemptFailed | - | ready |
/// | ready | retryAsked | - | ready |
/// | ready | calledOff | - | ready |
/// | ready | heldBack | - | ready |
/// | ready | skipAsked | skipped | skipped |
/// | running | predecessorsDone | - | running |
/// | running | started | - | running |
/// | running | blocked | - | running |
/// | running | succeeded | succeeded or - | succeeded or running |
/// | running | adopted | adopted or - | adopted or running |
/// | running | attemptFailed | attemptFailed or failed or - | ready or failed or running |
/// | running | retryAsked | - | running |
/// | running | skipAsked | skipped | skipped |
/// | running | calledOff | stopped or - | stopped or running |
/// | running | heldBack | ready or - | ready or running |
/// | succeeded | predecessorsDone | - | succeeded |
/// | succeeded | started | - | succeeded |
/// | succeeded | blocked | - | succeeded |
/// | succeeded | succeeded | - | succeeded |
/// | succeeded | adopted | - | succeeded |
/// | succeeded | attemptFailed | - | succeeded |
/// | succeeded | retryAsked | - | succeeded |
/// | succeeded | calledOff | - | succeeded |
/// | succeeded | heldBack | - | succeeded |
/// | succeeded | skipAsked | - | succeeded |
/// | adopted | predecessorsDone | - | adopted |
/// | adopted | started | - | adopted |
/// | adopted | blocked | - | adopted |
/// | adopted | succeeded | - | adopted |
/// | adopted | adopted | - | adopted |
/// | adopted | attemptFailed | - | adopted |
/// | adopted | retryAsked | - | adopted |
/// | adopted | calledOff | - | adopted |
/// | adopted | heldBack | - | adopted |
/// | adopted | skipAsked | - | adopted |
/// | failed | predecessorsDone | - | failed |
/// | failed | started | - | failed |
/// | failed | blocked | - | failed |
/// | failed | succeeded | - | failed |
/// | failed | adopted | - | failed |
/// | failed | attemptFailed | - | failed |
/// | failed | retryAsked | ready | ready |
/// | failed | calledOff | - | failed |
/// | failed | heldBack | - | failed |
/// | failed | skipAsked | skipped | skipped |
/// | skipped | predecessorsDone | - | skipped |
/// | skipped | started | - | skipped |
/// | skipped | blocked | - | skipped |
/// | skipped | succeeded | - | skipped |
/// | skipped | adopted | - | skipped |
/// | skipped | attemptFailed | - | skipped |
/// | skipped | retryAsked | - | skipped |
/// | skipped | calledOff | - | skipped |
/// | skipped | heldBack | - | skipped |
/// | skipped | skipAsked | - | skipped |
/// | stopped | predecessorsDone | - | stopped |
/// | stopped | started | - | stopped |
/// | stopped | blocked | - | stopped |
/// | stopped | succeeded | - | stopped |
/// | stopped | adopted | - | stopped |
/// | stopped | attemptFailed | - | stopped |
/// | stopped | retryAsked | - | stopped |
/// | stopped | calledOff | - | stopped |
/// | stopped | heldBack | - | stopped |
/// | stopped | skipAsked | - | stopped |
///
/// Outcomes that come late, to a step that is no longer running or of an attempt that was given up, are swallowed on
/// purpose: the journal already says how the step ended. A failed attempt leads back to ready while attempts are left
/// and the failure may pass, else to failed.
package struct StepMachine: Codable, Hashable, Sendable {
  package enum State: Codable, Hashable, Sendable {
    case waiting
    case ready(attempt: Int, lastAttempt: Int, notBefore: Instant)
    case running(Running)
    case succeeded(outputs: [String: String], at: Instant)
    case adopted(outputs: [String: String], at: Instant)
    case failed(Failure, attempt: Int, at: Instant)
    case skipped(reason: String, by: String, at: Instant)
    /// Its execution was ended before anything of the attempt was sent.
    case stopped(at: Instant)
  }

  /// An attempt in flight: its effect is on its way, or was when the worker died.
  package struct Running: Codable, Hashable, Sendable {
    package var effect: Effect
    package var since: Instant
    /// The attempt after which the step is given up.
    package var lastAttempt: Int
  }

  package enum Input: Hashable, Sendable {
    case predecessorsDone(lastAttempt: Int, at: Instant)
    case started(Effect, at: Instant)
    case blocked(Failure, at: Instant)
    case succeeded(EffectID, outputs: [String: String], at: Instant)
    case adopted(EffectID, outputs: [String: String], at: Instant)
    /// `retryAt` is when another attempt may begin, if one is left.
    case attemptFailed(EffectID, Failure, retryAt: Instant, at: Instant)
    /// `attempts` more are granted.
    case retryAsked(attempts: Int, at: Instant)
    case skipAsked(reason: String, by: String, at: Instant)
    /// The attempt's effect was called off before it was sent, since its execution ends.
    case calledOff(EffectID, at: Instant)
    /// It was called off before it was sent, since people held it back until its time was over. That is no failure: it is
    /// begun anew.
    case heldBack(EffectID, at: Instant)
  }

  package enum Event: Hashable, Sendable {
    case ready(attempt: Int, lastAttempt: Int, notBefore: Instant)
    case started(Effect, lastAttempt: Int)
    case succeeded(outputs: [String: String])
    case adopted(outputs: [String: String])
    case attemptFailed(Failure, attempt: Int, lastAttempt: Int, retryAt: Instant)
    case failed(Failure, attempt: Int)
    case skipped(reason: String, by: String)
    case stopped
  }

  package private(set) var state: State = .waiting
  /// When the first attempt began.
  package private(set) var startedAt: Instant?
  /// What the last attempt did or does.
  package private(set) var lastEffect: Effect?

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch (state, input) {
    case (.waiting, .predecessorsDone(let lastAttempt, let now)):
      .ready(attempt: 1, lastAttempt: lastAttempt, notBefore: now)
    case (.waiting, .skipAsked(let reason, let person, _)): .skipped(reason: reason, by: person)
    case (.waiting, .started), (.waiting, .blocked), (.waiting, .succeeded), (.waiting, .adopted),
      (.waiting, .attemptFailed), (.waiting, .retryAsked), (.waiting, .calledOff), (.waiting, .heldBack):
      nil

    case (.ready(_, let lastAttempt, _), .started(let effect, _)): .started(effect, lastAttempt: lastAttempt)
    case (.ready(let attempt, _, _), .blocked(let failure, _)): .failed(failure, attempt: attempt)
    case (.ready, .skipAsked(let reason, let person, _)): .skipped(reason: reason, by: person)
    case (.ready, .predecessorsDone), (.ready, .succeeded), (.ready, .adopted), (.ready, .attemptFailed),
      (.ready, .retryAsked), (.ready, .calledOff), (.ready, .heldBack):
      nil

    case (.running(let running), .succeeded(let effect, let outputs, _)):
      running.effect.id == effect ? .succeeded(outputs: outputs) : nil
    case (.running(let running), .calledOff(let effect, _)): running.effect.id == effect ? .stopped : nil
    case (.running(let running), .heldBack(let effect, let now)):
      running.effect.id == effect
        ? .ready(attempt: running.effect.attempt + 1, lastAttempt: running.lastAttempt + 1, notBefore: now) : nil
    case (.running(let running), .adopted(let effect, let outputs, _)):
      running.effect.id == effect ? .adopted(outputs: outputs) : nil
    case (.running(let running), .attemptFailed(let effect, let failure, let retryAt, _)):
      running.effect.id == effect ? running.failed(failure, retryAt: retryAt) : nil
    case (.running, .skipAsked(let reason, let person, _)): .skipped(reason: reason, by: person)
    case (.running, .predecessorsDone), (.running, .started), (.running, .blocked), (.running, .retryAsked):
      nil

    case (.failed(_, let attempt, _), .retryAsked(let attempts, let now)):
      .ready(attempt: attempt + 1, lastAttempt: attempt + attempts, notBefore: now)
    case (.failed, .skipAsked(let reason, let person, _)): .skipped(reason: reason, by: person)
    case (.failed, .predecessorsDone), (.failed, .started), (.failed, .blocked), (.failed, .succeeded),
      (.failed, .adopted), (.failed, .attemptFailed), (.failed, .calledOff), (.failed, .heldBack):
      nil

    case (.succeeded, .predecessorsDone), (.succeeded, .started), (.succeeded, .blocked),
      (.succeeded, .succeeded),
      (.succeeded, .adopted), (.succeeded, .attemptFailed), (.succeeded, .retryAsked),
      (.succeeded, .skipAsked),
      (.adopted, .predecessorsDone), (.adopted, .started), (.adopted, .blocked), (.adopted, .succeeded),
      (.adopted, .adopted), (.adopted, .attemptFailed), (.adopted, .retryAsked), (.adopted, .skipAsked),
      (.skipped, .predecessorsDone), (.skipped, .started), (.skipped, .blocked), (.skipped, .succeeded),
      (.skipped, .adopted), (.skipped, .attemptFailed), (.skipped, .retryAsked), (.skipped, .skipAsked),
      (.succeeded, .calledOff), (.adopted, .calledOff), (.skipped, .calledOff), (.stopped, .predecessorsDone),
      (.stopped, .started), (.stopped, .blocked), (.stopped, .succeeded), (.stopped, .adopted),
      (.stopped, .attemptFailed), (.stopped, .retryAsked), (.stopped, .skipAsked), (.stopped, .calledOff),
      (.succeeded, .heldBack), (.adopted, .heldBack), (.skipped, .heldBack), (.stopped, .heldBack):
      nil
    }
  }

  mutating func apply(_ event: Event, at now: Instant) {
    switch event {
    case .ready(let attempt, let lastAttempt, let notBefore):
      state = .ready(attempt: attempt, lastAttempt: lastAttempt, notBefore: notBefore)
    case .started(let effect, let lastAttempt):
      state = .running(Running(effect: effect, since: now, lastAttempt: lastAttempt))
      startedAt = startedAt ?? now
      lastEffect = effect
    case .succeeded(let outputs): state = .succeeded(outputs: outputs, at: now)
    case .adopted(let outputs): state = .adopted(outputs: outputs, at: now)
    case .attemptFailed(_, let attempt, let lastAttempt, let retryAt):
      state = .ready(attempt: attempt + 1, lastAttempt: lastAttempt, notBefore: retryAt)
    case .failed(let failure, let attempt): state = .failed(failure, attempt: attempt, at: now)
    case .skipped(let reason, let person): state = .skipped(reason: reason, by: person, at: now)
    case .stopped: state = .stopped(at: now)
    }
  }
}

extension StepMachine.Running {
  fileprivate func failed(_ failure: Failure, retryAt: Instant) -> StepMachine.Event {
    guard failure.isRetriable, effect.attempt < lastAttempt else {
      return .failed(failure, attempt: effect.attempt)
    }
    return .attemptFailed(failure, attempt: effect.attempt, lastAttempt: lastAttempt, retryAt: retryAt)
  }
}

extension StepMachine {
  /// Whether later steps may begin: it is done, by whomever, or was skipped by a person.
  package var isDone: Bool {
    switch state {
    case .succeeded, .adopted, .skipped: true
    case .waiting, .ready, .running, .failed, .stopped: false
    }
  }

  package var failure: Failure? {
    switch state {
    case .failed(let failure, _, _): failure
    case .waiting, .ready, .running, .succeeded, .adopted, .skipped, .stopped: nil
    }
  }

  package var running: Running? {
    switch state {
    case .running(let running): running
    case .waiting, .ready, .succeeded, .adopted, .failed, .skipped, .stopped: nil
    }
  }

  /// What was done, by whomever; nil where nothing was.
  package var doneAction: Action? {
    switch state {
    case .succeeded, .adopted: lastEffect?.action
    case .waiting, .ready, .running, .failed, .skipped, .stopped: nil
    }
  }

  /// What the step left for later ones, such as `endpoint`.
  package var outputs: [String: String] {
    switch state {
    case .succeeded(let outputs, _), .adopted(let outputs, _): outputs
    case .waiting, .ready, .running, .failed, .skipped, .stopped: [:]
    }
  }

  package var endedAt: Instant? {
    switch state {
    case .succeeded(_, let at), .adopted(_, let at), .failed(_, _, let at), .skipped(_, _, let at), .stopped(let at): at
    case .waiting, .ready, .running: nil
    }
  }
}
