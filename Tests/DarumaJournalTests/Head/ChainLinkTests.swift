import DarumaCore
import Testing

@testable import DarumaJournal

@Suite("Where a commit belongs, read without what it says")
struct ChainLinkTests {
  private func commit(worker: String, inputs: [InputPosition], events: [Event]) -> Commit {
    Commit(
      partition: 3, number: 9_876_543_210, previous: .of([7]), epoch: 42, worker: worker, at: Sample.start,
      inputs: inputs, events: events)
  }

  @Test(
    "it is what a full reading gives",
    arguments: ["w1", #"a "quoted" one"#, #"","previous":"x"#, "\u{1}\\\"\n", "日本"])
  func same(worker: String) throws {
    let events = [Sample.event(#"],"format":1,"inputs":[],"kind":"commit","number":1,"partition":0,"previous":""#)]
    for inputs in [
      [], [Sample.position(1)], (0..<40).map { InputPosition(topic: "t\($0)", partition: 0, nextOffset: 8) },
    ] {
      for events in [[], events] {
        let commit = commit(worker: worker, inputs: inputs, events: events)
        #expect(ChainLink.read(try CommitCodec().encode(commit)) == commit.link)
      }
    }
  }

  @Test("what is no commit of this version has to be read in full")
  func others() throws {
    let commit = try CommitCodec().encode(commit(worker: "w", inputs: [], events: []))
    let text = String(decoding: commit, as: UTF8.self)
    let claim = try CommitCodec().encode(Claim(partition: 0, worker: "w", at: Sample.start, id: "i", keepsHead: true))
    #expect(ChainLink.read(claim) == nil && ChainLink.read([]) == nil && ChainLink.read(Array("{}".utf8)) == nil)
    for (part, other) in [
      ("\"format\":1", "\"format\":2"), ("\"number\":", "\"number\":-"), ("\"epoch\":", "\"epoch\": "),
    ] {
      #expect(ChainLink.read(Array(text.replacing(part, with: other).utf8)) == nil, "\(other)")
    }
  }
}
