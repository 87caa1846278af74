/// Forgets, once a week, the recovery points that are long gone: without it the state would grow for ever.
enum ForgettingRules {
  /// How long what is gone is remembered: longer than the year for which evidence of it is asked.
  static let memory = Span.days(400)
  static let interval = Span.days(7)

  static func settle(_ turn: inout Turn) {
    guard let horizon = turn.state.projection.protection.horizon else {
      // From here on it is counted.
      turn.record(.observation(.pastForgotten(before: turn.now - memory)))
      return
    }
    guard next(horizon) <= turn.now else { return }
    turn.record(.observation(.pastForgotten(before: turn.now - memory)))
  }

  /// When it is time again after what was forgotten up to `horizon`.
  static func next(_ horizon: Instant) -> Instant { horizon + memory + interval }
}
