import CRdKafka

/// One DescribeConfigs request from its C parts to its outcome. Blocks.
enum TopicSettingsRequest {
  typealias Outcome = Result<[String: String], KafkaError>

  /// The settings in force of each topic, by Kafka's names; those without a value are left out.
  static func run(_ topics: [String], _ session: AdminSession) throws(KafkaError) -> [String: Outcome] {
    var resources = try TopicResources(topics)
    let options = try AdminOptions.make(session.client, .settingsDescribed, timeout: session.timeout)
    let answers = try Queue(session.client)
    resources.withPointers { pointers, count in
      rd_kafka_DescribeConfigs(session.client.pointer, pointers, count, options.pointer, answers.pointer)
    }
    // librdkafka gives an answer of its own when the timeout passes; the margin is for that.
    guard let event = answers.nextEvent(within: session.timeout + KafkaAdmin.margin) else {
      throw KafkaError(
        .timedOut, "describing topics gave no answer within \(session.timeout)", isRetriable: true)
    }
    if let error = event.error("describing topics") { throw error }
    return outcomes(of: event)
  }

  private static func outcomes(of event: borrowing Event) -> [String: Outcome] {
    guard let result = rd_kafka_event_DescribeConfigs_result(event.pointer) else { return [:] }
    var count = 0
    let resources = rd_kafka_DescribeConfigs_result_resources(result, &count)
    var outcomes: [String: Outcome] = [:]
    for resource in UnsafeBufferPointer(start: resources, count: count) {
      guard let resource, let namePointer = rd_kafka_ConfigResource_name(resource) else { continue }
      let name = String(cString: namePointer)
      let code = rd_kafka_ConfigResource_error(resource)
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
        let detail = rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) }
        outcomes[name] = .failure(ErrorGate.error(code, "describing the topic", detail: detail, topic: name))
        continue
      }
      outcomes[name] = .success(settings(of: resource))
    }
    return outcomes
  }

  private static func settings(of resource: OpaquePointer) -> [String: String] {
    var count = 0
    let entries = rd_kafka_ConfigResource_configs(resource, &count)
    var settings: [String: String] = [:]
    for entry in UnsafeBufferPointer(start: entries, count: count) {
      guard let entry, let name = rd_kafka_ConfigEntry_name(entry), let value = rd_kafka_ConfigEntry_value(entry)
      else { continue }
      settings[String(cString: name)] = String(cString: value)
    }
    return settings
  }
}

/// Owns the C names of topics that are asked about.
private struct TopicResources: ~Copyable {
  private var pointers: [OpaquePointer?] = []

  init(_ topics: [String]) throws(KafkaError) {
    for topic in topics {
      guard let pointer = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else {
        throw .configuration("'\(topic)' can't be the name of a topic")
      }
      pointers.append(pointer)
    }
  }

  deinit {
    for pointer in pointers { rd_kafka_ConfigResource_destroy(pointer) }
  }

  mutating func withPointers(_ body: (UnsafeMutablePointer<OpaquePointer?>?, Int) -> Void) {
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress, $0.count) }
  }
}
