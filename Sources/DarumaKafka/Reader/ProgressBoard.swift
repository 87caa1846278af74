import Synchronization

/// What `KafkaReader.progress()` tells, kept where any thread may read it.
final class ProgressBoard: Sendable {
  private let rows = Mutex<[KafkaTopicPartition: KafkaProgress]>([:])

  var all: [KafkaProgress] {
    rows.withLock { Array($0.values) }.sorted { $0.partition < $1.partition }
  }

  func add(_ progress: KafkaProgress) {
    rows.withLock { $0[progress.partition] = progress }
  }

  func advance(_ positions: [KafkaPosition]) {
    guard !positions.isEmpty else { return }
    rows.withLock { rows in
      for position in positions {
        guard let row = rows[position.partition] else { continue }
        rows[position.partition]?.next = max(row.next, position.next)
        rows[position.partition]?.highWatermark = max(row.highWatermark, position.next)
      }
    }
  }

  func raise(_ highWatermarks: [(partition: KafkaTopicPartition, value: Int64)]) {
    rows.withLock { rows in
      for (partition, value) in highWatermarks { rows[partition]?.highWatermark = value }
    }
  }
}
