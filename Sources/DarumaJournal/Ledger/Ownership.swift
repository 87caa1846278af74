import Synchronization

/// One claim, and whether it still stands. Executors hold it beside the ledger and ask right before each effect.
package final class Ownership: Sendable {
  /// What is known; the log may know more.
  private enum Standing {
    case held
    /// An own record is lost or late: the worker is about to claim anew.
    case inDoubt
    case lost(to: String, epoch: Int64)
  }

  private struct Known {
    var standing = Standing.held
    /// Up to here there is no newer claim.
    var scanned: Int64
  }

  package let epoch: Int64
  private let log: any RecordSource
  private let limits: JournalLimits
  private let codec = CommitCodec()
  private let known: Mutex<Known>

  init(epoch: Int64, log: any RecordSource, scanned: Int64, limits: JournalLimits) {
    self.epoch = epoch
    self.log = log
    self.limits = limits
    known = Mutex(Known(scanned: scanned))
  }

  /// Returns if no newer claim stands in the log at this moment: where nothing new came, one question for its end.
  ///
  /// Throws ``JournalError/superseded(by:epoch:)``, ``JournalError/unclaimed`` while an own commit is in doubt, and
  /// ``JournalError/log(_:)`` where that can't be told until `deadline`. After any of them the effect must not start.
  package func confirm<C: Clock>(
    until deadline: C.Instant, on clock: C
  ) async throws(JournalError) where C.Duration == Duration {
    var next = try standing()
    let end = try await JournalError.asking { () async throws(LogError) in
      try await log.end(within: left(until: deadline, on: clock))
    }
    while next < end {
      let records = try await JournalError.asking { () async throws(LogError) in
        try await log.read(from: next, limit: limits.recordsPerRead, wait: left(until: deadline, on: clock))
      }
      guard let last = records.last else { throw .log(.silent(log.partition, expected: end, at: next)) }
      for record in records {
        guard case .claim(let claim) = codec.decode(record.bytes), claim.partition == log.partition else {
          continue
        }
        lose(to: claim.worker, epoch: record.offset)
      }
      next = last.offset + 1
      hasRead(to: next)
    }
    _ = try standing()
    _ = try await JournalError.asking { () async throws(LogError) in try left(until: deadline, on: clock) }
  }

  /// The ledger has read up to `offset` and met no newer claim: nobody has to look there again.
  func hasRead(to offset: Int64) {
    known.withLock { $0.scanned = max($0.scanned, offset) }
  }

  func lose(to worker: String, epoch: Int64) {
    guard epoch > self.epoch else { return }
    known.withLock { $0.standing = .lost(to: worker, epoch: epoch) }
  }

  func doubt() {
    known.withLock { known in
      if case .held = known.standing { known.standing = .inDoubt }
    }
  }

  /// Where to look on for newer claims.
  private func standing() throws(JournalError) -> Int64 {
    let known = known.withLock { $0 }
    switch known.standing {
    case .held: return known.scanned
    case .inDoubt: throw .unclaimed
    case .lost(let worker, let epoch): throw .superseded(by: worker, epoch: epoch)
    }
  }

  private func left<C: Clock>(
    until deadline: C.Instant, on clock: C
  ) throws(LogError) -> Duration where C.Duration == Duration {
    let left = clock.now.duration(to: deadline)
    guard left > .zero else {
      throw LogError(
        .timedOut, "partition \(log.partition) did not say in time whether a newer claim stands in it",
        remedy: "The effect was not started; check the disk or the broker that holds the journal")
    }
    return left
  }
}
