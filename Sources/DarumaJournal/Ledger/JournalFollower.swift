/// Follows a partition's log and folds what it reads: for a warm standby, the dashboard, `status` and `journal tail`.
///
/// A class that is not `Sendable`, so that it belongs to one task or one actor: its state can be read there without
/// waiting, and nobody else can change it in between.
package final class JournalFollower<State: Foldable> {
  package private(set) var fold: JournalFold<State>
  private let source: any RecordSource
  private let recordsPerRead: Int

  package init(_ fold: JournalFold<State>, source: any RecordSource, limits: JournalLimits = JournalLimits()) {
    self.fold = fold
    self.source = source
    recordsPerRead = limits.recordsPerRead
  }

  /// Reads on: what has come since the last call, up to the limit of one read. Waits up to `wait` if nothing has;
  /// empty if nothing came.
  package func advance(wait: Duration) async throws(JournalError) -> [JournalEntry] {
    let records = try await JournalError.asking { () async throws(LogError) in
      try await source.read(from: fold.nextOffset, limit: recordsPerRead, wait: wait)
    }
    // No await from here on: whoever looks at the state between two awaits sees whole commits only.
    var entries: [JournalEntry] = []
    entries.reserveCapacity(records.count)
    for record in records { entries.append(try fold.take(record)) }
    return entries
  }

  /// Reads up to where the log ends now. Answers how many records that were.
  @discardableResult
  package func catchUp(within limit: Duration) async throws(JournalError) -> Int64 {
    let before = fold.counts.records
    let end = try await JournalError.asking { () async throws(LogError) in try await source.end(within: limit) }
    while fold.nextOffset < end {
      guard try await !advance(wait: limit).isEmpty else {
        throw .log(.silent(source.partition, expected: end, at: fold.nextOffset))
      }
    }
    return fold.counts.records - before
  }
}

extension LogError {
  /// The log says that it goes on, and brings nothing.
  static func silent(_ partition: Int32, expected end: Int64, at offset: Int64) -> LogError {
    LogError(
      .timedOut, "partition \(partition) ends at offset \(end), but nothing came from offset \(offset) on",
      remedy: "Check the disk or the broker that holds the journal")
  }
}
