/// Everything that can go wrong in this module.
package struct KafkaError: Error, Sendable, Equatable, CustomStringConvertible {
  package let code: Code
  /// What happened and what to do, in words.
  package let message: String
  /// The topic concerned, and the partition where it is one of them.
  package let topic: String?
  package let partition: Int32?
  /// All partitions that do not answer, in order, where it is that; `topic` and `partition` are the first of them.
  package let partitions: [KafkaTopicPartition]
  /// The same call may succeed later without anything being changed.
  package let isRetriable: Bool
  /// The object that threw it is of no use any more; its owner makes a new one.
  package let isFatal: Bool
  /// librdkafka's own name of the error (`_TRANSPORT`, `NOT_ENOUGH_REPLICAS`), where it came from there.
  package let libraryName: String?
  /// What is lost, by partition; set where `code` is `offsetMissing`, or `unknownPartition` at a start.
  package let missingOffsets: [KafkaMissingOffset]
  package var missingOffset: KafkaMissingOffset? { missingOffsets.first }

  package init(
    _ code: Code, _ whatHappened: String, topic: String? = nil, partition: Int32? = nil,
    isRetriable: Bool = false, isFatal: Bool = false, libraryName: String? = nil,
    missingOffsets: [KafkaMissingOffset] = [], partitions: [KafkaTopicPartition] = []
  ) {
    self.code = code
    self.message = "\(whatHappened). \(code.remedy)"
    self.topic = topic ?? partitions.first?.topic
    self.partition = partition ?? partitions.first?.partition
    self.partitions = partitions
    self.isRetriable = isRetriable
    self.isFatal = isFatal
    self.libraryName = libraryName
    self.missingOffsets = missingOffsets
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
    partitions = other.partitions
    self.isRetriable = isRetriable
    self.isFatal = isFatal
    libraryName = other.libraryName
    missingOffsets = other.missingOffsets
  }

  /// librdkafka's name of what it says when no broker can be reached.
  package static let allBrokersDown = "_ALL_BROKERS_DOWN"

  static func configuration(_ whatHappened: String) -> KafkaError {
    KafkaError(.invalidConfiguration, whatHappened)
  }
}

/// A reader was to start at, or go on from, an offset that the partition does not hold, or at which it holds other records
/// than before: records are lost.
package struct KafkaMissingOffset: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The offset is not there, or not any more.
    case absent
    /// The record right before it is not the one that was read.
    case replaced
    /// The topic has fewer partitions than before.
    case noPartition
  }

  package let partition: KafkaTopicPartition
  package let wanted: Int64
  package let kind: Kind
  /// What the partition holds now; nil if the brokers could not be asked.
  package let available: KafkaOffsetRange?

  package init(
    partition: KafkaTopicPartition, wanted: Int64, kind: Kind = .absent, available: KafkaOffsetRange?
  ) {
    self.partition = partition
    self.wanted = wanted
    self.kind = kind
    self.available = available
  }

  var error: KafkaError { Self.error([self]) }

  /// - Parameter missing: at least one.
  static func error(_ missing: [KafkaMissingOffset]) -> KafkaError {
    let first = missing[0].partition
    return KafkaError(
      missing.allSatisfy { $0.kind == .noPartition } ? .unknownPartition : .offsetMissing,
      missing.map(\.words).joined(separator: "; "), topic: first.topic, partition: first.partition,
      libraryName: "_AUTO_OFFSET_RESET", missingOffsets: missing)
  }

  private var words: String {
    let held =
      available.map { "it holds \($0.low) up to, not including, \($0.end)" } ?? "what it holds is unknown"
    return switch kind {
    case .absent: "\(partition) has no offset \(wanted): \(held)"
    case .replaced: "\(partition) holds another record before offset \(wanted) than the one that was read: \(held)"
    case .noPartition: "there is no \(partition) any more, but a position for it: \(wanted)"
    }
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
