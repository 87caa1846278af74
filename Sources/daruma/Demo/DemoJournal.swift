import DarumaCore
import DarumaJournal
import DarumaRuntime

/// Reads what the workers journal, as `daruma journal tail` does, and tells it: only what is durable is told.
struct DemoJournal {
  let path: String
  let story: DemoStory

  /// How long it waits for more before it looks whether it is to end.
  private static let wait: Duration = .milliseconds(200)

  func follow() async throws {
    let reader = try await SQLiteJournalReader.open(at: path)
    let follower = JournalFollower(
      JournalFold<State>(partition: reader.records.partition), source: reader.records)
    var entries = ExecutionEntries()
    while !Task.isCancelled {
      for entry in try await follower.advance(wait: Self.wait) {
        guard case .valid(let commit) = entry.verdict else { continue }
        entries.take(commit)
        story.committed(commit, follower.fold.state, entries, head: entry.hash)
      }
    }
  }
}
