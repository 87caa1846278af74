import GRDB
import Synchronization

/// An open journal file, for reading at least. Every access runs on a queue of GRDB's, never on the cooperative pool,
/// and is done to its end even if the waiting task is cancelled.
struct SQLiteFile: Sendable {
  let path: String
  let reader: any DatabaseReader
  let partition: Int32
  let limits: SQLiteLimits

  /// Reads in one transaction.
  func read<Answer: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Answer
  ) async throws(LogError) -> Answer {
    let result: Result<Answer, LogError> = await withCheckedContinuation { continuation in
      reader.asyncRead { database in
        let answer = Result { try body(try database.get()) }
        continuation.resume(returning: answer.mapError { LogError($0, doing: "read", path: path) })
      }
    }
    return try result.get()
  }

  /// The same, but gives up after `limit`; the read itself goes on behind.
  func read<Answer: Sendable>(
    within limit: Duration, _ body: @escaping @Sendable (Database) throws -> Answer
  ) async throws(LogError) -> Answer {
    let result: Result<Answer, LogError> = await withCheckedContinuation { continuation in
      let answer = FirstAnswer(continuation)
      let alarm = Task {
        // Cancelled: the disk was faster.
        do { try await Task.sleep(for: limit) } catch { return }
        answer.give(.failure(noAnswer(within: limit)))
      }
      reader.asyncRead { database in
        let read = Result { try body(try database.get()) }
        alarm.cancel()
        answer.give(read.mapError { LogError($0, doing: "read", path: path) })
      }
    }
    return try result.get()
  }

  private func noAnswer(within limit: Duration) -> LogError {
    LogError(.timedOut, "\(path) gave no answer within \(limit)", remedy: "Check the disk that holds the journal")
  }
}

/// Of two answers the first counts: that of the disk, or that of the clock.
private final class FirstAnswer<Answer: Sendable>: Sendable {
  private let waiting: Mutex<CheckedContinuation<Answer, Never>?>

  init(_ continuation: CheckedContinuation<Answer, Never>) { waiting = Mutex(continuation) }

  func give(_ answer: Answer) {
    let continuation = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    continuation?.resume(returning: answer)
  }
}
