import DarumaCore
internal import Synchronization

/// How services call what this process has changed: a change of DNS, a new revision. It saves a look, or tells progress:
/// after a restart none is known, and what is there decides.
package final class PendingChanges: Sendable {
  /// Changes that are remembered; beyond it the oldest is forgotten.
  static let capacity = 256

  private struct Entry {
    var effect: EffectID
    var change: String
  }

  /// Oldest first.
  private let entries = Mutex<[Entry]>([])

  func remember(_ change: String, of effect: EffectID) {
    entries.withLock { entries in
      entries.removeAll { $0.effect == effect }
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append(Entry(effect: effect, change: change))
    }
  }

  func change(of effect: EffectID) -> String? {
    entries.withLock { entries in entries.first { $0.effect == effect }?.change }
  }

  func forget(_ effect: EffectID) {
    entries.withLock { entries in entries.removeAll { $0.effect == effect } }
  }
}
