import DarumaCore
import DarumaRuntime
import Synchronization

/// A clock that stands still until the test moves it.
final class ManualClock: WorkerClock {
  private struct Sleeper {
    var until: Instant
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct Hands {
    var now: Instant
    var uptime = Span.zero
    var apart: Span?
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var count = 0
  }

  private let hands: Mutex<Hands>

  init(_ now: Instant) { hands = Mutex(Hands(now: now)) }

  var now: Instant { hands.withLock(\.now) }
  var uptime: Span { hands.withLock(\.uptime) }
  var apart: Span? { hands.withLock(\.apart) }

  /// The host's clock is moved by so much; nil: it is as it should be again.
  func part(by span: Span?) { hands.withLock { $0.apart = span } }

  func advance(by span: Span) {
    let due = hands.withLock { hands in
      hands.now = hands.now + span
      hands.uptime = hands.uptime + span
      let due = hands.sleepers.filter { $0.value.until <= hands.now }
      for id in due.keys { hands.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }

  /// Goes on to when the next sleeper wakes, where that is within `span`: who is busy, and does not sleep, is not overtaken.
  func advanceToSleeper(within span: Span) {
    let next = hands.withLock { hands in hands.sleepers.values.map(\.until).min().map { $0 - hands.now } }
    if let next, next <= span { advance(by: max(.zero, next)) }
  }

  func sleep(until instant: Instant) async throws {
    let id = hands.withLock { hands in
      hands.count += 1
      return hands.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let answer: Result<Void, any Error>? = hands.withLock { hands in
          if hands.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if instant <= hands.now { return .success(()) }
          hands.sleepers[id] = Sleeper(until: instant, continuation: continuation)
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let sleeper = hands.withLock { hands in
        let sleeper = hands.sleepers.removeValue(forKey: id)
        if sleeper == nil { hands.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}

/// A clock whose sleepers wake at once, at the time for which they slept.
final class LeapingClock: WorkerClock {
  private let time: Mutex<Instant>

  init(_ now: Instant) { time = Mutex(now) }

  var now: Instant { time.withLock(\.self) }
  var uptime: Span { now - Instant(milliseconds: 0) }

  func sleep(until instant: Instant) async throws {
    try Task.checkCancellation()
    time.withLock { $0 = max($0, instant) }
    await Task.yield()
  }
}
