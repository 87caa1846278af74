import DarumaJournal
import GRDB

/// What somebody with write access to the file can do to it.
enum Tampering {
  static func run(_ path: String, _ statements: String...) async throws {
    let database = try DatabaseQueue(path: path)
    try await database.write { database in
      try database.execute(sql: "DROP TRIGGER IF EXISTS records_never_change; DROP TRIGGER IF EXISTS records_never_go")
      for sql in statements { try database.execute(sql: sql) }
    }
    try database.close()
  }
}

extension Tampering {
  /// Changes a record and puts the hash right, as somebody would who knows the file's make.
  static func forge(_ path: String, offset: Int64, replacing text: String, with other: String) async throws {
    let database = try DatabaseQueue(path: path)
    let value = try await database.read { database in
      try String.fetchOne(
        database, sql: "SELECT CAST(value AS TEXT) FROM records WHERE offset = ?", arguments: [offset])
    }
    try database.close()
    let forged = (value ?? "").replacing(text, with: other)
    let hex = forged.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    try await run(
      path,
      "UPDATE records SET value = x'\(hex)', hash = '\(RecordHash.of(Array(forged.utf8)))' WHERE offset = \(offset)")
  }
}
