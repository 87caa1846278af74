import DarumaCore
import DarumaJournal
import DarumaRuntime

/// The events that a worker commits, as the test awaits them.
final class EventStream: WorkerObserver {
  let events: AsyncStream<Event>
  private let happen: AsyncStream<Event>.Continuation

  init() { (events, happen) = AsyncStream.makeStream() }

  func committed(_ commit: Commit, state: State) {
    for event in commit.events { happen.yield(event) }
  }

  func claimed(number: Int64, positions: InputPositions) {}
  func decided(_ decision: Decision) {}
  func noted(_ note: EffectNote) {}
  func claimsAnew(_ reason: JournalError) {}
  func snapshotFailed(_ reason: JournalError) {}

  /// Returns at the first event of this type; false where the worker ended before.
  func await(_ type: EventType) async -> Bool {
    for await event in events where event.body.type == type { return true }
    return false
  }
}
