import DarumaCore
import DarumaJournal
import Testing

@Suite("The format of a record")
struct CommitCodecTests {
  private let codec = CommitCodec()

  private var commit: Commit {
    Commit(
      partition: 2, number: 7, previous: .of([]), epoch: 3, worker: "w/1", at: Sample.start,
      inputs: [
        InputPosition(topic: "b", partition: 0, nextOffset: 5),
        InputPosition(topic: "a", partition: 1, nextOffset: 9),
      ], events: [Sample.event("line\nbreak, ü, \u{1F4A9}, \u{2028}", sequence: 41)])
  }

  @Test("a commit comes back as it was")
  func commitRoundTrip() throws {
    #expect(codec.decode(try codec.encode(commit)) == .commit(commit.link, .success(commit)))
  }

  @Test("a claim comes back as it was")
  func claimRoundTrip() throws {
    let claim = Claim(partition: 2, worker: "w", at: Sample.start, id: "x")
    #expect(codec.decode(try codec.encode(claim)) == .claim(claim))
  }

  @Test("a commit is one line of JSON with sorted keys, inputs in order and no escaped slashes")
  func text() throws {
    let text = String(decoding: try codec.encode(commit), as: UTF8.self)
    #expect(!text.contains("\n") && text.contains("\"w/1\""))
    #expect(
      text.hasPrefix("{\"at\":\"2026-09-21T14:13:20.000Z\",\"epoch\":3,\"events\":[{\"application\":\"shop\",\"at\":"))
    #expect(
      text.hasSuffix(
        "],\"format\":1,\"inputs\":[{\"nextOffset\":9,\"partition\":1,\"topic\":\"a\"},"
          + "{\"nextOffset\":5,\"partition\":0,\"topic\":\"b\"}],\"kind\":\"commit\",\"number\":7,\"partition\":2,"
          + "\"previous\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"worker\":\"w/1\"}"))
  }

  @Test("large numbers keep every digit")
  func largeNumbers() throws {
    let large = Commit(
      partition: .max, number: .max, previous: .of([]), epoch: .max - 1, worker: "w", at: Sample.start,
      inputs: [InputPosition(topic: "t", partition: .max, nextOffset: .max)], events: [])
    #expect(codec.decode(try codec.encode(large)) == .commit(large.link, .success(large)))
  }

  @Test(
    "what is no record is unreadable, whatever it is",
    arguments: [
      "", "null", "[]", "{}", "{\"format\":\"1\"}", "{\"format\":1}", "{\"format\":1,\"kind\":\"poem\"}", "\u{0}",
      "{\"format\":1,\"kind\":\"claim\"}", "{\"format\":1.5,\"kind\":\"claim\"}",
      "{\"format\":1,\"kind\":\"commit\"}{}",
    ])
  func unreadable(_ text: String) {
    guard case .unreadable(let reason) = codec.decode(Array(text.utf8)) else {
      Issue.record("read \(text)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test("every cut of a record is unreadable")
  func cuts() throws {
    let record = try codec.encode(commit)
    for length in 0..<record.count {
      guard case .unreadable = codec.decode(Array(record[..<length])) else {
        Issue.record("read the first \(length) bytes")
        return
      }
    }
  }

  @Test("an unknown event names its commit and its type")
  func unknownEvent() throws {
    let text = String(decoding: try codec.encode(commit), as: UTF8.self)
    let record = Array(text.replacing("command.automation-paused.v1", with: "weather.rained.v1").utf8)
    #expect(
      codec.decode(record)
        == .commit(commit.link, .failure(.unknownEvent("weather.rained.v1", commit: 7))))
  }

  @Test("an event whose data is wrong names its commit, type, place and fault")
  func wrongData() throws {
    let text = String(decoding: try codec.encode(commit), as: UTF8.self)
    let record = Array(text.replacing("\"by\":", with: "\"buy\":").utf8)
    guard case .commit(_, .failure(let error)) = codec.decode(record) else {
      Issue.record("it was read")
      return
    }
    #expect(error.code == "journal.unreadable-event")
    #expect("\(error)".contains("event 1 (command.automation-paused.v1) of commit 7"))
    #expect("\(error)".contains("\"by\" is missing"))
  }

  @Test("a number that JSON has no word for is refused when it is written")
  func unwritable() throws {
    let signal = Signal(
      id: "s", at: Sample.start, seenAt: Sample.start, source: "aws.guardduty", account: "1", region: "us-east-1",
      fact: .threatFound(ThreatFound(finding: "f", severity: .nan, firstSeen: Sample.start)))
    let event = Event(application: "a", sequence: 1, at: Sample.start, cause: nil, body: .observed(signal))
    #expect {
      try codec.encode(
        Commit(
          partition: 0, number: 1, previous: .of([]), epoch: 0, worker: "w", at: Sample.start, inputs: [],
          events: [event]))
    } throws: { ($0 as? JournalError)?.code == "journal.unwritable" }
  }
}
