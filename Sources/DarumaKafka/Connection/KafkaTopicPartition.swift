/// One partition of one topic.
package struct KafkaTopicPartition: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let topic: String
  package let partition: Int32

  package init(_ topic: String, _ partition: Int32) {
    self.topic = topic
    self.partition = partition
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.topic, left.partition) < (right.topic, right.partition)
  }

  /// `topic[partition]`, the form used in every message of this module.
  package var description: String { "\(topic)[\(partition)]" }
}
