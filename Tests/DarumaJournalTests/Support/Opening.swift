import DarumaCore
import DarumaJournal

/// Shortcuts that more than one suite takes.
enum Opening {
  /// Limits under which a lost record is noticed soon.
  static var impatient: JournalLimits {
    var limits = JournalLimits()
    limits.readBackSilence = .milliseconds(20)
    return limits
  }

  static func journal(
    _ folder: TemporaryFolder, _ name: String = "journal.sqlite", limits: SQLiteLimits = SQLiteLimits()
  ) async throws -> SQLiteJournal {
    try await SQLiteJournal.open(at: folder.file(name), worker: "w1", since: Sample.start, limits: limits)
  }

  /// A ledger on the present content of `log`.
  static func ledger<State: Foldable>(
    _ type: State.Type = Story.self, _ log: any CommitLog, worker: String = "w1",
    snapshots: any SnapshotSource = MemorySnapshots(), limits: JournalLimits = JournalLimits()
  ) async throws -> sending Ledger<State> {
    let rebuild = try await Rebuild<State>.run(log, snapshots: snapshots, limits: limits)
    return Ledger(rebuild.fold, log: log, worker: worker, limits: limits)
  }

  /// A journal file with `count` commits, closed again.
  static func closedJournal(_ folder: TemporaryFolder, commits count: Int64) async throws -> String {
    let journal = try await journal(folder)
    let ledger = try await ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    for number in 1...count {
      try await ledger.commit([Sample.entry("event \(number)", next: number)], at: Sample.instant(number))
    }
    try await journal.close()
    return journal.path
  }
}
