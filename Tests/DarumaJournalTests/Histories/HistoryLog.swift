import DarumaCore
import DarumaJournal
import TestSupport

/// A log in which records of several producers are on their way, and what a reader makes of it.
struct HistoryLog {
  struct Landed {
    let record: StoredRecord
    let hash: RecordHash
  }

  struct Flying {
    let worker: Int
    let bytes: [UInt8]
    let isClaim: Bool
  }

  private(set) var landed: [Landed] = []
  var flying: [Flying] = []
  private let codec = CommitCodec()

  /// Lands the oldest record of some producer. Each producer keeps its own order; between them any order.
  mutating func land(_ random: inout SeededRandom, mayDouble: Bool) {
    let workers = Set(flying.map(\.worker)).sorted()
    let worker = workers[random.below(workers.count)]
    guard let index = flying.firstIndex(where: { $0.worker == worker }) else { return }
    let bytes = flying[index].bytes
    landed.append(Landed(record: codec.decode(bytes), hash: .of(bytes)))
    if !(mayDouble && random.chance(0.15)) { flying.remove(at: index) }
  }

  /// Loses about half of the commits that `worker` has on their way.
  mutating func lose(_ worker: Int, _ random: inout SeededRandom) {
    flying = flying.filter { $0.worker != worker || $0.isClaim || random.chance(0.5) }
  }
}

/// What one reader knows after the first so many records.
struct HistoryReader {
  private(set) var arbiter: WeakArbiter
  private(set) var read = 0
  private(set) var next: Int64 = 0
  private(set) var intents: [Int] = []
  private(set) var outcomes: [Int] = []
  private(set) var voids = 0
  /// Commits that counted although their writer had lost the partition before they landed.
  private(set) var usurped = 0
  /// The ids of the claims that were read, with their epochs.
  private(set) var claims: [String: Int64] = [:]

  init(_ rules: Set<WeakArbiter.Rule>) { arbiter = WeakArbiter(rules) }

  mutating func read(_ log: HistoryLog, to end: Int) throws {
    while read < end {
      let landed = log.landed[read]
      switch try arbiter.admit(landed.record, offset: Int64(read), hash: landed.hash) {
      case .claimed(let claim, let epoch): claims[claim.id] = claims[claim.id] ?? epoch
      case .void: voids += 1
      case .valid(let commit):
        if commit.epoch != arbiter.arbiter.epoch { usurped += 1 }
        take(commit)
      }
      read += 1
    }
  }

  private mutating func take(_ commit: Commit) {
    if let position = commit.inputs.first { next = position.nextOffset }
    for event in commit.events {
      switch event.body {
      case .command(.automationPaused(let input)): intents.append(Int(input) ?? -1)
      case .command(.automationResumed(let input)): outcomes.append(Int(input) ?? -1)
      default: continue
      }
    }
  }
}
