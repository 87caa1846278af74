import GRDB

extension LogError {
  /// What SQLite refused, for a person. `doing`: what was tried, such as `append to`; `writing`: whether it would have
  /// changed the file.
  init(_ error: any Error, doing: String, path: String, writing: Bool = false) {
    if let error = error as? LogError {
      self = error
      return
    }
    guard let refusal = error as? DatabaseError else {
      self.init(
        .corrupted, "could not \(doing) \(path): \(error)", remedy: Self.damageRemedy, outcomeUnknown: writing)
      return
    }
    let what = "could not \(doing) \(path): \(refusal.message ?? "\(refusal.extendedResultCode)")"
    switch refusal.extendedResultCode {
    case .SQLITE_FULL:
      self.init(
        .full, what + ": nothing of it was written",
        remedy: "Free space on that file system, or extend it; the next attempt then goes through")
    case .SQLITE_READONLY:
      self.init(
        .readOnly, what, remedy: "Give the user of the daemon write access to the file and to its folder")
    case .SQLITE_NOTADB: self = .notAJournal(path)
    case .SQLITE_CORRUPT:
      self.init(.corrupted, what, remedy: Self.damageRemedy)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.locked, what, remedy: "Find the process that holds the file (fuser, lsof) and stop it")
    case .SQLITE_CANTOPEN:
      self.init(
        .inputOutput, what,
        remedy: "Check that the folder exists and that the user may write in it (readers need it too, for -shm)")
    case .SQLITE_MISUSE: self.init(.closed, what, remedy: "The journal was closed: open it again")
    default:
      // SQLite rolls back where it can; whether a failed sync reached the disk, nobody knows.
      self.init(
        .inputOutput, what, remedy: "Check the disk (dmesg) and the free space, then start Daruma again",
        outcomeUnknown: writing)
    }
  }

  private static var damageRemedy: String {
    "Stop Daruma, keep the file as evidence, and restore the journal from an export or a backup"
  }

  package static func missing(_ path: String) -> LogError {
    LogError(
      .missing, "there is no journal at \(path)",
      remedy: "Check the path; the daemon makes the journal when it first starts")
  }

  static func notAJournal(_ path: String) -> LogError {
    LogError(.notAJournal, "\(path) is not a journal of Daruma", remedy: "Check the path; the file was not touched")
  }

  static func newerSchema(_ path: String, found: Int) -> LogError {
    LogError(
      .newerSchema, "\(path) has schema \(found), this version of Daruma knows \(SQLiteSchema.version)",
      remedy: "Use the version of Daruma that wrote it, or a later one; the file was not touched")
  }

  static func unknownSchema(_ path: String, found: Int) -> LogError {
    LogError(
      .corrupted, "\(path) is a journal with schema \(found), which no version of Daruma ever wrote",
      remedy: "Something else has changed the file: keep it as evidence, and restore the journal from an export or a "
        + "backup; the file was not touched")
  }

  static func wrongPartition(_ path: String, expected: Int32, found: Int32) -> LogError {
    LogError(
      .notAJournal, "\(path) is the journal of partition \(found), not of \(expected)",
      remedy: "Check the path; the file was not touched")
  }
}
