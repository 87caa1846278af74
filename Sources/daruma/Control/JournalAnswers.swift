import DarumaCore
import DarumaJournal
import DarumaRuntime
import Foundation

/// What became of a command, from the journal where it is at hand: it says the same as the topic of answers, and is what
/// counts.
struct JournalAnswers: Sendable {
  private let records: any RecordSource
  /// Where the journal ended before the command was sent.
  private let start: JournalFold<State>

  /// Nil where there is no journal at `path`, or none that can be read: then only the topic of answers tells.
  static func open(_ path: String) async -> JournalAnswers? {
    guard JournalPlace(path).isFilled, let reading = try? await JournalReading.open(path),
      let start = try? await reading.latest()
    else { return nil }
    return JournalAnswers(records: reading.reader.records, start: start)
  }

  /// The answer to `id`; nil where none came within `span`.
  func answer(to id: String, within span: Span) async throws -> CommandAnswer? {
    let follower = JournalFollower(start, source: records)
    let end = ContinuousClock.now + .milliseconds(span.milliseconds)
    while ContinuousClock.now < end {
      try Task.checkCancellation()
      for case .valid(let commit) in try await follower.advance(wait: .milliseconds(200)).map(\.verdict) {
        let answers = commit.events.compactMap { CommandAnswer($0, worker: commit.worker) }
        if let answer = answers.first(where: { $0.id == id }) { return answer }
      }
    }
    return nil
  }
}
