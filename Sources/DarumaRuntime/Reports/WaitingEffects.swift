package import DarumaCore
package import DarumaJournal
import Foundation
import Synchronization

/// What one effect that is under way waits for, as it was last seen.
package struct WaitingEffect: Codable, Hashable, Sendable {
  package var effect: EffectID
  package var execution: ExecutionID?
  package var step: StepID?
  /// Stable: the code of the fault, or the text where there is none.
  package var reason: String
  /// For a person.
  package var text: String
  /// From when on it waits for this reason.
  package var since: Instant

  package init(
    effect: EffectID, execution: ExecutionID?, step: StepID?, reason: String, text: String, since: Instant
  ) {
    self.effect = effect
    self.execution = execution
    self.step = step
    self.reason = reason
    self.text = text
    self.since = since
  }
}

/// Writes beside the journal what effects wait for, for whoever asks why a step takes its time (`daruma status`). It is true
/// of this moment alone and decides nothing, so it is no event.
package final class WaitingObserver: WorkerObserver {
  /// Effects that are told of; further ones are not.
  package static let most = 100
  /// Letters of each.
  package static let longestText = 600
  /// A reason that stays the same is written anew so seldom: its words change with each answer (ids, counts).
  package static let pause = Span.minutes(1)

  private struct Kept {
    var waiting: [EffectID: WaitingEffect] = [:]
    var writtenAt: Instant?
    var hasFailed = false
  }

  private let path: String
  private let now: @Sendable () -> Instant
  private let warn: @Sendable (String) -> Void
  private let kept = Mutex(Kept())

  /// - Parameters:
  ///   - journal: whose owner this is. What an earlier owner left is taken away.
  ///   - warn: told once where the file can't be written.
  package init(
    journal: JournalPlace, now: @escaping @Sendable () -> Instant, warn: @escaping @Sendable (String) -> Void
  ) {
    path = journal.waiting
    self.now = now
    self.warn = warn
    kept.withLock { write(&$0) }
  }

  /// What was written last; empty where nothing was, or it can't be read.
  package static func read(_ journal: JournalPlace) -> [WaitingEffect] {
    guard let data = FileManager.default.contents(atPath: journal.waiting) else { return [] }
    return (try? JSONDecoder().decode([WaitingEffect].self, from: data)) ?? []
  }

  package func noted(_ note: EffectNote) {
    let (effect, reason, time) = (note.effect, note.reason ?? note.text, now())
    kept.withLock { kept in
      let before = kept.waiting[effect.id]
      guard before != nil || kept.waiting.count < Self.most else { return }
      let isSame = before?.reason == reason
      kept.waiting[effect.id] = WaitingEffect(
        effect: effect.id, execution: effect.execution, step: effect.step, reason: reason,
        text: String(String.UnicodeScalarView(note.text.unicodeScalars.prefix(Self.longestText))),
        since: isSame ? before?.since ?? time : time)
      if !isSame || kept.writtenAt.map({ time - $0 >= Self.pause }) ?? true { write(&kept) }
    }
  }

  package func committed(_ commit: Commit, state: State) {
    kept.withLock { kept in
      guard !kept.waiting.isEmpty else { return }
      let open = Set(state.openEffects.map(\.effect.id))
      let left = kept.waiting.filter { open.contains($0.key) }
      guard left.count < kept.waiting.count else { return }
      kept.waiting = left
      write(&kept)
    }
  }

  private func write(_ kept: inout Kept) {
    kept.writtenAt = now()
    do {
      let waiting = kept.waiting.values.sorted { $0.effect < $1.effect }
      try PrivateFile.replace(path, with: JSONEncoder().encode(waiting))
      kept.hasFailed = false
    } catch {
      if !kept.hasFailed { warn("status can't tell what steps wait for: \(error.localizedDescription)") }
      kept.hasFailed = true
    }
  }

  package func claimed(number: Int64, positions: InputPositions) {}
  package func decided(_ decision: Decision) {}
  package func claimsAnew(_ reason: JournalError) {}
  package func snapshotFailed(_ reason: JournalError) {}
}
