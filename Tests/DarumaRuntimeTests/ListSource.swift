import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaRuntime
import Synchronization

/// Records from a list, from a position on; then it ends, or waits for ever as a topic does.
final class ListSource: InputSource {
  private let rest: Mutex<[IncomingRecord]>
  private let staysOpen: Bool
  private let stopped: AsyncStream<Void>
  private let stopNow: AsyncStream<Void>.Continuation

  init(_ lines: [String], from positions: InputPositions, at now: Instant, staysOpen: Bool) {
    let records = lines.enumerated().map { index, line in
      IncomingRecord(
        raw: RawRecord(
          value: Array(line.utf8)[...], origin: .record(topic: "events", partition: 0, offset: Int64(index)),
          receivedAt: now),
        position: InputPosition(topic: "events", partition: 0, nextOffset: Int64(index) + 1))
    }
    let next = Int(positions.nextOffset(topic: "events", partition: 0) ?? 0)
    rest = Mutex(Array(records.dropFirst(next)))
    self.staysOpen = staysOpen
    (stopped, stopNow) = AsyncStream.makeStream()
  }

  func next() async throws -> IncomingBatch? {
    let batch = rest.withLock { rest -> [IncomingRecord] in
      defer { rest = [] }
      return rest
    }
    if !batch.isEmpty || !told() { return IncomingBatch(records: batch, isCaughtUp: true) }
    if staysOpen { for await _ in stopped {} }
    return nil
  }

  func stop() async { stopNow.finish() }

  private let hasTold = Mutex(false)

  /// Whether it was said that the source has caught up.
  private func told() -> Bool {
    hasTold.withLock { hasTold in
      defer { hasTold = true }
      return hasTold
    }
  }
}
