package import DarumaCore

/// Credentials at hand, and what their remaining life asks for. Pure; ``RefreshingCredentials`` drives it.
///
/// | now                                              | need            |
/// | ------------------------------------------------ | --------------- |
/// | more than the margin before the end              | none            |
/// | within the margin, last try less than a pause ago | none            |
/// | within the margin                                | renewalWise     |
/// | at the end or later                              | renewalNecessary |
struct CredentialLease: Equatable {
  enum Need: Equatable { case none, renewalWise, renewalNecessary }

  var credentials: AWSCredentials
  var obtainedAt: Instant
  /// Nil for ever.
  var usableUntil: Instant?
  var lastTry: Instant

  func need(at now: Instant, _ timing: CredentialTiming) -> Need {
    guard let usableUntil else { return .none }
    if now >= usableUntil { return .renewalNecessary }
    if now + timing.margin < usableUntil || now < lastTry + timing.pause { return .none }
    return .renewalWise
  }
}

/// When credentials are renewed.
package struct CredentialTiming: Sendable, Equatable {
  /// Renewed this long before they expire. AWS's sources have new ones ready by then.
  package var margin = Span.minutes(5)
  /// Time between two tries.
  package var pause = Span.seconds(10)
  /// How long expired credentials of instance metadata are tried before it is asked again.
  package var graceOfInstanceMetadata = Span.minutes(10)

  package init() {}
}
