/// What the rules ask of the state before they act.
extension ApplicationState {
  /// Whether it has heard what was said, so that it may act on it.
  package func mayAct(at now: Instant) -> Bool {
    readiness.mayAct(at: now, actDeaf: catalog?.guards.actDeaf ?? false)
  }

  /// Since when it has not heard everything; nil where it hears.
  var deafSince: Instant? { readiness.deafSince }

  /// The trigger's condition, held against what is known. `application`: the file that the trigger is of, where that is
  /// not the one in force; `linger`: how long a leaf that flaps still counts.
  package func evaluate(
    _ trigger: Trigger, of application: Application? = nil, at now: Instant, linger: Span = .zero
  ) -> Evaluation {
    trigger.when.evaluate(observed(by: application ?? catalog), at: now, linger: linger)
  }
}
