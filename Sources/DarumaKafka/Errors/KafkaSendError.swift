/// Not every record of one `KafkaWriter.send` was acknowledged.
package struct KafkaSendError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The records that failed, by ascending index.
  package let failures: [KafkaSendFailure]
  /// The records that the brokers did acknowledge, by ascending index.
  package let acknowledged: [KafkaAcknowledgement]

  package init(failures: [KafkaSendFailure], acknowledged: [KafkaAcknowledgement] = []) {
    self.failures = failures
    self.acknowledged = acknowledged
  }

  /// The writer can't be used any more; its owner makes a new one.
  package var isFatal: Bool { failures.contains(where: \.error.isFatal) }
  /// Sending the failed records again may succeed. Where one `mayBeWritten`, that may also double it.
  package var isRetriable: Bool { failures.allSatisfy(\.error.isRetriable) }

  package var description: String {
    let first = failures.first.map { "record \($0.index): \($0.error)" } ?? "nothing"
    return
      "\(failures.count) of \(failures.count + acknowledged.count) records were not acknowledged; \(first)"
  }
}

package struct KafkaSendFailure: Sendable, Equatable {
  /// Position of the record in the array given to `send`.
  package let index: Int
  package let error: KafkaError
  /// False: no broker has the record. True: the outcome is unknown, only reading back can tell.
  package let mayBeWritten: Bool

  package init(index: Int, error: KafkaError, mayBeWritten: Bool) {
    self.index = index
    self.error = error
    self.mayBeWritten = mayBeWritten
  }
}

/// A record that all in-sync replicas hold.
package struct KafkaAcknowledgement: Sendable, Equatable {
  /// Position of the record in the array given to `send`.
  package let index: Int
  package let partition: KafkaTopicPartition
  package let offset: Int64
  /// When the broker appended it, in milliseconds since 1970 UTC by the broker's clock; nil where the topic keeps the
  /// sender's time (`message.timestamp.type`).
  package let appendedAtMilliseconds: Int64?

  package init(
    index: Int, partition: KafkaTopicPartition, offset: Int64, appendedAtMilliseconds: Int64? = nil
  ) {
    self.appendedAtMilliseconds = appendedAtMilliseconds
    self.index = index
    self.partition = partition
    self.offset = offset
  }
}
