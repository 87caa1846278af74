/// The reading side of one partition's log: ordered, durable, and the same for every reader. Whoever gets only this
/// can't append anything.
package protocol RecordSource: Sendable {
  var partition: Int32 { get }
  var traits: LogTraits { get }

  /// Up to `limit` records from `offset` on (at least one, if there is one), in order. Fewer where their bytes are
  /// many. Where there is none yet, waits up to `wait` for the first; an empty answer means that the wait ran out.
  ///
  /// A record that ``end(within:)`` counted may appear here a moment later.
  func read(from offset: Int64, limit: Int, wait: Duration) async throws(LogError) -> [LogRecord]

  /// The offset that the next record will get, asked of the log itself and no cache: every append that was answered
  /// before this call lies before it. Throws ``LogError/Code/timedOut`` where no answer comes within `limit`.
  func end(within limit: Duration) async throws(LogError) -> Int64
}

/// One partition's log. It needs to be nothing but an ordered, durable sequence of records; who owns the partition and
/// what counts is decided by ``Arbiter``, not by the log.
package protocol CommitLog: RecordSource {
  /// Appends records, in this order, after whatever is there. Durable on return, though perhaps not yet readable.
  ///
  /// Records of others may come to lie between. On a failure with ``LogError/outcomeUnknown`` any of them may have
  /// been written or may yet appear; otherwise none was and none will.
  func append(_ records: [[UInt8]]) async throws(LogError)
}

/// What a store promises, so that verification knows what can happen by itself and what can't.
package struct LogTraits: Hashable, Sendable {
  /// Offsets count up by one from 0: a missing offset is a missing record.
  package let offsetsAreGapless: Bool
  /// An append can be lost on its way while a later one arrives, as between a producer and a broker. Elsewhere a gap
  /// in the chain is damage.
  package let appendsCanBeLost: Bool

  package init(offsetsAreGapless: Bool, appendsCanBeLost: Bool) {
    self.offsetsAreGapless = offsetsAreGapless
    self.appendsCanBeLost = appendsCanBeLost
  }
}
