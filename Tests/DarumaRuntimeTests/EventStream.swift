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
  func await(_ type: EventType) async -> Bool { await self.await { $0.body.type == type } }

  /// Returns at the first such event; false where the worker ended before.
  func await(_ isMeant: (Event) -> Bool) async -> Bool {
    for await event in events where isMeant(event) { return true }
    return false
  }

  /// Returns when an application hears everything.
  func awaitCurrent() async -> Bool { await self.await { $0.body == .observation(.readinessChanged(.current)) } }
}
