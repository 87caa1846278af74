import DarumaJournal
import Testing

@Suite("The log in memory")
struct MemoryLogContractTests {
  @Test("keeps the contract of a log", arguments: CommitLogContract.clauses)
  func contract(_ clause: CommitLogContract.Clause) async throws {
    try await clause.check {
      let log = MemoryLog()
      return CommitLogContract.Connections(first: log.producer("first"), second: log.producer("second"))
    }
  }
}
