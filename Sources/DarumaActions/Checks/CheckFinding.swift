internal import DarumaCore

/// What a look at one thing that a step needs came to.
package struct CheckFinding: Sendable, Hashable {
  package enum Verdict: String, Codable, Sendable, Hashable {
    /// As it must be.
    case met
    /// Not so: the step would fail.
    case unmet
    /// It could not be seen, which says nothing.
    case unseen
  }

  package var verdict: Verdict
  /// `subnet group kaigo-dr-db`.
  package var subject: String
  /// How it is, in half a sentence.
  package var state: String
  /// What a person does; nil where nothing is to be done.
  package var remedy: String?

  package init(_ verdict: Verdict, _ subject: String, _ state: String, remedy: String? = nil) {
    self.verdict = verdict
    self.subject = subject
    self.state = state
    self.remedy = remedy
  }
}
