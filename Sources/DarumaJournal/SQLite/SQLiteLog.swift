/// The log of a partition in a journal file, for its owner. Each append is synced to disk when it returns.
package struct SQLiteLog: CommitLog {
  let source: SQLiteRecords
  let appends: SQLiteAppends
  let watch: PlaceWatch

  package var partition: Int32 { source.partition }
  package var traits: LogTraits { source.traits }

  /// Throws ``LogError/Code/displaced`` where the open file is not the one at its place any more, as does
  /// ``end(within:)``, which is asked before each action.
  package func append(_ records: [[UInt8]]) async throws(LogError) {
    try watch.confirm()
    try await appends.append(records)
  }

  package func read(
    from offset: Int64, limit: Int, wait: Duration
  ) async throws(LogError) -> [LogRecord] {
    try await source.read(from: offset, limit: limit, wait: wait)
  }

  package func end(within limit: Duration) async throws(LogError) -> Int64 {
    try watch.confirm()
    return try await source.end(within: limit)
  }
}
