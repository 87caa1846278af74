/// A person went on with a journal that was not what it was: behind its head, broken, or gone.
package struct JournalAcceptance: Codable, Hashable, Sendable {
  package var by: String
  package var comment: String?
  /// When the person said so.
  package var at: Instant
  /// What was wrong with it.
  package var reason: String
  /// Whether users may have been moved by what is lost.
  package var usersMayHaveMoved: Bool

  package init(by: String, comment: String?, at: Instant, reason: String, usersMayHaveMoved: Bool) {
    self.by = by
    self.comment = comment
    self.at = at
    self.reason = reason
    self.usersMayHaveMoved = usersMayHaveMoved
  }
}
