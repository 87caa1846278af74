package import DarumaCore
import DarumaKafka

/// What becomes of records that are lost before they were read.
package enum LossPolicy: String, Sendable, CaseIterable {
  /// It is told and journaled, everything is listed anew, and the worker goes on with the earliest record there is.
  case goOn
  /// The worker ends, each time, until a person lets it go on.
  case stop
}

/// Records are lost, and the worker is set up to stop then.
package struct LostRecords: Error, Sendable, CustomStringConvertible {
  package var losses: [RecordsLost]

  package var description: String {
    losses.map(\.words).joined(separator: "; ")
      + ". Nobody knows what was in them, and kafka.onLostRecords is stop. To go on once with the earliest records there are, "
      + "with everything listed anew: daruma run --go-on-after-loss"
  }
}

extension RecordsLost {
  /// - Parameters:
  ///   - available: What the partition holds now.
  ///   - lastReadAt: The time stamp of the last record that was read.
  ///   - restIsOlder: Whether older records than that one are still there; nil where that is not known.
  init(_ missing: KafkaMissingOffset, _ available: KafkaOffsetRange, lastReadAt: Instant?, restIsOlder: Bool?) {
    let reason: Reason =
      switch missing.kind {
      case .noPartition: .madeAnew
      case .absent where missing.wanted < available.low: .retentionPassed
      case .absent, .replaced:
        // All of it is newer than what was read last, or there is nothing: no rest of what was read.
        available.low == available.end || !(restIsOlder ?? (available.low > 0)) ? .madeAnew : .tailLost
      }
    self.init(
      topic: missing.partition.topic, partition: missing.partition.partition, position: missing.wanted,
      resumesAt: available.low, reason: reason, lastReadAt: lastReadAt)
  }
}
