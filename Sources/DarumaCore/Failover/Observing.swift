/// Takes in what is seen: a signal is journaled only if it changes the projection, so that repeats and late words
/// leave no trace.
enum Observing {
  static func take(_ signal: Signal, _ turn: inout Turn) {
    guard turn.state.projection.isChanged(by: signal, at: turn.now) else {
      turn.review(.observed(signal))
      return
    }
    turn.record(.observed(signal))
  }

  /// Takes over what was known of points before their resource was.
  static func take(_ bindings: [PointBinding], _ turn: inout Turn) {
    for binding in bindings where turn.state.projection.isChanged(by: binding) {
      turn.record(.observation(.pointBound(binding)))
    }
  }

  /// Each resource is told of once.
  static func takeUnowned(_ signal: Signal, _ turn: inout Turn) {
    guard let arn = signal.resource, turn.state.unowned[arn] == nil,
      turn.state.unowned.count < UnownedResource.mostKept
    else { return }
    turn.record(
      .observation(
        .unownedSeen(
          UnownedResource(arn: arn, account: signal.account, seenAt: signal.seenAt, source: signal.source))))
  }
}
