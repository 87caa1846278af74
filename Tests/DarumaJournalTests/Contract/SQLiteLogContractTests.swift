import DarumaJournal
import Testing

@Suite("The log in an SQLite file")
struct SQLiteLogContractTests {
  @Test("keeps the contract of a log", arguments: CommitLogContract.clauses)
  func contract(_ clause: CommitLogContract.Clause) async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    try await clause.check { CommitLogContract.Connections(first: journal.log, second: journal.log) }
    try await journal.close()
  }
}
