import DarumaCore
import DarumaJournal

/// A worker as the runtime will be, reduced to what the log sees of it: it claims, decides ahead of what it has read
/// back, acts on what it has read back, and may lag behind.
struct HistoryWorker {
  /// What it has decided and perhaps not seen yet.
  struct Ahead {
    var head: RecordHash
    var number: Int64
    var next: Int64
    var outcomes: Set<Int>
  }

  let name: Int
  var believes = false
  var claim: String?
  var ahead: Ahead?
  var done: Set<Int> = []
  var reader: HistoryReader

  init(_ name: Int, rules: Set<WeakArbiter.Rule>) {
    self.name = name
    reader = HistoryReader(rules)
  }

  /// kill -9: everything it knew is gone; what it sent is on its way.
  mutating func crash(rules: Set<WeakArbiter.Rule>) { self = HistoryWorker(name, rules: rules) }

  mutating func letGo() {
    claim = nil
    ahead = nil
  }
}
