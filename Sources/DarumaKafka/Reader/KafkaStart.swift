/// Where a reader begins, partition by partition.
package struct KafkaStart: Sendable, Equatable {
  /// Where to begin a partition for which no offset is given.
  package enum Otherwise: Sendable, Equatable {
    /// At the oldest record that it holds.
    case earliest
    /// Behind the newest one. Partitions that appear later are read from their first record all the same.
    case latest
  }

  /// The next offset to read, as journaled. Partitions of topics that aren't read are ignored.
  package let offsets: [KafkaTopicPartition: Int64]
  package let otherwise: Otherwise

  package init(offsets: [KafkaTopicPartition: Int64] = [:], otherwise: Otherwise = .earliest) {
    self.offsets = offsets
    self.otherwise = otherwise
  }

  package static let earliest = KafkaStart()
  package static let latest = KafkaStart(otherwise: .latest)
}
