import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaRuntime
import Synchronization

/// A topic of one partition, of which the test decides what is in it, what is delivered, and whether it can be heard. It
/// outlives workers, as a broker does.
final class SteeredTopic: Sendable {
  enum Hearing: Sendable { case answers, refuses, hangs }

  struct Refusal: PartialDeafness {
    let deafTo = ["events[1]", "events[2]"]
  }

  private struct State {
    var records: [IncomingRecord] = []
    var deliverable = Int.max
    var hearing = Hearing.answers
    var isClosed = false
    /// Given to the worker that reads now, and dealt with by it.
    var given = 0
    var settled = 0
    /// Moves with each change.
    var version = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var count = 0
  }

  static let name = "events"
  private let state = Mutex(State())
  private let batch: Int

  /// - Parameter batch: Records of one batch.
  init(batch: Int = 1000) { self.batch = batch }

  /// - Parameter instant: The time stamp of the record.
  func put(_ lines: String..., at instant: Instant) { put(lines, at: instant) }

  func put(_ lines: [String], at instant: Instant) {
    change { state in
      for line in lines {
        let offset = Int64(state.records.count)
        state.records.append(
          IncomingRecord(
            raw: RawRecord(
              value: Array(line.utf8)[...], origin: .record(topic: Self.name, partition: 0, offset: offset),
              receivedAt: instant, road: .lines),
            position: InputPosition(topic: Self.name, partition: 0, nextOffset: offset + 1)))
      }
    }
  }

  func hear(_ hearing: Hearing) { change { $0.hearing = hearing } }
  /// What is put from now on stays in the topic.
  func holdBack() { change { $0.deliverable = $0.records.count } }
  func letGo() { change { $0.deliverable = .max } }

  func open(from positions: InputPositions) -> any InputSource {
    change { state in
      state.given = Int(positions.nextOffset(topic: Self.name, partition: 0) ?? 0)
      state.settled = state.given
      state.isClosed = false
    }
    return Source(topic: self)
  }

  private struct Source: InputSource {
    let topic: SteeredTopic

    func next() async throws -> IncomingBatch? { try await topic.next() }
    func hear() async throws { try await topic.heard() }
    func stop() async { topic.change { $0.isClosed = true } }
  }

  private func next() async throws -> IncomingBatch? {
    change { $0.settled = $0.given }
    return try await wait { [batch] state -> IncomingBatch?? in
      if state.isClosed { return .some(nil) }
      let end = min(state.records.count, state.deliverable, state.given + batch)
      guard end > state.given else { return nil }
      defer { state.given = end }
      return IncomingBatch(records: Array(state.records[state.given..<end]))
    }
  }

  private func heard() async throws {
    let end = state.withLock(\.records.count)
    try await wait { state -> Void? in
      switch state.hearing {
      case .refuses: throw Refusal()
      case .hangs: return nil
      case .answers: return state.settled >= end ? () : nil
      }
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let waiting = state.withLock { state in
      body(&state)
      state.version += 1
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  private func wait<Value>(_ look: (inout State) throws -> Value?) async throws -> Value {
    while true {
      try Task.checkCancellation()
      let (version, found) = try state.withLock { state in
        let found = try look(&state)
        return (state.version, found)
      }
      if let found { return found }
      await changed(after: version)
    }
  }

  private func changed(after version: Int) async {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.version != version || Task.isCancelled { return true }
          state.waiting[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
  }
}
