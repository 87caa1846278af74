import Dispatch
import Foundation
import GRDB
import Glibc

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

  /// The same; nil where the file has no table yet, so that its owner may make the journal.
  package static func openForOwner(
    at path: String, limits: SQLiteLimits = SQLiteLimits()
  ) async throws(LogError) -> SQLiteJournalReader? {
    let kind = try await Blocking.run { () throws(LogError) in try Self.kind(of: path, limits: limits).kind }
    return kind == .empty ? nil : try await open(at: path, limits: limits)
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
    case .unknown(let version): throw .unknownSchema(path, found: version)
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
      let database = try DatabaseQueue(path: address(of: path), configuration: configuration)
      return (try database.read { try SQLiteSchema.kind($0) }, database)
    } catch {
      throw LogError(error, doing: "open", path: path)
    }
  }
}

extension SQLiteJournalReader {
  /// A journal on a medium that nobody can write to is opened as one that never changes: SQLite would make files beside
  /// it. Where a write-ahead log lies beside it that would hide what is in it, so that it is left to SQLite to refuse.
  private static func address(of path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let log = JournalPlace.size(path + "-wal") ?? 0
    guard log == 0, access(folder, W_OK) != 0, access(path, R_OK) == 0 else { return path }
    // The file itself, for SQLite's own rules of a URI.
    return URL(fileURLWithPath: path).absoluteString + "?immutable=1"
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
