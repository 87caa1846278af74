import GRDB

/// The tables of a journal file.
///
/// `records`: the log; an offset is assigned inside the transaction that writes the record, so there is never a gap.
/// `hash` is SHA-256 of `value`. `snapshots`: a cache. `journal`: one row, which partition it is.
enum SQLiteSchema {
  static let version = 1
  /// "Drma", in the header of the file, so that no other SQLite file is taken for a journal.
  static let applicationID = 0x4472_6d61

  private static let tables = """
    CREATE TABLE journal (partition INTEGER NOT NULL) STRICT;
    CREATE TABLE records (
      offset INTEGER PRIMARY KEY,
      value BLOB NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER records_never_change BEFORE UPDATE ON records
    BEGIN SELECT RAISE(ABORT, 'a record of the journal is never changed'); END;
    CREATE TRIGGER records_never_go BEFORE DELETE ON records
    BEGIN SELECT RAISE(ABORT, 'a record of the journal is never deleted'); END;
    CREATE TABLE snapshots (
      number INTEGER PRIMARY KEY,
      offset INTEGER NOT NULL,
      head TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      positions TEXT NOT NULL,
      state BLOB NOT NULL,
      state_version INTEGER NOT NULL,
      digest TEXT NOT NULL,
      created_at TEXT NOT NULL,
      seal TEXT NOT NULL
    ) STRICT;
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);
    """

  /// What a file turns out to be.
  enum Kind: Equatable {
    /// A journal of this version.
    case journal(partition: Int32)
    /// No table at all: a new file.
    case empty
    case newer(version: Int)
    /// A journal whose version is none that was ever written.
    case unknown(version: Int)
    case other
  }

  static func kind(_ db: Database) throws -> Kind {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard application == applicationID else {
      let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
      return isEmpty && application == 0 && version == 0 ? .empty : .other
    }
    guard version <= Self.version else { return .newer(version: version) }
    guard version == Self.version else { return .unknown(version: version) }
    guard let partition = try Int32.fetchOne(db, sql: "SELECT partition FROM journal") else { return .other }
    return .journal(partition: partition)
  }

  static func create(_ db: Database, partition: Int32) throws {
    try db.execute(sql: tables)
    try db.execute(sql: "INSERT INTO journal (partition) VALUES (?)", arguments: [partition])
  }
}
