/// Everything that can go wrong in this module.
package struct KafkaError: Error, Sendable, Equatable, CustomStringConvertible {
  package let code: Code
  /// What happened and what to do, in words.
  package let message: String
  /// The topic concerned, and the partition where it is one of them.
  package let topic: String?
  package let partition: Int32?
  /// The same call may succeed later without anything being changed.
  package let isRetriable: Bool
  /// The object that threw it is of no use any more; its owner makes a new one.
  package let isFatal: Bool
  /// librdkafka's own name of the error (`_TRANSPORT`, `NOT_ENOUGH_REPLICAS`), where it came from there.
  package let libraryName: String?
  /// Set where `code` is `offsetMissing`.
  package let missingOffset: KafkaMissingOffset?

  package init(
    _ code: Code, _ whatHappened: String, topic: String? = nil, partition: Int32? = nil,
    isRetriable: Bool = false, isFatal: Bool = false, libraryName: String? = nil,
    missingOffset: KafkaMissingOffset? = nil
  ) {
    self.code = code
    self.message = "\(whatHappened). \(code.remedy)"
    self.topic = topic
    self.partition = partition
    self.isRetriable = isRetriable
    self.isFatal = isFatal
    self.libraryName = libraryName
    self.missingOffset = missingOffset
  }

  package var description: String { "\(code.rawValue): \(message)" }

  /// The same error, of which the object that throws it dies.
  var ending: KafkaError {
    KafkaError(copying: self, isRetriable: false, isFatal: true)
  }

  private init(copying other: KafkaError, isRetriable: Bool, isFatal: Bool) {
    code = other.code
    message = other.message
    topic = other.topic
    partition = other.partition
    self.isRetriable = isRetriable
    self.isFatal = isFatal
    libraryName = other.libraryName
    missingOffset = other.missingOffset
  }

  static func configuration(_ whatHappened: String) -> KafkaError {
    KafkaError(.invalidConfiguration, whatHappened)
  }
}

/// A reader was to start at, or go on from, an offset that the partition does not hold: records are lost.
package struct KafkaMissingOffset: Sendable, Equatable {
  package let partition: KafkaTopicPartition
  package let wanted: Int64
  /// What the partition holds now; nil if the brokers could not be asked.
  package let available: KafkaOffsetRange?

  package init(partition: KafkaTopicPartition, wanted: Int64, available: KafkaOffsetRange?) {
    self.partition = partition
    self.wanted = wanted
    self.available = available
  }

  var error: KafkaError {
    let held =
      available.map { "it holds \($0.low) up to, not including, \($0.end)" } ?? "what it holds is unknown"
    return KafkaError(
      .offsetMissing, "\(partition) has no offset \(wanted): \(held)", topic: partition.topic,
      partition: partition.partition, libraryName: "_AUTO_OFFSET_RESET", missingOffset: self)
  }
}

/// The offsets that a partition holds: from `low` up to, not including, `end`. A consumer may stand at `end`.
package struct KafkaOffsetRange: Sendable, Equatable {
  package let low: Int64
  package let end: Int64

  package init(low: Int64, end: Int64) {
    self.low = low
    self.end = end
  }
}
