package import DarumaCore

/// How far AWS's clock is ahead of ours, as its last refusal showed. A signature dated by our own clock would
/// be refused again.
package struct ClockSkew: Sendable, Equatable {
  /// Added to our time before signing. Negative where our clock is ahead.
  package private(set) var correction: Span

  /// A difference up to this is the age of the answer and the second to which `Date` is cut, not a wrong
  /// clock. AWS tolerates 5 minutes at the least.
  package static let tolerance = Span.minutes(4)

  package static let none = ClockSkew(correction: .zero)

  private init(correction: Span) { self.correction = correction }

  /// The time to sign with.
  package func corrected(_ ours: Instant) -> Instant { ours + correction }

  /// Takes over the difference to the server's clock.
  ///
  /// - Parameters:
  ///   - serverTime: the `Date` of the answer that refused a signature.
  ///   - ours: our own time when the answer came.
  /// - Returns: whether signatures will be dated differently from now on. False where our corrected time was
  ///   right already: then the clock is not the reason of the refusal.
  package mutating func adopt(serverTime: Instant, ours: Instant) -> Bool {
    let difference = serverTime - corrected(ours)
    guard difference.milliseconds.magnitude > UInt64(Self.tolerance.milliseconds) else { return false }
    correction = serverTime - ours
    return true
  }
}
