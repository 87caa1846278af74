import Dispatch
import Foundation
import GRDB

/// A journal file, open for reading only, also while a daemon writes to it: for `status`, `replay`, `verify`, `export`.
package final class SQLiteJournalReader: Sendable {
  package let path: String
  package let records: SQLiteRecords
  package let snapshots: SQLiteSnapshotReader

  /// Throws ``LogError/Code/missing``, `notAJournal`, `newerSchema`, `locked`, `corrupted` or `inputOutput`.
  package static func open(
    at path: String, limits: SQLiteLimits = SQLiteLimits()
  ) async throws(LogError) -> SQLiteJournalReader {
    try await Blocking.run { () throws(LogError) in try SQLiteJournalReader(path: path, limits: limits) }
  }

  private init(path: String, limits: SQLiteLimits) throws(LogError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
    let (kind, database) = try Self.kind(of: path, limits: limits)
    switch kind {
    case .journal(let partition):
      let file = SQLiteFile(path: path, reader: database, partition: partition, limits: limits)
      self.path = path
      records = SQLiteRecords(file: file)
      snapshots = SQLiteSnapshotReader(file: file)
    case .newer(let version): throw .newerSchema(path, found: version)
    case .empty, .other: throw .notAJournal(path)
    }
  }

  /// What SQLite itself finds wrong with the file's structure; empty if nothing. Reads the whole file.
  package func structuralDamage() async throws(LogError) -> [String] {
    let found = try await records.file.read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check")
    }
    return found == ["ok"] ? [] : found
  }

  static func kind(
    of path: String, limits: SQLiteLimits
  ) throws(LogError) -> (kind: SQLiteSchema.Kind, database: DatabaseQueue) {
    var configuration = Configuration()
    configuration.label = "daruma.journal.reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(Double(limits.busyWait.components.seconds))
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      return (try database.read { try SQLiteSchema.kind($0) }, database)
    } catch {
      throw LogError(error, doing: "open", path: path)
    }
  }
}

/// Opening and closing a file blocks: never on the cooperative pool.
enum Blocking {
  private static let queue = DispatchQueue(label: "daruma.journal.open", attributes: .concurrent)

  static func run<Answer: Sendable>(
    _ work: @escaping @Sendable () throws(LogError) -> Answer
  ) async throws(LogError) -> Answer {
    let result: Result<Answer, LogError> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Result(catching: work)) }
    }
    return try result.get()
  }
}
