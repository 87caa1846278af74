import DarumaCore
import Dispatch
import GRDB
import Synchronization
import Testing

@testable import DarumaJournal

@Suite("Writing to a journal file")
struct SQLiteWritingTests {
  /// Counts the transactions that were committed.
  private final class Commits: TransactionObserver, Sendable {
    private let count = Atomic(0)

    var committed: Int { count.load(ordering: .relaxed) }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ database: Database) { count.add(1, ordering: .relaxed) }
    func databaseDidRollback(_ database: Database) {}
  }

  /// Holds the writer, as a slow disk would, until it is told to go on.
  private func holdWriter(_ journal: SQLiteJournal) -> DispatchSemaphore {
    let gate = DispatchSemaphore(value: 0)
    journal.pool.asyncWriteWithoutTransaction { _ in gate.wait() }
    return gate
  }

  /// Returns once `count` records wait for the writer.
  private func untilWaiting(_ count: Int, _ journal: SQLiteJournal) async {
    while journal.log.appends.waitingRecords < count { await Task.yield() }
  }

  @Test("what waits while the disk is busy goes into one transaction")
  func groupCommit() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let commits = Commits()
    journal.pool.add(transactionObserver: commits)
    let gate = holdWriter(journal)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 { group.addTask { try await journal.log.append([Array("\(number)".utf8)]) } }
      await untilWaiting(50, journal)
      gate.signal()
      try await group.waitForAll()
    }
    #expect(commits.committed == 1)
    let records = try await CommitLogContract.everything(journal.log)
    #expect(records.map(\.offset) == Array(0..<50))
    #expect(records.allSatisfy { $0.storedHash == .of($0.bytes) })
    try await journal.close()
  }

  @Test("a transaction takes no more than its limit, but a large append whole")
  func transactionLimit() async throws {
    let folder = try TemporaryFolder()
    var limits = SQLiteLimits()
    limits.recordsPerTransaction = 10
    let journal = try await Opening.journal(folder, limits: limits)
    let commits = Commits()
    journal.pool.add(transactionObserver: commits)
    let gate = holdWriter(journal)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 { group.addTask { try await journal.log.append(Array(repeating: [1], count: 4)) } }
      await untilWaiting(24, journal)
      group.addTask { try await journal.log.append(Array(repeating: [2], count: 30)) }
      await untilWaiting(54, journal)
      gate.signal()
      try await group.waitForAll()
    }
    #expect(commits.committed == 4, "4+4, 4+4, 4+4, 30")
    #expect(try await journal.log.end(within: .seconds(10)) == 54)
    try await journal.close()
  }

  @Test("appends beyond the limit of what may wait are refused, the others are written")
  func overloaded() async throws {
    let folder = try TemporaryFolder()
    var limits = SQLiteLimits()
    limits.waitingRecords = 5
    let journal = try await Opening.journal(folder, limits: limits)
    let gate = holdWriter(journal)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await journal.log.append(Array(repeating: [1], count: 5)) }
      await untilWaiting(5, journal)
      await #expect {
        try await journal.log.append([[2]])
      } throws: { error in
        let error = error as? LogError
        return error?.code == .overloaded && error?.outcomeUnknown == false
      }
      gate.signal()
      try await group.waitForAll()
    }
    #expect(try await journal.log.end(within: .seconds(10)) == 5)
    try await journal.close()
  }

  @Test("on a full disk nothing is written in part; with space again the same commit goes through")
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let ledger = try await Opening.ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    try await journal.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
    }
    var number: Int64 = 0
    var refused: JournalError?
    while refused == nil, number < 100 {
      let entry = Sample.entry(String(repeating: "x", count: 5_000), next: number + 1)
      do throws(JournalError) {
        try await ledger.commit([entry], at: Sample.start)
        number += 1
      } catch {
        refused = error
      }
    }
    guard case .log(let error)? = refused else {
      Issue.record("the disk never filled up")
      return
    }
    #expect(error.code == .full && !error.outcomeUnknown && error.remedy.contains("space"))
    #expect(number > 0 && ledger.number == number, "what was acknowledged is there, and nothing else")
    try await journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    try await ledger.commit([Sample.entry("with space again", next: number + 1)], at: Sample.start)
    let report = try await JournalVerification.run(Story.self, journal.log, snapshots: journal.snapshots)
    #expect(report.isIntact && report.newest == number + 1 && report.counts.voids == 0)
    try await journal.close()
  }

  @Test("a file that may not be written is named as such")
  func readOnly() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    try await journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    await #expect {
      try await journal.log.append([[1]])
    } throws: { ($0 as? LogError)?.code == .readOnly && "\($0)".contains("write access") }
    try await journal.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
    try await journal.close()
  }

  @Test("another process that holds the file is waited for, and then named")
  func locked() async throws {
    let folder = try TemporaryFolder()
    var limits = SQLiteLimits()
    limits.busyWait = .zero
    let journal = try await Opening.journal(folder, limits: limits)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: journal.path, configuration: configuration)
    try await other.writeWithoutTransaction { database in try database.beginTransaction(.immediate) }
    await #expect { try await journal.log.append([[1]]) } throws: { ($0 as? LogError)?.code == .locked }
    try await other.writeWithoutTransaction { try $0.rollback() }
    try await journal.log.append([[1]])
    try await journal.close()
  }

  @Test("a closed journal refuses, and says so")
  func closed() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    try await journal.close()
    await #expect { try await journal.log.append([[1]]) } throws: { ($0 as? LogError)?.code == .closed }
    await #expect {
      try await journal.log.read(from: 0, limit: 1, wait: .zero)
    } throws: { ($0 as? LogError)?.code == .closed }
    await #expect { try await journal.log.end(within: .seconds(5)) } throws: { ($0 as? LogError)?.code == .closed }
  }

  @Test(
    "every code of SQLite's that matters has its own meaning",
    arguments: [
      (ResultCode.SQLITE_FULL, LogError.Code.full, false), (.SQLITE_READONLY_DBMOVED, .readOnly, false),
      (.SQLITE_CORRUPT_INDEX, .corrupted, false), (.SQLITE_BUSY_RECOVERY, .locked, false),
      (.SQLITE_NOTADB, .notAJournal, false), (.SQLITE_IOERR_FSYNC, .inputOutput, true),
      (.SQLITE_CANTOPEN, .inputOutput, false), (.SQLITE_NOMEM, .inputOutput, true),
    ])
  func codes(_ sqlite: ResultCode, _ code: LogError.Code, _ outcomeUnknown: Bool) {
    let error = LogError(DatabaseError(resultCode: sqlite), doing: "append to", path: "/j", writing: true)
    #expect(error.code == code && error.outcomeUnknown == outcomeUnknown)
    #expect(error.message.contains("/j") && !error.remedy.isEmpty)
  }
}
