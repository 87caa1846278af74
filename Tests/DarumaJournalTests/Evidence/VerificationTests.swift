import DarumaCore
import DarumaJournal
import GRDB
import Testing
import TestSupport

@Suite("journal verify")
struct VerificationTests {
  private let commits: Int64 = 12

  private func verify(_ path: String) async throws -> VerificationReport {
    let journal = try await SQLiteJournalReader.open(at: path)
    return try await JournalVerification.run(Story.self, journal.records, snapshots: journal.snapshots)
  }

  private func tampered(_ statements: String...) async throws -> VerificationReport {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    for sql in statements { try await Tampering.run(path, sql) }
    return try await verify(path)
  }

  /// In ``Opening/closedJournal(_:commits:)`` the claim has offset 0, and each commit the offset of its number.
  private func places(_ report: VerificationReport) -> [[Int64?]] { report.findings.map { [$0.commit, $0.offset] } }

  @Test("an untouched journal is intact, with its head, state digest and counts")
  func intact() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    let report = try await verify(path)
    let journal = try await SQLiteJournalReader.open(at: path)
    let replayed = try await Replay.fromFirstCommit(Story.self, journal.records)
    #expect(report.isIntact && report.newest == commits && report.voids.isEmpty)
    #expect(report.head == replayed.fold.arbiter.head)
    #expect(try report.digest == replayed.digest())
    #expect(report.counts == replayed.counts)
  }

  @Test("one byte changed, anywhere in any record, is named by commit and offset")
  func changedByte() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    let sound = try folder.bytes(of: "journal.sqlite")
    var random = SeededRandom(seed: 7)
    for offset in 0...commits {
      for _ in 0..<6 {
        _ = try folder.write(sound, to: "journal.sqlite")
        let length = try await DatabaseQueue(path: path).read { database in
          try Int.fetchOne(database, sql: "SELECT length(value) FROM records WHERE offset = ?", arguments: [offset])
        }
        let place = random.below(length ?? 1)
        let byte = String(32 + random.below(90), radix: 16)
        try await Tampering.run(
          path,
          """
          UPDATE records SET value = CAST(substr(value, 1, \(place)) || x'\(byte.count < 2 ? "0" : "")\(byte)'
          || substr(value, \(place + 2)) AS BLOB) WHERE offset = \(offset)
          """)
        let report = try await verify(path)
        // It may have been that byte before.
        if report.isIntact { continue }
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1, "one break, one finding: \(report.findings)")
        #expect(finding.kind == .changed && finding.offset == offset)
        #expect(offset == 0 || finding.commit == offset, "\(finding)")
        #expect(finding.expected.contains("hash") && finding.found.contains("hash"))
      }
    }
  }

  @Test("one byte changed in the file itself is named")
  func changedByteInFile() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    var bytes = try folder.bytes(of: "journal.sqlite")
    let needle = Array("event 9\"".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
    bytes[place + 6] = UInt8(ascii: "8")
    _ = try folder.write(bytes, to: "journal.sqlite")
    #expect(places(try await verify(path)) == [[9, 9]])
  }

  @Test("a changed record with a hash to match breaks the chain at the next one", arguments: [1, 5, 11] as [Int64])
  func forged(_ offset: Int64) async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    try await Tampering.forge(path, offset: offset, replacing: "event \(offset)\"", with: "forged!\"")
    let report = try await verify(path)
    #expect(report.findings.map(\.kind) == [.chainBroken])
    #expect(places(report) == [[offset + 1, offset + 1]])
  }

  @Test("a dropped record is named, wherever it was", arguments: [0, 1, 6, 11] as [Int64])
  func dropped(_ offset: Int64) async throws {
    let report = try await tampered("DELETE FROM records WHERE offset = \(offset)")
    #expect(report.findings.map(\.kind) == [.missing])
    #expect(places(report) == [[max(offset, 1), offset]])
  }

  @Test("a dropped record is named even if the offsets were closed up behind it")
  func droppedAndClosedUp() async throws {
    let report = try await tampered(
      "DELETE FROM records WHERE offset = 6", "UPDATE records SET offset = -offset WHERE offset > 6",
      "UPDATE records SET offset = -offset - 1 WHERE offset < 0")
    #expect(report.findings.map(\.kind) == [.chainBroken])
    #expect(places(report) == [[7, 6]])
    #expect(report.findings[0].expected == "commit 6")
  }

  @Test("several dropped records are one gap; two gaps are two findings")
  func gaps() async throws {
    let report = try await tampered("DELETE FROM records WHERE offset IN (2, 3, 8)")
    #expect(places(report) == [[2, 2], [8, 8]])
  }

  @Test("two records that changed places are named")
  func reordered() async throws {
    let report = try await tampered(
      "UPDATE records SET offset = 100 WHERE offset = 4", "UPDATE records SET offset = 4 WHERE offset = 5",
      "UPDATE records SET offset = 5 WHERE offset = 100")
    #expect(report.findings.allSatisfy { $0.kind == .chainBroken })
    #expect(report.findings.first?.commit == 5 && report.findings.first?.offset == 4)
    #expect(report.findings.first?.expected == "commit 4")
    #expect(report.findings.count <= 3)
  }

  @Test("an inserted record is named")
  func inserted() async throws {
    let report = try await tampered(
      "UPDATE records SET offset = -offset WHERE offset > 6",
      "UPDATE records SET offset = -offset + 1 WHERE offset < 0",
      """
      INSERT INTO records SELECT 7, CAST('{"poem":1}' AS BLOB),
      '\(RecordHash.of(Array("{\"poem\":1}".utf8)))'
      """)
    #expect(report.findings.map(\.kind) == [.unreadable])
    #expect(report.findings[0].offset == 7 && report.findings[0].commit == 7)
  }

  @Test("breaks far from one another are all named")
  func several() async throws {
    let report = try await tampered(
      "UPDATE records SET value = x'00' WHERE offset = 2", "UPDATE records SET hash = 'x' WHERE offset = 5",
      "UPDATE records SET value = x'00' WHERE offset IN (8, 9)", "DELETE FROM records WHERE offset = 11")
    #expect(places(report) == [[2, 2], [5, 5], [8, 8], [8, 9], [11, 11]])
    #expect(report.findings.map(\.kind) == [.changed, .changed, .changed, .changed, .missing])
    #expect(report.digest == nil)
  }

  @Test("more findings than are listed are counted")
  func manyFindings() async throws {
    let folder = try TemporaryFolder()
    let path = try await Opening.closedJournal(folder, commits: commits)
    try await Tampering.run(path, "UPDATE records SET value = x'00'")
    let journal = try await SQLiteJournalReader.open(at: path)
    var limits = JournalLimits()
    limits.listedInVerification = 4
    let report = try await JournalVerification.run(
      Story.self, journal.records, snapshots: journal.snapshots, limits: limits)
    #expect(report.findings.count == 4 && report.unlistedFindings == 9)
  }
}
