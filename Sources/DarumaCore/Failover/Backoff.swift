/// The pause before another attempt: it doubles, has a limit, and varies by up to a fifth so that many executions do
/// not come back at once. The variation is a function of the effect's id: deciding stays free of chance.
enum Backoff {
  static func pause(after effect: Effect, _ step: Step) -> Span {
    let doublings = min(max(effect.attempt - 1, 0), 20)
    let (product, overflow) = step.backoff.milliseconds.multipliedReportingOverflow(by: Int64(1) << doublings)
    let longest = Step.longestBackoff.milliseconds
    let base = overflow ? longest : min(product, longest)
    let share = Int64(Fingerprint.of(effect.id.rawValue) % 401)
    return Span(milliseconds: base * (1000 - 200 + share) / 1000)
  }
}
