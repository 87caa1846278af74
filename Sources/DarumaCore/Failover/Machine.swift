/// Decides: state and input in, events out. Pure: no clock, no I/O, no randomness; the same arguments give the same
/// events for ever.
///
/// An input is taken in by exactly one room (``Observing``, ``CommandRules``, ``Outcomes``, ``Sending``); then the rules
/// run in a fixed order until nothing changes any more: commands, readiness (of the worker, then of plans), silence, exposure,
/// compliance, forgetting, what steps wait for, effects, triggers, executions, placement, notices. Data flows down that list
/// and never up within a round.
///
/// What is decided may be cut off after any of its events, when the worker dies. Each rule looks at the state and adds
/// what is missing, so that the same input, taken in again by a worker that starts anew, completes the decision and repeats
/// nothing.
package struct Machine: Sendable {
  /// The digest that binds an approval. Given from outside, since the core has no hash of its own.
  package let digest: @Sendable (ApprovalBinding) -> String
  private let isRightSignature: SignatureCheck
  /// How far a time may lie ahead of the clock; what lies further ahead in the state is forgotten.
  package let clockTolerance: Span

  /// Rounds after which a turn ends even if rules still find something to do; what is left is done at the next input.
  /// Each round does at least one thing, and no input leads to more than a few.
  package static let mostRounds = 1000

  package init(
    clockTolerance: Span = FutureTime.tolerance, isRightSignature: @escaping SignatureCheck = { _, _, _ in false },
    digest: @escaping @Sendable (ApprovalBinding) -> String
  ) {
    self.clockTolerance = clockTolerance
    self.isRightSignature = isRightSignature
    self.digest = digest
  }

  package enum Input: Hashable, Sendable {
    case signal(Signal)
    /// Several that were found out together, none of them a command: all are taken in before anything is decided.
    case listed([Signal])
    case outcome(Outcome)
    /// The executor is about to send the effect; ``Sending/answer(to:_:at:)`` has allowed it.
    case sending(EffectID)
    /// Nothing but time: deadlines are looked at.
    case timePassed
    /// What the worker has heard of the application's sources.
    case readiness(Readiness.Change)
    case declared(Application, digest: String)
    /// The application was known by another name, whose users were moved, or are about to be: nobody knows from where this
    /// one is served.
    case renamed(from: ApplicationName, placement: String)
    /// The application file is gone, or a person took it back. While an execution is under way nothing comes of it: it is
    /// to be given again once that has ended.
    case withdrawn(by: String)
    /// What is known under ``ApplicationName/none`` of points that `signal`, which is given next, names.
    case bound([PointBinding], for: SignalID)
    /// A person goes on with a journal that was not what it was.
    case journalAccepted(JournalAcceptance)
    /// Records of a topic can't be read any more.
    case recordsLost(RecordsLost)
    /// Whose credentials the worker has.
    case caller(Caller)
    /// What a look at one of its plans found.
    case planLooked(PlanLook)
    /// A signal about a resource that is in no application; given to ``ApplicationName/none``.
    case unowned(Signal)
  }

  /// The events that `input` leads to at `now`; empty where it changes nothing.
  ///
  /// - Parameter heardUntil: Everything that was in the source up to then is taken in: what time alone decides (a
  ///   hold-down, a time-out, a silence) is decided up to there, so that it overtakes no record. Nil: up to `now`.
  package func decide(
    _ state: ApplicationState, _ input: Input, at now: Instant, heardUntil: Instant? = nil
  ) -> [Event] {
    var turn = Turn(
      state, at: now, heardUntil: heardUntil ?? now, saidAt: input.saidAt, clockTolerance: clockTolerance,
      cause: input.cause)
    CommandRules.finish(&turn)
    switch input {
    case .signal(let signal):
      if case .commandGiven(let command) = signal.fact {
        CommandRules.take(command, from: signal, &turn, isRightSignature)
      } else {
        Observing.take(signal, &turn)
      }
    case .listed(let signals):
      for signal in signals {
        turn.cause = signal.id
        Observing.take(signal, &turn)
      }
    case .outcome(let outcome): Outcomes.take(outcome, &turn)
    case .sending(let effect): turn.give(.sendAllowed, to: effect)
    case .timePassed: break
    case .readiness(let change): ReadinessRules.take(change, &turn)
    case .declared(let application, let digest):
      let declared = EventBody.catalog(.declared(application, digest: digest))
      if turn.state.catalogDigest != digest { turn.record(declared) } else { turn.review(declared) }
    case .renamed(let old, let placement):
      turn.give(.doubted(reason: "it shares resources with \(old), which is in no file any more and is \(placement)"))
    case .journalAccepted(let acceptance): AcceptanceRules.take(acceptance, &turn)
    case .recordsLost(let lost): LossRules.take(lost, &turn)
    case .caller(let caller): CallerRules.take(caller, &turn)
    case .planLooked(let look): PlanReadinessRules.take(look, &turn)
    case .withdrawn(let person):
      if turn.state.mayBeWithdrawn { turn.record(.catalog(.withdrawn(by: person))) }
    case .bound(let bindings, _): Observing.take(bindings, &turn)
    case .unowned(let signal): Observing.takeUnowned(signal, &turn)
    }
    settle(&turn)
    return turn.events
  }

  private func settle(_ turn: inout Turn) {
    guard turn.state.catalog != nil else {
      // What belongs to no application, or to one that was withdrawn, is forgotten by the same rule.
      if !turn.state.projection.protection.isEmpty { ForgettingRules.settle(&turn) }
      NoticeRules.settle(&turn)
      return
    }
    for _ in 0..<Self.mostRounds {
      let before = turn.events.count
      ReadinessRules.settle(&turn)
      PlanReadinessRules.settle(&turn)
      SilenceRules.settle(&turn)
      ExposureRules.settle(&turn)
      ComplianceRules.settle(&turn)
      ForgettingRules.settle(&turn)
      AwaitRules.settle(&turn)
      EffectRules.settle(&turn)
      TriggerRules.settle(&turn)
      ExecutionRules.settle(&turn, digest)
      PlacementRules.settle(&turn)
      NoticeRules.settle(&turn)
      if turn.events.count == before { return }
    }
  }
}

extension Machine.Input {
  var cause: SignalID? {
    switch self {
    case .signal(let signal), .unowned(let signal): signal.id
    case .listed(let signals): signals.last?.id
    case .bound(_, let signal): signal
    case .outcome, .sending, .timePassed, .readiness, .declared, .renamed, .withdrawn, .journalAccepted, .recordsLost,
      .caller, .planLooked:
      nil
    }
  }

  /// When it was in the topic, where that is known.
  var saidAt: Instant? {
    switch self {
    case .signal(let signal), .unowned(let signal): signal.recordedAt
    case .listed, .outcome, .sending, .timePassed, .readiness, .declared, .renamed, .withdrawn, .bound,
      .journalAccepted, .recordsLost, .caller, .planLooked:
      nil
    }
  }
}
