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
  /// The record right before an offset of `offsets`, where it is known: it is read again first, and what it says is
  /// compared. Where it is another one, the reader ends with `offsetMissing`, before anything of the partition was handed
  /// out or counts as heard.
  package let marks: [KafkaTopicPartition: KafkaMark]
  /// Whether the reader ends, with `topicInDoubt`, once its topics may have been made anew or cut off without a word: they
  /// were unknown for a while, or no broker was there. Whoever starts anew compares.
  package let endsInDoubt: Bool

  package init(
    offsets: [KafkaTopicPartition: Int64] = [:], marks: [KafkaTopicPartition: KafkaMark] = [:],
    otherwise: Otherwise = .earliest, endsInDoubt: Bool = false
  ) {
    self.offsets = offsets
    self.marks = marks
    self.otherwise = otherwise
    self.endsInDoubt = endsInDoubt
  }

  package static let earliest = KafkaStart()
  package static let latest = KafkaStart(otherwise: .latest)
}
