/// Takes in what is seen: a signal is journaled only if it changes the projection, so that repeats and late words
/// leave no trace.
enum Observing {
  static func take(_ signal: Signal, _ turn: inout Turn) {
    guard turn.state.projection.isChanged(by: signal) else { return }
    turn.record(.observed(signal))
  }
}
