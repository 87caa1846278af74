/// Rebuilds a past or present state from commits. It gets nothing that could append or act: only a source of records.
package enum Replay {
  /// From the first commit.
  package static func fromFirstCommit<State: Foldable>(
    _ type: State.Type, _ source: any RecordSource, until end: ReplayEnd = .endOfLog,
    limits: JournalLimits = JournalLimits(), codec: CommitCodec = CommitCodec()
  ) async throws(JournalError) -> ReplayResult<State> {
    try await run(JournalFold(partition: source.partition, codec: codec), source, until: end, limits: limits)
  }

  /// From a snapshot; the flaw if it can't be trusted. Asked for a moment before the snapshot, it answers with that of
  /// the snapshot.
  package static func fromSnapshot<State: Foldable>(
    _ snapshot: Snapshot, _ type: State.Type, _ source: any RecordSource, until end: ReplayEnd = .endOfLog,
    limits: JournalLimits = JournalLimits(), codec: CommitCodec = CommitCodec()
  ) async throws(JournalError) -> Result<ReplayResult<State>, SnapshotFlaw> {
    let check = SnapshotCheck<State>(source: source, limits: limits, codec: codec)
    switch try await check.run(snapshot) {
    case .success(let fold): return .success(try await run(fold, source, until: end, limits: limits))
    case .failure(let flaw): return .failure(flaw)
    }
  }

  private static func run<State: Foldable>(
    _ start: JournalFold<State>, _ source: any RecordSource, until end: ReplayEnd, limits: JournalLimits
  ) async throws(JournalError) -> ReplayResult<State> {
    let began = ContinuousClock.now
    var fold = start
    var bytes: Int64 = 0
    let last = try await JournalError.asking { () async throws(LogError) in
      try await source.end(within: limits.endAnswer)
    }
    reading: while fold.nextOffset < last {
      let next = fold.nextOffset
      let records = try await JournalError.asking { () async throws(LogError) in
        try await source.read(from: next, limit: limits.recordsPerRead, wait: limits.endAnswer)
      }
      if records.isEmpty { throw .log(.silent(source.partition, expected: last, at: next)) }
      for record in records {
        guard record.offset < last, try fold.take(record, unless: end.isBefore) != nil else { break reading }
        bytes += Int64(record.bytes.count)
      }
    }
    return ReplayResult(fold: fold, bytes: bytes, elapsed: began.duration(to: .now))
  }
}
