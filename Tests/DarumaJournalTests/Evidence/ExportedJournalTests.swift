import DarumaCore
import DarumaJournal
import Foundation
import Testing

@Suite("An exported journal as evidence")
struct ExportedJournalTests {
  private func exported(_ folder: TemporaryFolder) async throws -> (lines: [Substring], report: VerificationReport) {
    let path = try await Opening.closedJournal(folder, commits: 6)
    let reader = try await SQLiteJournalReader.open(at: path)
    var export = JournalExport(reader.records)
    var bytes: [UInt8] = []
    while let more = try await export.next() { bytes += more }
    let report = try await JournalVerification.run(Story.self, reader.records, snapshots: nil)
    return (String(decoding: bytes, as: UTF8.self).split(separator: "\n"), report)
  }

  private func verify(_ lines: [some StringProtocol], _ folder: TemporaryFolder, head: RecordHash? = nil) async throws
    -> VerificationReport
  {
    let path = try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "export.ndjson")
    return try await JournalVerification.run(
      Story.self, ExportedJournal(path), snapshots: nil, expecting: head.map { [$0: "test"] } ?? [:])
  }

  @Test("it is verified where it lies, and gives the same head and state")
  func same() async throws {
    let folder = try TemporaryFolder()
    let (lines, report) = try await exported(folder)
    let found = try await verify(lines, folder)
    #expect(found.isIntact && found.head == report.head && found.digest == report.digest && found.newest == 6)
    #expect(
      ExportedJournal.isOne(folder.file("export.ndjson")) && !ExportedJournal.isOne(folder.file("journal.sqlite")))
  }

  @Test("a line that was changed, dropped or cut off is named")
  func tampered() async throws {
    let folder = try TemporaryFolder()
    let (lines, report) = try await exported(folder)
    var changed = lines.map(String.init)
    changed[3] = changed[3].replacing("event 3", with: "event 4")
    #expect(try await verify(changed, folder).findings.map(\.kind) == [.changed])
    var dropped = lines
    dropped.remove(at: 3)
    #expect(try await verify(dropped, folder).findings.first?.kind == .missing)
    // By itself a cut tail is a shorter journal; a head that was written down tells.
    #expect(try await verify(lines.dropLast(), folder).isIntact)
    let cut = try await verify(lines.dropLast(), folder, head: report.head)
    #expect(cut.findings.map(\.kind) == [.headMissing] && "\(cut.findings)".contains(report.head.rawValue))
    #expect(try await verify(lines, folder, head: report.head).isIntact)
  }

  @Test("lines that were moved or are none are refused by their number")
  func noLine() async throws {
    let folder = try TemporaryFolder()
    let (lines, _) = try await exported(folder)
    var moved = lines
    moved.swapAt(2, 4)
    await #expect { try await verify(moved, folder) } throws: { "\($0)".contains("line 4 of") }
    await #expect { try await verify(lines + ["{}"], folder) } throws: { "\($0)".contains("line 8 of") }
  }
}
