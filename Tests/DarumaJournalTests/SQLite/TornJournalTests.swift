import DarumaCore
import DarumaJournal
import Foundation
import Testing

/// What is left on disk after a kill or a power cut: the main file, and the write-ahead log up to some byte.
@Suite("A journal that was cut off")
struct TornJournalTests {
  /// The files of a journal that is still open, with `commits` commits of growing size in the write-ahead log.
  private func filesOfOpenJournal(
    _ folder: TemporaryFolder, commits: Int64
  ) async throws -> (main: [UInt8], wal: [UInt8]) {
    let journal = try await Opening.journal(folder, "live.sqlite")
    let ledger = try await Opening.ledger(Story.self, journal.log)
    _ = try await ledger.claim(at: Sample.start)
    for number in 1...commits {
      let text = "event \(number) " + String(repeating: "x", count: Int(number) * 300)
      try await ledger.commit([Sample.entry(text, next: number)], at: Sample.start)
    }
    let files = (try folder.bytes(of: "live.sqlite"), try folder.bytes(of: "live.sqlite-wal"))
    try await journal.close()
    return files
  }

  /// Opens the pieces as a new worker would, and returns the number of the newest commit.
  private func recovered(_ main: [UInt8], _ wal: [UInt8], _ folder: TemporaryFolder) async throws -> Int64 {
    let path = try folder.write(main, to: "torn.sqlite")
    _ = try folder.write(wal, to: "torn.sqlite-wal")
    try? FileManager.default.removeItem(atPath: folder.file("torn.sqlite-shm"))
    let journal = try await SQLiteJournal.open(at: path, worker: "w2", since: Sample.start)
    let ledger = try await Opening.ledger(Story.self, journal.log, snapshots: journal.snapshots)
    let number = ledger.number
    let report = try await JournalVerification.run(Story.self, journal.log, snapshots: journal.snapshots)
    #expect(report.isIntact && report.voids.isEmpty, "\(report.findings)")
    #expect(ledger.state.told.map { $0.prefix { $0 != "x" } } == (0..<number).map { "event \($0 + 1) " })
    #expect(ledger.positions.nextOffset(topic: "daruma.signals", partition: 0) ?? 0 == number)
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("after the cut", next: number + 1)], at: Sample.start)
    #expect(ledger.number == number + 1, "and the work goes on")
    try await journal.close()
    return number
  }

  @Test("cut at any byte it holds whole commits only, the chain is whole, and work goes on")
  func cut() async throws {
    let folder = try TemporaryFolder()
    let (main, wal) = try await filesOfOpenJournal(folder, commits: 10)
    var newest: [Int64] = []
    for length in stride(from: 0, to: wal.count, by: 1_499) {
      newest.append(try await recovered(main, Array(wal[..<length]), folder))
    }
    newest.append(try await recovered(main, wal, folder))
    #expect(newest == newest.sorted() && newest.last == 10, "\(newest)")
    #expect(Set(newest) == Set(0...10), "every commit was the last one once: \(newest)")
  }

  @Test("a last record of which bytes are wrong is dropped whole")
  func garbled() async throws {
    let folder = try TemporaryFolder()
    let (main, wal) = try await filesOfOpenJournal(folder, commits: 5)
    for distance in [1, 100, 2_000, 4_000] {
      var garbled = wal
      garbled[wal.count - distance] ^= 0xFF
      #expect(try await recovered(main, garbled, folder) == 4)
    }
    #expect(try await recovered(main, wal + [UInt8](repeating: 0xA5, count: 5_000), folder) == 5)
  }
}
