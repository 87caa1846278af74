/// What the bytes of one record turn out to be.
package enum StoredRecord: Hashable, Sendable {
  case claim(Claim)
  /// Whether it is valid is decided by the link alone; the rest is a failure where this version does not know an event.
  case commit(CommitLink, Result<Commit, JournalError>)
  /// A record of a later format: nothing can be said of it.
  case unknownFormat(Int)
  /// No record of any format: why.
  case unreadable(String)
}
