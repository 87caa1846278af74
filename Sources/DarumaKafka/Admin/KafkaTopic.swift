/// A topic as the cluster describes it.
package struct KafkaTopic: Sendable, Equatable {
  package let name: String
  /// By ascending id.
  package let partitions: [KafkaPartition]

  package init(name: String, partitions: [KafkaPartition]) {
    self.name = name
    self.partitions = partitions
  }
}

/// A partition and the brokers that hold it, by their ids.
package struct KafkaPartition: Sendable, Equatable {
  package let id: Int32
  /// Nil while no broker leads it: it can be neither read nor written.
  package let leader: Int32?
  package let replicas: [Int32]
  package let inSyncReplicas: [Int32]

  package init(id: Int32, leader: Int32?, replicas: [Int32], inSyncReplicas: [Int32]) {
    self.id = id
    self.leader = leader
    self.replicas = replicas
    self.inSyncReplicas = inSyncReplicas
  }
}

/// A broker, as it names itself to clients.
package struct KafkaBroker: Sendable, Equatable {
  package let id: Int32
  package let host: String
  package let port: Int32
}

/// The cluster at one moment.
package struct KafkaCluster: Sendable, Equatable {
  package let brokers: [KafkaBroker]
  /// By ascending name; those that the user may not describe are missing.
  package let topics: [KafkaTopic]
}
