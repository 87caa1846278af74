import DarumaJournal

/// The arbiter's rules, each of which can be left out to see what it is for. With all of them it is the arbiter itself.
struct WeakArbiter {
  enum Rule: CaseIterable, Sendable {
    /// A commit carries the epoch of the newest claim.
    case epoch
    /// A commit names the head of the chain as the one before it.
    case previous
    /// A commit has the next number.
    case number
    /// A claim changes the head of the chain.
    case claimsChain
  }

  private let rules: Set<Rule>
  private(set) var arbiter = Arbiter(partition: 0)

  init(_ rules: Set<Rule>) { self.rules = rules }

  mutating func admit(_ record: StoredRecord, offset: Int64, hash: RecordHash) throws -> Verdict {
    let before = arbiter
    let verdict = try arbiter.admit(offset: offset, softened(record), hash: hash)
    if case .claimed(_, let epoch) = verdict, !rules.contains(.claimsChain) {
      arbiter = Arbiter(partition: 0, head: before.head, number: before.number, epoch: epoch)
    }
    return verdict
  }

  /// The record, with whatever the left out rules would object to put right.
  private func softened(_ record: StoredRecord) -> StoredRecord {
    guard case .commit(var link, let commit) = record else { return record }
    if !rules.contains(.epoch), let epoch = arbiter.epoch { link.epoch = epoch }
    if !rules.contains(.previous) { link.previous = arbiter.head }
    if !rules.contains(.number) { link.number = arbiter.number + 1 }
    return .commit(link, commit)
  }
}
