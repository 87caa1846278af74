package import DarumaCore

/// Why the outside could not be asked, or refused.
package struct CloudFault: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Slow down, then ask again.
    case throttled
    /// Not reachable, or an error of the service's own.
    case unavailable
    /// The request may have been carried out: observe before trying again.
    case outcomeUnknown
    /// The service understood and will not do it: no permission, no such thing, not in this state.
    case refused
    /// The answer makes no sense.
    case unintelligible
  }

  package var kind: Kind
  /// Stable, without dynamic parts: `<service>.<the service's own error code>`, such as `rds.DBSnapshotNotFound`.
  package var code: String
  /// What was asked of whom, what came back, and what can be done about it.
  package var message: String
  /// Whether the same request may succeed later.
  package var isRetriable: Bool
  /// How long whoever answered asks to be left alone (`Retry-After`), where it says so.
  package var notBefore: Duration?

  package init(kind: Kind, code: String, message: String, isRetriable: Bool, notBefore: Duration? = nil) {
    self.kind = kind
    self.code = code
    self.message = Legible.beginning(of: message, letters: Legible.longestMessage)
    self.isRetriable = isRetriable
    self.notBefore = notBefore
  }

  /// Whether it was refused because whoever asks is not allowed to: that says nothing of what was asked for.
  package var isPermissionMissing: Bool {
    kind == .refused && code.split(separator: ".").last.map { Remedy.ofMissingPermission.contains(String($0)) } ?? false
  }

  /// The same, as an outcome tells it.
  package var failure: Failure { Failure(code: code, message: message, isRetriable: isRetriable) }

  package var description: String { "\(message) (\(code))" }
}
