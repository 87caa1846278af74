package import DarumaCore
package import DarumaJournal

/// Several observers as one, in order.
package struct ObserverList: WorkerObserver {
  private let observers: [any WorkerObserver]

  package init(_ observers: [any WorkerObserver]) { self.observers = observers }

  package func claimed(number: Int64, positions: InputPositions) {
    for observer in observers { observer.claimed(number: number, positions: positions) }
  }

  package func decided(_ decision: Decision) {
    for observer in observers { observer.decided(decision) }
  }

  package func committed(_ commit: Commit, state: State) {
    for observer in observers { observer.committed(commit, state: state) }
  }

  package func noted(_ note: EffectNote) {
    for observer in observers { observer.noted(note) }
  }

  package func claimsAnew(_ reason: JournalError) {
    for observer in observers { observer.claimsAnew(reason) }
  }

  package func unheard(_ fault: any Error) {
    for observer in observers { observer.unheard(fault) }
  }

  package func chained(number: Int64, head: RecordHash) {
    for observer in observers { observer.chained(number: number, head: head) }
  }

  package func beat(_ pulse: Pulse) {
    for observer in observers { observer.beat(pulse) }
  }

  package func snapshotFailed(_ reason: JournalError) {
    for observer in observers { observer.snapshotFailed(reason) }
  }
}
