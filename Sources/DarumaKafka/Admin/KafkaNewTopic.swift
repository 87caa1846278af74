/// A topic to be made.
package struct KafkaNewTopic: Sendable, Equatable {
  package var name: String
  package var partitions: Int
  /// Nil for the cluster's default.
  package var replicationFactor: Int?
  /// Topic settings by Kafka's names, such as `cleanup.policy` = `compact`.
  package var settings: [String: String]

  package init(name: String, partitions: Int, replicationFactor: Int? = nil, settings: [String: String] = [:]) {
    self.name = name
    self.partitions = partitions
    self.replicationFactor = replicationFactor
    self.settings = settings
  }
}

/// What became of one topic that was to be made.
package struct KafkaTopicCreation: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case created
    /// It was there before; its partitions and settings were neither compared nor changed.
    case alreadyExists
    case failed(KafkaError)
  }

  package let name: String
  package let outcome: Outcome
}
