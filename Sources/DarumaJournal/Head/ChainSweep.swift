import DarumaCore

/// Walks the chain of a whole log, as ``JournalVerification`` does, but without what the commits say: fast enough for
/// each start.
package struct ChainSweep: Hashable, Sendable {
  /// Records that the log holds: the offset of the next one.
  package private(set) var records: Int64 = 0
  package private(set) var number: Int64 = 0
  package private(set) var head: RecordHash
  /// Hash of the first record; nil where there is none.
  package private(set) var journal: RecordHash?
  /// The head after `asked` records; nil where there are fewer.
  package private(set) var askedHead: RecordHash?
  /// The first place from `accepted` on where the chain is broken, in words.
  package private(set) var firstBreak: String?
  package private(set) var breaks = 0

  /// - Parameters:
  ///   - asked: a number of records, after which the head is wanted.
  ///   - accepted: what is broken below this offset was looked at by a person.
  ///
  /// Throws ``JournalError/log(_:)`` where the log can't be read to its end.
  package static func run(
    _ source: any RecordSource, asked: Int64? = nil, accepted: Int64 = 0, limits: JournalLimits = JournalLimits()
  ) async throws(JournalError) -> ChainSweep {
    var sweep = ChainSweep(head: .genesis(partition: source.partition))
    if asked == 0 { sweep.askedHead = sweep.head }
    var walk = Walk(Arbiter(partition: source.partition), source, accepted: accepted)
    let end = try await JournalError.asking { () async throws(LogError) in
      try await source.end(within: limits.endAnswer)
    }
    while sweep.records < end {
      let next = sweep.records
      let found = try await JournalError.asking { () async throws(LogError) in
        try await source.read(from: next, limit: limits.recordsPerRead, wait: limits.endAnswer)
      }
      guard !found.isEmpty else { throw .log(.silent(source.partition, expected: end, at: next)) }
      for record in found where record.offset < end {
        sweep.take(record, &walk)
        if record.offset + 1 == asked { sweep.askedHead = sweep.head }
      }
    }
    return sweep
  }

  /// Of a journal without any record.
  static func empty(partition: Int32) -> ChainSweep { ChainSweep(head: .genesis(partition: partition)) }

  private init(head: RecordHash) { self.head = head }

  /// Follows the log twice: as every reader takes it, and as one who looks for damage.
  private struct Walk {
    /// As a worker that goes on takes it: what does not extend its chain is void.
    var arbiter: Arbiter
    /// Looks for breaks.
    var chain: ChainCheck
    let isGapless: Bool
    let accepted: Int64

    init(_ arbiter: Arbiter, _ source: any RecordSource, accepted: Int64) {
      self.arbiter = arbiter
      self.accepted = accepted
      isGapless = source.traits.offsetsAreGapless
      chain = ChainCheck(arbiter, traits: source.traits)
    }
  }

  private mutating func take(_ record: LogRecord, _ walk: inout Walk) {
    // From where a person has looked the chain goes on as the worker took it then.
    if record.offset == walk.accepted { walk.chain.goOn(from: walk.arbiter) }
    if walk.isGapless, record.offset != records {
      note("records \(records) to \(record.offset - 1) are missing", at: records, walk)
      walk.chain.recordsAreMissing(record.offset - records)
    }
    records = record.offset + 1
    let hash = RecordHash.of(record.bytes)
    if record.offset == 0 { journal = hash }
    if let kept = record.storedHash, kept != hash {
      note("the record at offset \(record.offset) was changed", at: record.offset, walk)
      walk.chain.recordWasChanged(kept)
      return
    }
    let stored = Self.stored(record.bytes)
    switch walk.chain.take(stored, offset: record.offset, hash: hash) {
    case .sound, .resumed: break
    case .broken(let reason):
      note("the record at offset \(record.offset) does not belong there: \(reason)", at: record.offset, walk)
    case .notUnderstood(let error): note(error.message, at: record.offset, walk)
    }
    // What it can't read is told above.
    _ = try? walk.arbiter.admit(offset: record.offset, stored, hash: hash)
    number = walk.arbiter.number
    head = walk.arbiter.head
  }

  private mutating func note(_ what: String, at offset: Int64, _ walk: Walk) {
    guard offset >= walk.accepted else { return }
    breaks += 1
    if firstBreak == nil { firstBreak = what }
  }

  private static func stored(_ bytes: [UInt8]) -> StoredRecord {
    guard let link = ChainLink.read(bytes) else { return CommitCodec().decode(bytes) }
    return .commit(
      link,
      .success(
        Commit(
          partition: link.partition, number: link.number, previous: link.previous, epoch: link.epoch, worker: "",
          at: Instant(milliseconds: 0), inputs: [], events: [])))
  }
}
