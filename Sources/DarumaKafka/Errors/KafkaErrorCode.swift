extension KafkaError {
  /// What went wrong, as a stable word for code, logs and documentation.
  package enum Code: String, Sendable, CaseIterable {
    case brokerUnreachable = "kafka.broker-unreachable"
    case timedOut = "kafka.timed-out"
    case authenticationFailed = "kafka.authentication-failed"
    case notAuthorized = "kafka.not-authorized"
    case invalidConfiguration = "kafka.invalid-configuration"
    case unsafeLibrary = "kafka.unsafe-library"
    case unknownTopic = "kafka.unknown-topic"
    case unknownPartition = "kafka.unknown-partition"
    case topicExists = "kafka.topic-exists"
    case topicRefused = "kafka.topic-refused"
    case offsetMissing = "kafka.offset-missing"
    case topicInDoubt = "kafka.topic-in-doubt"
    case partitionSilent = "kafka.partition-silent"
    case corruptRecord = "kafka.corrupt-record"
    case messageTooLarge = "kafka.message-too-large"
    case notEnoughReplicas = "kafka.not-enough-replicas"
    case leaderMoving = "kafka.leader-moving"
    case queueFull = "kafka.queue-full"
    case clientBroken = "kafka.client-broken"
    case notSupported = "kafka.not-supported"
    case limitExceeded = "kafka.limit-exceeded"
    case stopped = "kafka.stopped"
    case cancelled = "kafka.cancelled"
    case other = "kafka.other"

    /// What the reader of the message can do about it.
    var remedy: String {
      switch self {
      case .brokerUnreachable:
        "Check the bootstrap addresses, the network and that the brokers run; it is tried again by itself."
      case .timedOut: "The brokers are slow or out of reach; try again, and look at their load."
      case .authenticationFailed:
        "Check the user, the password, the SASL mechanism and the CA file of the Kafka connection."
      case .notAuthorized: "Give this user the missing right on the topic or cluster (Kafka ACLs)."
      case .invalidConfiguration: "Correct the Kafka settings and start again."
      case .unsafeLibrary: "Install another release of librdkafka."
      case .unknownTopic: "Create the topic (daruma topics create) or correct its name."
      case .unknownPartition:
        "The topic has fewer partitions than before: it was probably deleted and made anew."
      case .topicExists: "Nothing to do, unless partitions or settings should differ."
      case .topicRefused:
        "Change partitions, replication factor or topic settings to what the cluster allows."
      case .offsetMissing:
        "Records are gone (retention, truncation or a new topic of the same name). Find out what was lost, "
          + "then start this partition again from an offset that exists."
      case .topicInDoubt: "It is read on by a new reader, which compares what it finds with what was read."
      case .partitionSilent:
        "Look at the broker that leads the partition, and at the network to it; it is tried again by itself."
      case .corruptRecord:
        "The stored bytes fail their checksum: check the broker's disks, then skip the record."
      case .messageTooLarge:
        "Send less in one record, or raise the limit here, on the topic and on the brokers."
      case .notEnoughReplicas: "Too few in-sync replicas: bring the missing brokers back."
      case .leaderMoving: "A partition is changing its leader; it is tried again by itself."
      case .queueFull: "More is being sent than the brokers take; send less at once."
      case .clientBroken:
        "This client can't go on: make a new one; after a writer, read back what was written."
      case .notSupported: "The brokers don't offer this operation; check their version."
      case .limitExceeded: "Stay within the named limit, or raise it."
      case .stopped: "It was stopped; make a new one to go on."
      case .cancelled: "The waiting task was cancelled."
      case .other: "See the message."
      }
    }
  }
}
