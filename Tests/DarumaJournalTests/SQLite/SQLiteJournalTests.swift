import DarumaCore
import Foundation
import GRDB
import Testing

@testable import DarumaJournal

@Suite("A journal file")
struct SQLiteJournalTests {
  @Test("is in WAL mode, and every commit is synced to disk")
  func pragmas() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let (mode, synchronous) = try await journal.pool.writeWithoutTransaction { database in
      (
        try String.fetchOne(database, sql: "PRAGMA journal_mode"),
        try Int.fetchOne(database, sql: "PRAGMA synchronous")
      )
    }
    #expect(mode == "wal" && synchronous == 2, "2 is FULL")
    try await journal.close()
  }

  @Test("keeps what it holds over a restart, and goes on behind")
  func restart() async throws {
    let folder = try TemporaryFolder()
    _ = try await Opening.closedJournal(folder, commits: 3)
    let journal = try await Opening.journal(folder)
    let ledger = try await Opening.ledger(Story.self, journal.log, snapshots: journal.snapshots)
    #expect(ledger.state.told == ["event 1", "event 2", "event 3"])
    #expect(ledger.positions.all == [Sample.position(3)])
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("event 4", next: 4)], at: Sample.start)
    #expect(ledger.number == 4 && ledger.fold.counts.voids == 0)
    try await journal.close()
  }

  @Test("refuses to change or to delete a record")
  func immutable() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 3)
    let database = try DatabaseQueue(path: path)
    for sql in ["UPDATE records SET hash = 'x'", "DELETE FROM records", "DELETE FROM records WHERE offset = 2"] {
      await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute(sql: sql) } }
    }
    let left = try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM records") }
    #expect(left == 4)
  }

  @Test("keeps snapshots beside the log, two of them, and one that was tampered with is refused")
  func snapshots() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let ledger = try await Opening.ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    var limits = JournalLimits()
    limits.commitsPerSnapshot = 2
    var taking = SnapshotTaking(into: journal.snapshots, newest: 0, limits: limits)
    for number in 1...7 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
      _ = try await taking.takeIfDue(ledger.fold, at: Sample.start)
    }
    #expect(try await journal.snapshots.newest(before: nil)?.number == 6)
    #expect(try await journal.snapshots.newest(before: 6)?.number == 4)
    #expect(try await journal.snapshots.newest(before: 4) == nil)
    for (sql, expected) in [
      ("UPDATE snapshots SET positions = '[]' WHERE number = 6", 4 as Int64?),
      ("UPDATE snapshots SET state = x'7b7d' WHERE number = 4", nil),
    ] {
      try await journal.pool.write { try $0.execute(sql: sql) }
      let rebuilt = try await Rebuild<Story>.run(journal.log, snapshots: journal.snapshots)
      #expect(rebuilt.snapshot == expected && rebuilt.fold.state == ledger.state)
    }
    try await journal.pool.write { try $0.execute(sql: "DELETE FROM snapshots") }
    #expect(try await Rebuild<Story>.run(journal.log, snapshots: journal.snapshots).fold.state == ledger.state)
    try await journal.close()
  }

  @Test("a changed record stops the rebuild and is named")
  func changedRecord() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: 3)
    try await Tampering.run(path, "UPDATE records SET value = CAST(replace(value, 'event 3', 'event 9') AS BLOB)")
    let journal = try await SQLiteJournalReader.open(at: path)
    await #expect {
      try await Rebuild<Story>.run(journal.records, snapshots: journal.snapshots)
    } throws: { error in
      guard case .changedRecord(offset: 3, _, _)? = error as? JournalError else { return false }
      return true
    }
  }
}
