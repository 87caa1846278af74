/// Why there are no credentials: what was tried, and why each source did not serve.
package struct CredentialError: Error, Sendable, Equatable {
  package enum Code: String, Sendable {
    /// Nothing asks for this source here; the next one is asked.
    case notSetUp = "credentials.not-set-up"
    /// Set up in part, or in a contradiction.
    case incomplete = "credentials.incomplete"
    /// Set up in a way that Daruma can't follow.
    case unsupported = "credentials.unsupported"
    /// Nobody answered, or only with a fault of their own.
    case unavailable = "credentials.unavailable"
    case refused = "credentials.refused"
    /// An answer or a file that can't be read.
    case malformed = "credentials.malformed"
    case expired = "credentials.expired"
  }

  /// One source, and why it did not serve.
  package struct Attempt: Sendable, Equatable {
    package var source: CredentialSource
    /// A sentence without its full stop. Never holds a secret.
    package var reason: String
  }

  package var code: Code
  /// In the order in which they were asked; the last is the one that decided.
  package private(set) var attempts: [Attempt]

  package init(_ code: Code, _ source: CredentialSource, _ reason: String) {
    self.code = code
    attempts = [Attempt(source: source, reason: Legible.beginning(of: reason, letters: Legible.longestMessage))]
  }

  /// The same, after sources that are not set up.
  func after(_ earlier: [Attempt]) -> CredentialError {
    var error = self
    error.attempts = earlier + attempts
    return error
  }

  /// Whether asking again later may help. Nothing that is set up at all may be instance metadata that is not reachable yet,
  /// and a refusal may end when a role is given.
  package var isRetriable: Bool {
    switch code {
    case .unavailable, .expired, .notSetUp, .refused: true
    case .incomplete, .unsupported, .malformed: false
    }
  }
}

extension CredentialError: CustomStringConvertible {
  package var description: String {
    let told = attempts.map { "\($0.source): \($0.reason)" }
    guard code != .notSetUp else {
      return "No AWS credentials found. Tried \(told.joined(separator: "; ")). Set up one of these sources."
    }
    let before = told.dropLast()
    let asked = before.isEmpty ? "" : " Asked before: \(before.joined(separator: "; "))."
    return "No AWS credentials from \(told.last ?? "anywhere").\(asked)"
  }
}
