/// How far a partition has been read.
package struct KafkaPosition: Sendable, Equatable {
  package let partition: KafkaTopicPartition
  /// The offset to go on from: every record below it has been handed out, or never will be (transaction
  /// markers, aborted and compacted records).
  package let next: Int64

  package init(partition: KafkaTopicPartition, next: Int64) {
    self.partition = partition
    self.next = next
  }
}

/// How far a partition has been read, against how far it goes.
package struct KafkaProgress: Sendable, Equatable {
  package let partition: KafkaTopicPartition
  /// As in `KafkaPosition`: after the last batch that `nextBatch` returned.
  package internal(set) var next: Int64
  /// Where the partition ended when the reader started; nil for one that was found later.
  package let endAtStart: Int64?
  /// The offset that the next record written will get, as last heard from the brokers.
  package internal(set) var highWatermark: Int64

  /// Everything that was there when the reader started has been handed out.
  package var isCaughtUp: Bool { endAtStart.map { next >= $0 } ?? true }
  /// Offsets not handed out yet; at most a second old.
  package var lag: Int64 { max(0, highWatermark - next) }
}
