/// Which moment of a continuous recovery point is restored.
package enum WantedMoment: Hashable, Sendable {
  /// The latest that there is when the step begins.
  case latest
  /// So long before the execution began.
  case ago(Span)
  case at(Instant)
}

extension StepAction {
  /// As its parameter has it; the latest where it has none.
  var wantedMoment: WantedMoment {
    guard let name = restores?.momentIn, let value = parameters[name] else { return .latest }
    if case .before(let span)? = try? Blank(value) { return .ago(span) }
    return value.text.flatMap { Instant(rfc3339: $0) }.map { .at($0) } ?? .latest
  }
}
