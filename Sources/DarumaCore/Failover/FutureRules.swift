/// Heals a state that holds times which lie ahead: an old journal, or a host whose clock was ahead for a moment. They
/// would outrank every true word until they have passed. Everything is listed anew then: what is forgotten may be true.
///
/// Asked only when the worker becomes current: nothing of the kind comes in any more (``Signal/futureTime(at:tolerance:)``), and
/// the clock is trusted by then.
enum FutureRules {
  static func forget(_ turn: inout Turn) {
    let latest = turn.now + turn.clockTolerance
    var healed = turn.state
    healed.forgetFuture(after: latest)
    guard healed != turn.state || turn.state.newestEventAt.map({ $0 > latest }) == true else { return }
    turn.record(.observation(.futureForgotten(after: latest)))
  }
}

extension ApplicationState {
  /// Forgets or begins anew what names a time after `instant` at which it is said to have happened.
  mutating func forgetFuture(after instant: Instant) {
    forgetObserved(after: instant)
    for (name, machine) in triggers {
      let coolDown = catalog?.trigger(name)?.coolDown ?? Trigger.defaultCoolDown
      setTrigger(name, machine.withoutFuture(after: instant, coolDown: coolDown))
    }
  }
}

extension TriggerMachine {
  /// A hold-down that began ahead begins anew; a cool-down whose beginning lies ahead begins at `instant`.
  func withoutFuture(after instant: Instant, coolDown: Span) -> TriggerMachine {
    switch state {
    case .holding(let since) where since > instant, .suppressed(let since, _) where since > instant:
      return TriggerMachine()
    case .coolingDown(let until) where until - coolDown > instant:
      var machine = self
      machine.apply(.cooled(until: instant + coolDown))
      return machine
    case .clear, .holding, .suppressed, .firing, .coolingDown, .acknowledged: return self
    }
  }
}
