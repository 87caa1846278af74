import DarumaCore
import Foundation
import GRDB

/// The reading side of a journal file.
package struct SQLiteRecords: RecordSource {
  let file: SQLiteFile

  package var partition: Int32 { file.partition }
  package var traits: LogTraits { SQLiteJournal.traits }

  package func read(
    from offset: Int64, limit: Int, wait: Duration
  ) async throws(LogError) -> [LogRecord] {
    let until = ContinuousClock.now + wait
    while true {
      let records = try await file.read { [limits = file.limits] database in
        try Self.fetch(database, from: offset, limit: limit, bytes: limits.bytesPerRead)
      }
      let left = ContinuousClock.now.duration(to: until)
      if !records.isEmpty || left <= .zero { return records }
      do {
        try await Task.sleep(for: min(left, file.limits.pollInterval))
      } catch {
        throw LogError(
          .cancelled, "the wait for new records of \(file.path) was cancelled", remedy: "Nothing to do")
      }
    }
  }

  package func end(within limit: Duration) async throws(LogError) -> Int64 {
    try await file.read(within: limit) { database in try Self.end(database) }
  }

  static func end(_ database: Database) throws -> Int64 {
    (try Int64.fetchOne(database, sql: "SELECT max(offset) FROM records") ?? -1) + 1
  }

  private static func fetch(
    _ database: Database, from offset: Int64, limit: Int, bytes: Int
  ) throws -> [LogRecord] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT offset, value, hash FROM records WHERE offset >= ? ORDER BY offset LIMIT ?"),
      arguments: [offset, limit])
    var records: [LogRecord] = []
    var size = 0
    while size < bytes, let row = try rows.next() {
      let value = try row.decode(Data.self, atIndex: 1)
      records.append(
        LogRecord(
          offset: try row.decode(Int64.self, atIndex: 0), bytes: [UInt8](value),
          storedHash: RecordHash(try row.decode(String.self, atIndex: 2))))
      size += value.count
    }
    return records
  }
}
