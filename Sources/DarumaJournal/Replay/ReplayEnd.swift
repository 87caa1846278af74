package import DarumaCore

/// Where a replay stops.
package enum ReplayEnd: Hashable, Sendable {
  case endOfLog
  /// After the commit of this number.
  case number(Int64)
  /// Before the first commit that was decided later than this.
  case time(Instant)

  func isBefore(_ commit: Commit) -> Bool {
    switch self {
    case .endOfLog: false
    case .number(let last): commit.number > last
    case .time(let last): commit.at > last
    }
  }
}

/// What a replay came to.
package struct ReplayResult<State: Foldable>: Sendable {
  package let fold: JournalFold<State>
  /// Bytes of the records that were read.
  package let bytes: Int64
  package let elapsed: Duration

  package var state: State { fold.state }
  package var counts: JournalCounts { fold.counts }

  /// Computed anew on each call: it encodes the whole state.
  package func digest() throws(JournalError) -> StateDigest { try StateDigest.of(fold.state) }

  package var eventsPerSecond: Double {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return seconds > 0 ? Double(counts.events) / seconds : 0
  }
}
