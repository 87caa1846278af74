import CRdKafka

/// One CreateTopics request from its C parts to its outcome. Blocks.
enum TopicCreationRequest {
  static func run(
    _ topics: [KafkaNewTopic], _ session: AdminSession
  ) throws(KafkaError) -> [KafkaTopicCreation] {
    var definitions = try TopicDefinitions(topics)
    let options = try AdminOptions.make(session.client, .topicsCreated, timeout: session.timeout)
    let answers = try Queue(session.client)
    definitions.withPointers { pointers, count in
      rd_kafka_CreateTopics(session.client.pointer, pointers, count, options.pointer, answers.pointer)
    }
    // librdkafka gives an answer of its own when the timeout passes; the margin is for that.
    guard let event = answers.nextEvent(within: session.timeout + KafkaAdmin.margin) else {
      throw KafkaError(
        .timedOut, "creating topics gave no answer within \(session.timeout)", isRetriable: true)
    }
    if let error = event.error("creating topics") { throw error }
    let outcomes = outcomes(of: event)
    return topics.map { topic in
      let missing = KafkaError(
        .other, "the brokers said nothing about topic \(topic.name)", topic: topic.name)
      return KafkaTopicCreation(name: topic.name, outcome: outcomes[topic.name] ?? .failed(missing))
    }
  }

  private static func outcomes(of event: borrowing Event) -> [String: KafkaTopicCreation.Outcome] {
    guard let result = rd_kafka_event_CreateTopics_result(event.pointer) else { return [:] }
    var count = 0
    let topics = rd_kafka_CreateTopics_result_topics(result, &count)
    var outcomes: [String: KafkaTopicCreation.Outcome] = [:]
    for topic in UnsafeBufferPointer(start: topics, count: count) {
      guard let topic, let namePointer = rd_kafka_topic_result_name(topic) else { continue }
      let name = String(cString: namePointer)
      let code = rd_kafka_topic_result_error(topic)
      switch code {
      case RD_KAFKA_RESP_ERR_NO_ERROR: outcomes[name] = .created
      case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: outcomes[name] = .alreadyExists
      default:
        let detail = rd_kafka_topic_result_error_string(topic).map { String(cString: $0) }
        outcomes[name] = .failed(ErrorGate.error(code, "creating the topic", detail: detail, topic: name))
      }
    }
    return outcomes
  }
}

/// Owns the C descriptions of topics to be made.
private struct TopicDefinitions: ~Copyable {
  private var pointers: [OpaquePointer?] = []

  init(_ topics: [KafkaNewTopic]) throws(KafkaError) {
    for topic in topics {
      let (pointer, explanation) = withExplanation { text, size in
        rd_kafka_NewTopic_new(
          topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replicationFactor ?? -1), text,
          size)
      }
      guard let pointer else {
        throw KafkaError(
          .topicRefused, "topic \(topic.name) can't be made: \(explanation)", topic: topic.name)
      }
      pointers.append(pointer)
      for (name, value) in topic.settings.sorted(by: { $0.key < $1.key }) {
        try ErrorGate.check(
          rd_kafka_NewTopic_set_config(pointer, name, value), "setting \(name)", topic: topic.name)
      }
    }
  }

  deinit {
    for pointer in pointers { rd_kafka_NewTopic_destroy(pointer) }
  }

  mutating func withPointers(_ body: (UnsafeMutablePointer<OpaquePointer?>?, Int) -> Void) {
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress, $0.count) }
  }
}
