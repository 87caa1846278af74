import Foundation
import Testing

@testable import DarumaCore

/// Whoever reads the journal by a program reads each word in one way, whatever it stands in.
@Suite("In JSON a word has one type")
struct OneWordOneTypeTests {
  @Test("the events of a whole failover, and its report")
  func story() throws {
    var story = Story()
    story.lose()
    story.approve()
    for _ in 0..<6 { story.succeedAll() }
    var words = JSONWords()
    for event in story.journal { try words.read(JSONText.of(event), in: "\(event.body.type)") }
    let id = try #require(story.execution?.id)
    var report = try #require(Report(id, of: story.state))
    report.history = ExecutionHistory(
      id, of: story.journal.map { ExecutionHistory.Entry($0, commit: $0.sequence, worker: "w") })
    report.journal = Report.JournalMark(commit: 1, head: "0")
    report.version = "1"
    try words.read(JSONText.of(report), in: "report")
    #expect(words.conflicts == [])
  }

  @Test("of all events each word has one type")
  func events() throws {
    var words = JSONWords()
    for (index, body) in EventSamples.all.enumerated() {
      let event = Event(application: "kaigo-subsys", sequence: Int64(index), at: .at("03:05"), cause: "s-1", body: body)
      try words.read(JSONText.of(event), in: "\(body.type)")
    }
    #expect(words.conflicts == [])
  }
}
