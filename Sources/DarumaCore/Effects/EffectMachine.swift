/// What becomes of one intended action on the outside, whatever becomes of the execution that intended it.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | intended | sendAllowed | sent | sent |
/// | intended | seenDone | done | done |
/// | intended | seenFailed | failed | failed |
/// | intended | leftUnsettled | failed | failed |
/// | intended | callOffAsked | calledOff | calledOff |
/// | sent | sendAllowed | - | sent |
/// | sent | seenDone | done | done |
/// | sent | seenFailed | failed | failed |
/// | sent | leftUnsettled | lost | unknown |
/// | sent | callOffAsked | - | sent |
///
/// In every other pair nothing happens: done, failed, unknown and calledOff are ends, and what comes to them came late.
/// What was sent can't be called off, only watched to its end; what was never sent can leave nothing behind.
package struct EffectMachine: Codable, Hashable, Sendable {
  package enum State: Codable, Hashable, Sendable {
    case intended
    /// Since when it may have reached the outside.
    case sent(at: Instant)
    /// `byOther`: it was so before Daruma sent anything.
    case done(outputs: [String: String], byOther: Bool, at: Instant)
    case failed(Failure, at: Instant)
    /// It was sent, and how it ended was not seen in time.
    case unknown(Failure, at: Instant)
    case calledOff(reason: String, at: Instant)
  }

  package enum Input: Hashable, Sendable {
    case sendAllowed
    case seenDone(outputs: [String: String], byOther: Bool)
    case seenFailed(Failure)
    case leftUnsettled(Failure)
    case callOffAsked(reason: String)
  }

  package enum Event: Hashable, Sendable {
    case sent
    case done(outputs: [String: String], byOther: Bool)
    case failed(Failure)
    case lost(Failure)
    case calledOff(reason: String)
  }

  package private(set) var state: State = .intended
  /// When it was first sent; nil where it never was.
  package private(set) var sentAt: Instant?

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch (state, input) {
    case (.intended, .sendAllowed): .sent
    case (.intended, .leftUnsettled(let failure)): .failed(failure)
    case (.intended, .callOffAsked(let reason)): .calledOff(reason: reason)
    case (.sent, .leftUnsettled(let failure)): .lost(failure)
    case (.sent, .sendAllowed), (.sent, .callOffAsked): nil
    case (.intended, .seenDone(let outputs, let byOther)), (.sent, .seenDone(let outputs, let byOther)):
      .done(outputs: outputs, byOther: byOther)
    case (.intended, .seenFailed(let failure)), (.sent, .seenFailed(let failure)): .failed(failure)
    case (.done, _), (.failed, _), (.unknown, _), (.calledOff, _): nil
    }
  }

  mutating func apply(_ event: Event, at now: Instant) {
    switch event {
    case .sent:
      state = .sent(at: now)
      sentAt = now
    case .done(let outputs, let byOther): state = .done(outputs: outputs, byOther: byOther, at: now)
    case .failed(let failure): state = .failed(failure, at: now)
    case .lost(let failure): state = .unknown(failure, at: now)
    case .calledOff(let reason): state = .calledOff(reason: reason, at: now)
    }
  }

  package var hasEnded: Bool {
    switch state {
    case .intended, .sent: false
    case .done, .failed, .unknown, .calledOff: true
    }
  }

  /// Whether it was seen to be so.
  package var isDone: Bool {
    switch state {
    case .done: true
    case .intended, .sent, .failed, .unknown, .calledOff: false
    }
  }

  /// Whether it may have reached the outside and has no end yet.
  package var isUnderWay: Bool {
    switch state {
    case .sent: true
    case .intended, .done, .failed, .unknown, .calledOff: false
    }
  }

  package var stateName: String {
    switch state {
    case .intended: "intended"
    case .sent: "sent"
    case .done: "done"
    case .failed: "failed"
    case .unknown: "unknown"
    case .calledOff: "calledOff"
    }
  }
}
