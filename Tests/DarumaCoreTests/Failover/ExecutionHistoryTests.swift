import Testing

@testable import DarumaCore

@Suite("A report tells how it went")
struct ExecutionHistoryTests {
  /// What the journal holds, one event a commit, the second half by another worker.
  private func history(_ story: Story) throws -> ExecutionHistory {
    let id = try #require(story.execution?.id)
    let half = story.journal.count / 2
    return ExecutionHistory(
      id,
      of: story.journal.enumerated().map { index, event in
        ExecutionHistory.Entry(event, commit: Int64(index + 1), worker: index < half ? "w1" : "w2")
      })
  }

  @Test("who was asked, who approved, what was refused and skipped, and each attempt")
  func whole() throws {
    var story = Story()
    story.lose()
    story.order(.retry, step: "restore-db", comment: "too early")
    story.approve()
    story.fail("restore-db/1")
    story.wait(.minutes(5))
    story.send("restore-db/2")
    story.order(.skip, step: "restore-db", comment: "done by hand")
    let history = try history(story)
    #expect(history.requests.map(\.round) == [1])
    #expect(history.requests.first?.roles == ["management"])
    let orders = history.orders.map { "\($0.order.rawValue) \($0.by) \($0.refusal == nil ? "done" : "refused")" }
    #expect(orders == ["retry yuki refused", "approve yuki done", "skip yuki done"])
    #expect(history.orders.last?.comment == "done by hand")
    let attempts = history.attempts.filter { $0.step == "restore-db" }.map { "\($0.attempt) \($0.outcome)" }
    #expect(attempts == ["1 failed", "2 skipped"])
    #expect(history.attempts.first { $0.step == "restore-db" }?.reason?.contains("aws.throttled") == true)
    #expect(history.workers == ["w1", "w2"])
    let (first, last) = (try #require(history.firstCommit), try #require(history.lastCommit))
    #expect(first < last && last <= Int64(story.journal.count))
  }

  @Test("one that was denied restored nothing, and its report says so")
  func denied() throws {
    var story = Story()
    story.lose()
    story.order(.deny, comment: "it is back")
    let execution = try #require(story.execution)
    let report = try #require(Report(execution.id, of: story.state))
    #expect(report.outcome == "aborted")
    #expect(!report.fates.contains { fate in if case .restored = fate.fate { true } else { false } })
    let history = try history(story)
    #expect(history.attempts == [])
    #expect(history.orders.map(\.order) == [.deny])
    #expect(history.orders.first?.comment == "it is back")
  }
}
