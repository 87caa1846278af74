import DarumaCore
import Foundation
import GRDB

/// The snapshots in a journal file, for readers.
package struct SQLiteSnapshotReader: SnapshotSource {
  let file: SQLiteFile

  package func newest(before number: Int64?) async throws(LogError) -> Snapshot? {
    try await file.read { database in
      let row = try Row.fetchOne(
        database,
        sql: "SELECT * FROM snapshots WHERE number < ? ORDER BY number DESC LIMIT 1",
        arguments: [number ?? Int64.max])
      return try row.map { try Snapshot($0) }
    }
  }
}

/// The snapshots in a journal file, for its owner.
package struct SQLiteSnapshots: SnapshotStore {
  let source: SQLiteSnapshotReader
  let writer: any DatabaseWriter

  package func newest(before number: Int64?) async throws(LogError) -> Snapshot? {
    try await source.newest(before: number)
  }

  package func save(_ snapshot: Snapshot, keeping: Int) async throws(LogError) {
    let path = source.file.path
    let result: Result<Void, LogError> = await withCheckedContinuation { continuation in
      writer.asyncWrite { database in
        try snapshot.insert(into: database)
        try database.execute(
          sql: """
            DELETE FROM snapshots WHERE number NOT IN
            (SELECT number FROM snapshots ORDER BY number DESC LIMIT ?)
            """, arguments: [keeping])
      } completion: { _, result in
        let failure = { LogError($0, doing: "write a snapshot to", path: path, writing: true) }
        continuation.resume(returning: result.mapError(failure))
      }
    }
    try result.get()
  }
}

extension SQLiteSnapshots {
  /// Drops the snapshots of commits that the journal at `path` does not hold: a person went on without them. The journal
  /// must be locked by the caller.
  static func drop(after number: Int64, from path: String) throws(LogError) {
    do {
      let database = try DatabaseQueue(path: path)
      try database.write {
        try $0.execute(sql: "DELETE FROM snapshots WHERE number > ?", arguments: [number])
      }
      try database.close()
    } catch {
      throw LogError(error, doing: "drop snapshots of", path: path, writing: true)
    }
  }
}

extension Snapshot {
  /// A column that can't be read becomes a value that no seal fits, so that the row is refused and named, not trusted.
  fileprivate init(_ row: Row) throws {
    let positions = try row.decode(String.self, forColumn: "positions")
    let createdAt = try row.decode(String.self, forColumn: "created_at")
    self.init(
      number: try row.decode(Int64.self, forColumn: "number"),
      nextOffset: try row.decode(Int64.self, forColumn: "offset"),
      head: RecordHash(try row.decode(String.self, forColumn: "head")),
      epoch: try row.decode(Int64.self, forColumn: "epoch"),
      positions: (try? CanonicalJSON.decode(InputPositions.self, from: Array(positions.utf8))) ?? InputPositions(),
      state: [UInt8](try row.decode(Data.self, forColumn: "state")),
      stateVersion: try row.decode(Int.self, forColumn: "state_version"),
      digest: StateDigest(try row.decode(String.self, forColumn: "digest")),
      createdAt: Instant(rfc3339: createdAt) ?? Instant(milliseconds: 0),
      seal: RecordHash(try row.decode(String.self, forColumn: "seal")))
  }

  fileprivate func insert(into database: Database) throws {
    let positions = try CanonicalJSON.encode(positions)
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO snapshots
        (number, offset, head, epoch, positions, state, state_version, digest, created_at, seal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, nextOffset, head.rawValue, epoch, String(decoding: positions, as: UTF8.self), Data(state),
        stateVersion, digest.rawValue, createdAt.description, seal.rawValue,
      ])
  }
}
