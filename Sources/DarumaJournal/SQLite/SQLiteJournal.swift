package import DarumaCore
import Dispatch
import Foundation
import GRDB
import Glibc

/// The journal of one partition in one SQLite file, open for its only writer: the log, and the snapshots.
package final class SQLiteJournal: Sendable {
  static let traits = LogTraits(offsetsAreGapless: true, appendsCanBeLost: false)

  package let path: String
  package let log: SQLiteLog
  package let snapshots: SQLiteSnapshots
  let pool: DatabasePool
  private let lock: JournalLock

  /// Opens the journal at `path`, or makes it, and keeps other writers out until ``close()``.
  ///
  /// Throws ``LogError/Code/owned`` with the name of the process that writes to it, `notAJournal`, `newerSchema`,
  /// `locked`, `readOnly`, `full`, `corrupted` or `inputOutput`. A file that is something else is not touched.
  package static func open(
    at path: String, worker: String, since now: Instant, partition: Int32 = 0,
    limits: SQLiteLimits = SQLiteLimits()
  ) async throws(LogError) -> SQLiteJournal {
    try await Blocking.run { () throws(LogError) in
      let lock = try JournalLock(journal: path, worker: worker, since: now)
      return try SQLiteJournal(path: path, lock: lock, partition: partition, limits: limits)
    }
  }

  /// The same, where the caller has the lock already; it is let go of with ``close()``.
  static func open(
    _ place: JournalPlace, lock: JournalLock, partition: Int32 = 0, limits: SQLiteLimits
  ) async throws(LogError) -> SQLiteJournal {
    try await Blocking.run { () throws(LogError) in
      try SQLiteJournal(path: place.named, lock: lock, partition: partition, limits: limits)
    }
  }

  private init(path: String, lock: JournalLock, partition: Int32, limits: SQLiteLimits) throws(LogError) {
    self.path = path
    self.lock = lock
    let place = JournalPlace(path)
    try place.confirmOnlyName()
    if FileManager.default.fileExists(atPath: path) {
      try Self.inspect(path, partition: partition, limits: limits)
    }
    do {
      try Self.makePrivate(place)
      let pool = try DatabasePool(path: path, configuration: Self.configuration(limits))
      try pool.writeWithoutTransaction { database in
        // GRDB sets NORMAL for a pool, which may lose the last commits when the power fails: after them we act.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.inTransaction(.immediate) {
          if try SQLiteSchema.kind(database) == .empty {
            try SQLiteSchema.create(database, partition: partition)
          }
          return .commit
        }
      }
      self.pool = pool
    } catch {
      throw LogError(error, doing: "open", path: path, writing: true)
    }
    let file = SQLiteFile(path: path, reader: pool, partition: partition, limits: limits)
    log = SQLiteLog(
      source: SQLiteRecords(file: file), appends: SQLiteAppends(writer: pool, path: path, limits: limits),
      watch: PlaceWatch(place))
    snapshots = SQLiteSnapshots(source: SQLiteSnapshotReader(file: file), writer: pool)
  }

  /// Says, beside the journal, that its owner is at work; see ``Pulse``.
  package func beat(_ pulse: Pulse) throws(LogError) { try lock.beat(pulse) }

  /// Closes the file and lets other writers in. The transaction under way is finished; what waits behind it is refused
  /// as closed. Afterwards everything is in the one file, unless somebody is reading it at this moment.
  package func close() async throws(LogError) {
    try await Blocking.run { [pool, lock, path] () throws(LogError) in
      do {
        // SQLite itself does that only when the last connection closes, which in a pool is one that may not write.
        try pool.writeWithoutTransaction { database in
          _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try pool.close()
      } catch {
        throw LogError(error, doing: "close", path: path)
      }
      lock.release()
    }
  }

  /// Looks at a file without changing anything: opening it as a pool would turn it to WAL mode.
  private static func inspect(_ path: String, partition: Int32, limits: SQLiteLimits) throws(LogError) {
    let kind = try SQLiteJournalReader.kind(of: path, limits: limits).kind
    switch kind {
    case .empty: return
    case .journal(let found):
      guard found == partition else { throw .wrongPartition(path, expected: partition, found: found) }
    case .newer(let version): throw .newerSchema(path, found: version)
    case .unknown(let version): throw .unknownSchema(path, found: version)
    case .other: throw .notAJournal(path)
    }
  }

  /// What is journaled is for its owner alone. SQLite gives the files beside it the same mode.
  private static func makePrivate(_ place: JournalPlace) throws(LogError) {
    let descriptor = Glibc.open(place.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    // What can't be opened, SQLite explains.
    guard descriptor >= 0 else { return }
    defer { Glibc.close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 || errno == EPERM else {
      throw LogError(
        .inputOutput, "could not keep others from reading \(place.path): \(String(cString: strerror(errno)))",
        remedy: "Check who owns the file")
    }
  }

  private static func configuration(_ limits: SQLiteLimits) -> Configuration {
    var configuration = Configuration()
    configuration.label = "daruma.journal"
    configuration.busyMode = .timeout(Double(limits.busyWait.components.seconds))
    configuration.maximumReaderCount = limits.readers
    return configuration
  }
}
