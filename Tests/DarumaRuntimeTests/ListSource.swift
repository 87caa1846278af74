import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization

/// Records from a list, from a position on; then it ends, or waits for ever as a topic does.
final class ListSource: InputSource {
  private let source: any InputSource
  private let left: Mutex<Int>
  private let staysOpen: Bool

  init(_ lines: [String], from positions: InputPositions, at now: Instant, staysOpen: Bool) {
    let topic = SteeredTopic()
    topic.put(lines, at: now)
    source = topic.open(from: positions)
    left = Mutex(lines.count - Int(positions.nextOffset(topic: SteeredTopic.name, partition: 0) ?? 0))
    self.staysOpen = staysOpen
  }

  func next() async throws -> IncomingBatch? {
    guard staysOpen || left.withLock({ $0 > 0 }) else { return nil }
    let batch = try await source.next()
    left.withLock { $0 -= batch?.records.count ?? 0 }
    return batch
  }

  func hear() async throws { try await source.hear() }
  func stop() async { await source.stop() }
}
