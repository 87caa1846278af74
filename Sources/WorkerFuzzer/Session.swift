import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaRuntime
import Synchronization

/// One input of the fuzzer as records, in order: separated by the byte 0x1E, each read as `Sources/FeedFuzzer/Trial.swift`
/// says. What follows a `T` is no record but seconds, as digits, by which the clock goes on before the next one.
struct Session {
  static let start = Instant(milliseconds: 1_900_000_000_000)
  /// More would make a run long without making it other.
  static let mostRecords = 64
  /// Forty days: every deadline of the application passes.
  private static let longestWait: Int64 = 3_456_000

  struct Step {
    var record: RawRecord
    var at: Instant
  }

  private(set) var steps: [Step] = []
  private(set) var bytes = 0

  init(_ input: [UInt8]) {
    var now = Self.start
    for part in input.split(separator: 0x1E, maxSplits: Self.mostRecords - 1) {
      if part.first == UInt8(ascii: "T") {
        let seconds = Int64(String(decoding: part.dropFirst().prefix(8), as: UTF8.self)) ?? 0
        now = now + .seconds(min(max(0, seconds), Self.longestWait))
        continue
      }
      var record = Trial(Array(part)).record
      record.receivedAt = now
      record.origin = .line(file: "fuzz", number: Int64(steps.count + 1))
      bytes += record.value.count + record.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.count }
      steps.append(Step(record: record, at: now))
    }
  }
}

/// The records of a session, each a batch of its own, and the clock that goes on with them.
final class SessionSource: InputSource, WorkerClock {
  static let topic = "fuzz"

  private let steps: [Session.Step]
  private let place: Mutex<(next: Int, now: Instant)>

  init(_ session: Session) {
    steps = session.steps
    place = Mutex((0, Session.start))
  }

  func next() async throws -> IncomingBatch? {
    place.withLock { place in
      guard place.next < steps.count else { return nil }
      let step = steps[place.next]
      place.next += 1
      place.now = step.at
      let position = InputPosition(topic: Self.topic, partition: 0, nextOffset: Int64(place.next))
      return IncomingBatch(records: [IncomingRecord(raw: step.record, position: position)])
    }
  }

  func hear() async throws {}
  func stop() async {}

  var now: Instant { place.withLock(\.now) }
  var uptime: Span { now - Session.start }

  /// Until the worker no longer wants to wait: what is due is looked at with each record.
  func sleep(until instant: Instant) async throws {
    while instant > now { try await RealTime.pass(.seconds(60)) }
  }
}
