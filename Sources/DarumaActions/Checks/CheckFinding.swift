internal import DarumaAWS

/// What a look at one thing that a step needs came to.
package struct CheckFinding: Sendable, Hashable {
  package enum Verdict: String, Codable, Sendable, Hashable {
    /// As it must be.
    case met
    /// Not so: the step would fail.
    case unmet
    /// It could not be seen, which says nothing.
    case unseen
    /// Only what earlier steps do makes it so: there is nothing to be seen yet.
    case later
  }

  package var verdict: Verdict
  /// `subnet group kaigo-dr-db`.
  package var subject: String
  /// How it is, in half a sentence.
  package var state: String
  /// Stable, of a fault whose words are others each time; nil where ``state`` is the same for as long as it is so.
  package var code: String?
  /// What a person does; nil where nothing is to be done.
  package var remedy: String?

  package init(_ verdict: Verdict, _ subject: String, _ state: String, code: String? = nil, remedy: String? = nil) {
    self.verdict = verdict
    self.subject = subject
    self.state = state
    self.code = code
    self.remedy = remedy
  }

  /// A refusal tells that it would be refused; any other fault tells nothing.
  init(fault: CloudFault, _ subject: String) {
    self.init(
      fault.kind == .refused && !fault.isRetriable ? .unmet : .unseen, subject, fault.message, code: fault.code)
  }
}
