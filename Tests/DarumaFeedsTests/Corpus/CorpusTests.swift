import TestSupport
import Testing

@testable import DarumaFeeds

@Suite(
  "Every sample of the corpus is read, ignored or refused as the table says",
  .enabled(if: SharedCorpus.isExpected))
struct CorpusTests {
  @Test("the sample gives just these outcomes", arguments: CorpusTable.entries)
  func outcome(_ entry: CorpusTable.Entry) throws {
    let decoded = decode(try SharedCorpus.bytes("events/" + entry.file))
    #expect(Summary.lines(of: decoded) == entry.lines)
  }

  @Test("the table names every file of the corpus, and no other")
  func complete() {
    #expect(Set(SharedCorpus.files(of: "events")) == Set(CorpusTable.entries.map(\.file)))
    #expect(CorpusTable.entries.count == SharedCorpus.files(of: "events").count)
  }

  @Test("no sample gives nothing at all", arguments: CorpusTable.entries)
  func neverSilent(_ entry: CorpusTable.Entry) {
    #expect(!entry.lines.isEmpty)
  }

  @Test("each signal has the rule by which it was read", arguments: CorpusTable.entries)
  func explained(_ entry: CorpusTable.Entry) throws {
    let decoded = decode(try SharedCorpus.bytes("events/" + entry.file))
    #expect(decoded.signals.count == decoded.rules.count)
    #expect(decoded.rules.allSatisfy { !$0.sentence.isEmpty })
  }
}
