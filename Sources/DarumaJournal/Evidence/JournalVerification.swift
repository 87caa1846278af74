/// Walks a whole log: offsets, the hash of each record, the chain, and the snapshots against a replay. A break is named
/// by commit and offset, with what was expected; the walk goes on behind it and names the next one too.
package struct JournalVerification<State: Foldable> {
  private let source: any RecordSource
  private let limits: JournalLimits
  private let codec: CommitCodec
  private var chain: ChainCheck
  /// Folds as long as nothing is wrong; after a break the state would mean nothing.
  private var fold: JournalFold<State>
  private var nextOffset: Int64 = 0
  private var snapshots: [Int64: Snapshot] = [:]
  /// Heads that the chain has to go through, with who says so; taken out once it does.
  private var expected: [RecordHash: String]
  private var report: VerificationReport

  /// Verifies what the log holds now.
  ///
  /// - Parameters:
  ///   - snapshots: nil to leave them out.
  ///   - expected: heads that the chain has to go through, with who says so.
  ///
  /// Throws ``JournalError/log(_:)`` where the log can't be reached. What is wrong with its contents is in the report.
  package static func run(
    _ type: State.Type, _ source: any RecordSource, snapshots: (any SnapshotSource)?,
    expecting expected: [RecordHash: String] = [:], limits: JournalLimits = JournalLimits(),
    codec: CommitCodec = CommitCodec()
  ) async throws(JournalError) -> VerificationReport {
    var verification = JournalVerification(source: source, expected: expected, limits: limits, codec: codec)
    verification.expected[verification.chain.arbiter.head] = nil
    if let snapshots { try await verification.collect(snapshots) }
    try await verification.walk()
    try verification.conclude()
    return verification.report
  }

  private init(source: any RecordSource, expected: [RecordHash: String], limits: JournalLimits, codec: CommitCodec) {
    self.source = source
    self.expected = expected
    self.limits = limits
    self.codec = codec
    chain = ChainCheck(partition: source.partition, traits: source.traits)
    fold = JournalFold(partition: source.partition, codec: codec)
    report = VerificationReport(head: .genesis(partition: source.partition))
  }

  private mutating func collect(_ store: any SnapshotSource) async throws(JournalError) {
    var before: Int64?
    while let snapshot = try await JournalError.asking({ () async throws(LogError) in
      try await store.newest(before: before)
    }) {
      snapshots[snapshot.number] = snapshot
      report.snapshots[snapshot.number] = .notCompared
      before = snapshot.number
    }
  }

  private mutating func walk() async throws(JournalError) {
    do throws(LogError) {
      let end = try await source.end(within: limits.endAnswer)
      while nextOffset < end {
        let records = try await source.read(
          from: nextOffset, limit: limits.recordsPerRead, wait: limits.endAnswer)
        if records.isEmpty { throw .silent(source.partition, expected: end, at: nextOffset) }
        for record in records where record.offset < end { check(record) }
        nextOffset = max(nextOffset, (records.last?.offset ?? 0) + 1)
      }
    } catch  where error.code == .corrupted {
      find(
        .storeDamaged, offset: nextOffset, commit: chain.expected, expected: "a readable store", found: error.message)
    } catch {
      throw .log(error)
    }
  }

  private mutating func check(_ record: LogRecord) {
    if source.traits.offsetsAreGapless, record.offset != nextOffset {
      find(
        .missing, offset: nextOffset, commit: chain.expected, expected: "a record at offset \(nextOffset)",
        found: "the next one at offset \(record.offset)")
      chain.recordsAreMissing(record.offset - nextOffset)
    }
    nextOffset = record.offset + 1
    let hash = RecordHash.of(record.bytes)
    let stored = codec.decode(record.bytes)
    if let kept = record.storedHash, kept != hash {
      let isClaim = if case .claim = stored { true } else { false }
      find(
        .changed, offset: record.offset, commit: isClaim ? nil : chain.expected, expected: "hash \(kept)",
        found: "hash \(hash)")
      return chain.recordWasChanged(kept)
    }
    switch chain.take(stored, offset: record.offset, hash: hash) {
    case .sound(let verdict, let arbiter): take(verdict, stored, record.offset, hash, arbiter)
    case .broken(let reason): find(reason, stored, record.offset)
    case .notUnderstood(let error):
      find(
        .notUnderstood, offset: record.offset, commit: stored.link?.number, expected: "a record of this version",
        found: error.message)
    case .resumed: break
    }
  }

  private mutating func take(
    _ verdict: Verdict, _ stored: StoredRecord, _ offset: Int64, _ hash: RecordHash, _ arbiter: Arbiter
  ) {
    report.counts.add(verdict)
    expected[arbiter.head] = nil
    if case .void(let reason) = verdict, report.voids.count < limits.listedInVerification {
      report.voids.append(VoidRecord(offset: offset, commit: stored.link?.number, reason: reason))
    }
    guard report.isIntact else { return }
    fold.take(verdict, offset: offset, hash: hash, leaving: arbiter)
    if case .valid(let commit) = verdict, let snapshot = snapshots[commit.number] { compare(snapshot) }
  }

  private mutating func compare(_ snapshot: Snapshot) {
    guard snapshot.stateVersion == State.stateVersion else { return }
    let difference = difference(snapshot)
    report.snapshots[snapshot.number] = difference == nil ? .matches : .differs
    guard let (expected, found) = difference else { return }
    find(
      .snapshotDiffers, offset: snapshot.nextOffset - 1, commit: snapshot.number, expected: expected, found: found)
  }

  private func difference(_ snapshot: Snapshot) -> (expected: String, found: String)? {
    guard snapshot.isSealed else { return ("a sealed snapshot", "one that was changed") }
    guard snapshot.nextOffset == fold.nextOffset, snapshot.head == fold.arbiter.head,
      snapshot.epoch == fold.arbiter.epoch
    else { return ("head \(fold.arbiter.head)", "head \(snapshot.head)") }
    guard snapshot.positions == fold.positions else {
      return ("positions \(fold.positions.all)", "positions \(snapshot.positions.all)")
    }
    guard StateDigest(ofCanonical: snapshot.state) == snapshot.digest else {
      return ("state \(snapshot.digest)", "state \(StateDigest(ofCanonical: snapshot.state))")
    }
    do throws(JournalError) {
      let digest = try StateDigest.of(fold.state)
      return digest == snapshot.digest ? nil : ("state \(digest)", "state \(snapshot.digest)")
    } catch {
      return ("a state that can be written", error.message)
    }
  }

  private mutating func conclude() throws(JournalError) {
    report.newest = chain.arbiter.number
    report.head = chain.arbiter.head
    for (head, source) in expected.sorted(by: { $0.key < $1.key }) {
      find(
        .headMissing, offset: nil, commit: nil, expected: "a chain through head \(head) (\(source))",
        found: "one that ends at commit \(report.newest), head \(report.head), and never went through it")
    }
    for snapshot in snapshots.values.sorted(by: { $0.number < $1.number })
    where snapshot.isSealed && snapshot.number > report.newest {
      find(
        .commitsMissing, offset: snapshot.nextOffset - 1, commit: snapshot.number,
        expected: "commit \(snapshot.number), of which there is a snapshot",
        found: "commit \(report.newest) as the newest")
    }
    if report.isIntact { report.digest = try StateDigest.of(fold.state) }
  }

  private mutating func find(_ reason: VoidReason, _ stored: StoredRecord, _ offset: Int64) {
    let isUnreadable = if case .unreadable = reason { true } else { false }
    find(
      isUnreadable ? .unreadable : .chainBroken, offset: offset, commit: stored.link?.number ?? chain.expected,
      expected: "commit \(chain.expected)", found: "\(reason)")
  }

  private mutating func find(
    _ kind: VerificationFinding.Kind, offset: Int64?, commit: Int64?, expected: String, found: String
  ) {
    guard report.findings.count < limits.listedInVerification else {
      report.unlistedFindings += 1
      return
    }
    report.findings.append(
      VerificationFinding(kind, offset: offset, commit: commit, expected: expected, found: found))
  }
}

extension StoredRecord {
  /// Where a commit says it belongs; nil for everything else.
  var link: CommitLink? { if case .commit(let link, _) = self { link } else { nil } }
}
