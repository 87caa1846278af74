package import DarumaCore
package import DarumaJournal

/// Tells what became of commands, once it is journaled. At most once, and beside the worker: who waits and hears nothing asks
/// the journal. A road that is closed holds nothing up; beyond ``mostWaiting`` the oldest answers are dropped.
package final class AnswerObserver: WorkerObserver {
  /// Answers that wait to be sent.
  package static let mostWaiting = 1_000

  private let worker: String
  private let answers: AsyncStream<CommandAnswer>.Continuation
  private let sending: Task<Void, Never>

  /// - Parameters:
  ///   - send: Returns once the answer is where others can read it.
  ///   - failed: Called for each that could not be sent.
  package init(
    worker: String, send: @escaping @Sendable (CommandAnswer) async throws -> Void,
    failed: @escaping @Sendable (CommandAnswer, any Error) -> Void
  ) {
    self.worker = worker
    let (stream, answers) = AsyncStream.makeStream(
      of: CommandAnswer.self, bufferingPolicy: .bufferingNewest(Self.mostWaiting))
    self.answers = answers
    sending = Task {
      for await answer in stream {
        do { try await send(answer) } catch { failed(answer, error) }
      }
    }
  }

  package func committed(_ commit: Commit, state: State) {
    for event in commit.events {
      if let answer = CommandAnswer(event, worker: worker) { answers.yield(answer) }
    }
  }

  /// Nothing is journaled of a command to an application that nobody declared.
  package func decided(_ decision: Decision) {
    for refused in decision.refusedCommands {
      answers.yield(
        CommandAnswer(refused.signal, refused.command, .rejected, refused.reason, worker, refused.at))
    }
  }

  /// Returns once everything so far is sent, or has failed.
  package func close() async {
    answers.finish()
    await sending.value
  }

  package func claimed(number: Int64, positions: InputPositions) {}
  package func noted(_ note: EffectNote) {}
  package func claimsAnew(_ reason: JournalError) {}
  package func snapshotFailed(_ reason: JournalError) {}
}
