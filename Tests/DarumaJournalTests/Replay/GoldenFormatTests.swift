import DarumaCore
import DarumaJournal
import Testing

@Suite("Journals of every released format")
struct GoldenFormatTests {
  private func format1() async throws -> MemoryLog {
    let log = MemoryLog()
    var importing = try await JournalImport(into: log.producer("import"))
    for line in GoldenFormat1.export.split(separator: "\n") { try await importing.take(Array(line.utf8)) }
    try await importing.finish()
    return log
  }

  @Test("format 1 replays: chain, numbers, positions")
  func replays() async throws {
    let replayed = try await Replay.fromFirstCommit(State.self, try await format1())
    #expect(replayed.fold.arbiter.head.rawValue == GoldenFormat1.head)
    #expect(replayed.fold.arbiter.number == 4 && replayed.fold.arbiter.epoch == 3)
    #expect(replayed.counts.claims == 2 && replayed.counts.commits == 4 && replayed.counts.voids == 1)
    #expect(
      replayed.fold.positions.all == [
        InputPosition(topic: "daruma.control", partition: 2, nextOffset: 9),
        InputPosition(topic: "daruma.signals", partition: 0, nextOffset: 7),
      ])
    let application = try #require(replayed.state.applications["kaigo-subsys"])
    #expect(application.sequence == 5 && application.automationPausedBy == "Müller / 大田 \u{1F6D1}\n\"x\"")
  }

  @Test("format 1 verifies: intact, with one void record")
  func verifies() async throws {
    let report = try await JournalVerification.run(State.self, try await format1(), snapshots: nil)
    #expect(report.isIntact && report.voids.map(\.reason) == [.wrongEpoch(carried: 0, newest: 3)])
  }

  @Test("what was read of format 1 is written byte for byte as it was")
  func writes() async throws {
    let codec = CommitCodec()
    for record in try await format1().records {
      switch codec.decode(record) {
      case .claim(let claim): #expect(try codec.encode(claim) == record)
      case .commit(_, let commit): #expect(try codec.encode(try commit.get()) == record)
      case .unknownFormat, .unreadable: Issue.record("not read: \(String(decoding: record, as: UTF8.self))")
      }
    }
  }
}
