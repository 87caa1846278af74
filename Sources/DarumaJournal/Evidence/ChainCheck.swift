/// Follows the chain of a log that may be damaged, and names every break once.
///
/// After a break it is not known where the chain should stand, only what it could be. So instead of one arbiter there
/// is one for each possibility; the next sound commit tells which was right. Without damage there is exactly one.
struct ChainCheck {
  enum Outcome {
    /// Nothing to say: a claim, a valid commit, or a void record as they come about by themselves.
    case sound(Verdict, Arbiter)
    case broken(VoidReason)
    /// Of a later version.
    case notUnderstood(JournalError)
    /// The continuation after a break that was named already.
    case resumed
  }

  /// At the most this many possibilities are followed; beyond it the commits decide by themselves.
  private static let mostCandidates = 64

  private var candidates: [Arbiter]
  private let appendsCanBeLost: Bool
  /// Missing and changed records since the last sound commit: each may have been a commit, a claim, or void.
  private var unknown: Int64 = 0
  private var claims: Set<Int64> = []
  /// The first 8 bytes of the hash of each valid commit, to tell a repeat from another commit of the same number.
  private var commits: Set<UInt64> = []

  init(partition: Int32, traits: LogTraits) { self.init(Arbiter(partition: partition), traits: traits) }

  init(_ arbiter: Arbiter, traits: LogTraits) {
    candidates = [arbiter]
    appendsCanBeLost = traits.appendsCanBeLost
  }

  /// What was doubtful is so no more: a person said that the chain goes on from here.
  mutating func goOn(from arbiter: Arbiter) {
    candidates = [arbiter]
    unknown = 0
  }

  /// The number of the commit that should come next.
  var expected: Int64 { candidates[0].number + 1 }
  var arbiter: Arbiter { candidates[0] }

  /// Rows that should be here are not. What they held is not known, so the chain may go on behind any of them.
  mutating func recordsAreMissing(_ count: Int64) { unknown += count }

  /// The bytes of a record are not those that were stored with the hash `kept`.
  mutating func recordWasChanged(_ kept: RecordHash) {
    unknown += 1
    commits.insert(Self.prefix(kept))
  }

  mutating func take(_ record: StoredRecord, offset: Int64, hash: RecordHash) -> Outcome {
    var accepted: [(arbiter: Arbiter, verdict: Verdict)] = []
    var reason: VoidReason?
    for candidate in candidates {
      var arbiter = candidate
      do throws(JournalError) {
        let verdict = try arbiter.admit(offset: offset, record, hash: hash)
        if case .void(let objection) = verdict {
          reason = reason ?? objection
        } else {
          accepted.append((arbiter, verdict))
        }
      } catch {
        return notUnderstood(record, error, hash)
      }
    }
    if let first = accepted.first {
      candidates = accepted.map(\.arbiter)
      note(first.verdict, hash)
      return .sound(first.verdict, first.arbiter)
    }
    guard let reason else { preconditionFailure("a record was neither accepted nor void") }
    return judge(reason, record, hash)
  }

  private mutating func note(_ verdict: Verdict, _ hash: RecordHash) {
    switch verdict {
    case .claimed(_, let epoch): claims.insert(epoch)
    case .valid:
      commits.insert(Self.prefix(hash))
      unknown = 0
    case .void: break
    }
  }

  private mutating func judge(_ reason: VoidReason, _ record: StoredRecord, _ hash: RecordHash) -> Outcome {
    guard case .commit(let link, _) = record, link.partition == arbiter.partition else { return .broken(reason) }
    if comesAboutByItself(reason, link, hash) { return .sound(.void(reason), arbiter) }
    let own = Arbiter(partition: link.partition, head: hash, number: link.number, epoch: link.epoch)
    if unknown > 0, (expected...expected + unknown).contains(link.number) {
      unknown = 0
      candidates = [own]
      commits.insert(Self.prefix(hash))
      return .resumed
    }
    candidates = Array((candidates + [own]).suffix(Self.mostCandidates))
    return .broken(reason)
  }

  /// Late writes of a former owner, and repeats, happen; what no worker writes is damage.
  private func comesAboutByItself(_ reason: VoidReason, _ link: CommitLink, _ hash: RecordHash) -> Bool {
    switch reason {
    case .wrongEpoch(let carried, let newest): claims.contains(carried) && newest.map { carried < $0 } ?? false
    case .repeated: commits.contains(Self.prefix(hash))
    case .gap: appendsCanBeLost
    case .wrongPrevious, .foreignPartition, .unreadable: false
    }
  }

  /// A commit of a later version: its place in the chain is known all the same.
  private mutating func notUnderstood(
    _ record: StoredRecord, _ error: JournalError, _ hash: RecordHash
  ) -> Outcome {
    if case .commit(let link, _) = record {
      candidates = [Arbiter(partition: link.partition, head: hash, number: link.number, epoch: link.epoch)]
    }
    return .notUnderstood(error)
  }

  private static func prefix(_ hash: RecordHash) -> UInt64 { UInt64(hash.rawValue.prefix(16), radix: 16) ?? 0 }
}
