import DarumaCore
import DarumaJournal
import Testing

@Suite("Following a journal file")
struct SQLiteTailTests {
  @Test("a reader that waits gets what another process appends")
  func waits() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let reader = try await SQLiteJournalReader.open(at: journal.path)
    async let awaited = reader.records.read(from: 0, limit: 10, wait: .seconds(60))
    try await journal.log.append([[1, 2, 3]])
    #expect(try await awaited.map(\.bytes) == [[1, 2, 3]])
    try await journal.close()
  }

  @Test("a wait that runs out is empty")
  func runsOut() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    #expect(try await journal.log.read(from: 0, limit: 10, wait: .milliseconds(1)).isEmpty)
    try await journal.close()
  }

  @Test("a wait that is cancelled ends")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let log = journal.log
    let task = Task { try await log.read(from: 0, limit: 10, wait: .seconds(3_600)) }
    task.cancel()
    await #expect { try await task.value } throws: { ($0 as? LogError)?.code == .cancelled }
    try await journal.close()
  }

  @Test("one read takes no more than its limit of bytes, and at least one record")
  func bytes() async throws {
    let folder = try TemporaryFolder()
    var limits = SQLiteLimits()
    limits.bytesPerRead = 1_000
    let journal = try await Opening.journal(folder, limits: limits)
    try await journal.log.append([400, 400, 400, 5_000, 10].map { [UInt8](repeating: 7, count: $0) })
    #expect(try await journal.log.read(from: 0, limit: 10, wait: .zero).map(\.bytes.count) == [400, 400, 400])
    #expect(try await journal.log.read(from: 3, limit: 10, wait: .zero).map(\.bytes.count) == [5_000])
    try await journal.close()
  }
}
