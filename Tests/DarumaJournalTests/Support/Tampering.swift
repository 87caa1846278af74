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
