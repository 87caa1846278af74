/// Makes and lists topics. A value: each call opens its own connection on a thread of its own and closes it
/// again, which suits calls as rare as these.
package struct KafkaAdmin: Sendable {
  /// How much longer than the brokers a call may take to open and close.
  static let margin: Duration = .seconds(5)

  private let connection: KafkaConnection
  private let timeout: Duration
  private let report: KafkaReporter

  /// - Parameter timeout: how long the brokers may take to answer a call.
  package init(
    _ connection: KafkaConnection, timeout: Duration = .seconds(15), report: @escaping KafkaReporter
  ) {
    self.connection = connection
    self.timeout = timeout
    self.report = report
  }

  /// Makes topics; one that is there already is left as it is and reported as such.
  /// - Returns: the outcome of each topic, in the order given.
  /// - Throws: if nothing is known of any topic: `brokerUnreachable`, `timedOut`, `notSupported`,
  ///   `invalidConfiguration`.
  package func createTopics(_ topics: [KafkaNewTopic]) async throws(KafkaError) -> [KafkaTopicCreation] {
    guard !topics.isEmpty else { return [] }
    guard Set(topics.map(\.name)).count == topics.count else {
      throw .configuration("a topic is named twice in one call")
    }
    for topic in topics where topic.name.isEmpty || topic.partitions < 1 {
      throw .configuration(
        "topic '\(topic.name)' with \(topic.partitions) partitions can't be made; it needs both"
      )
    }
    return try await call("creating topics") { session throws(KafkaError) in
      try TopicCreationRequest.run(topics, session)
    }
  }

  /// Brokers and topics of the cluster.
  /// - Throws: `brokerUnreachable`, `timedOut`, `notAuthorized`, `invalidConfiguration`.
  package func cluster() async throws(KafkaError) -> KafkaCluster {
    try await call("describing the cluster") { session throws(KafkaError) in
      let metadata = try ClusterMetadata(of: nil, session.client, within: session.timeout)
      var topics: [KafkaTopic] = []
      for answer in metadata.topics.values {
        switch answer {
        case .success(let topic): topics.append(topic)
        case .failure(let error): session.report(KafkaReport(.warning, error))
        }
      }
      return KafkaCluster(brokers: metadata.brokers, topics: topics.sorted { $0.name < $1.name })
    }
  }

  /// The offsets that each partition of these topics holds, as a reader of committed records sees them.
  /// - Throws: `unknownTopic` for one that does not exist, and what `cluster` throws.
  package func offsetRanges(
    of topics: [String]
  ) async throws(KafkaError) -> [KafkaTopicPartition: KafkaOffsetRange] {
    try await call("reading offsets") { session throws(KafkaError) in
      let known = try ClusterMetadata(of: nil, session.client, within: session.timeout).topics
      var partitions: [KafkaTopicPartition] = []
      for topic in topics {
        guard let answer = known[topic] else {
          throw KafkaError(.unknownTopic, "the cluster has no topic \(topic)", topic: topic)
        }
        partitions += try answer.get().partitions.map { KafkaTopicPartition(topic, $0.id) }
      }
      return try OffsetQuery.ranges(of: partitions, session.client, within: session.timeout)
    }
  }

  /// The settings in force of each topic, by Kafka's names; or why they are not known, topic by topic.
  /// - Throws: if nothing is known of any topic: `brokerUnreachable`, `timedOut`, `notSupported`.
  package func settings(of topics: [String]) async throws(KafkaError) -> [String: Result<[String: String], KafkaError>]
  {
    guard !topics.isEmpty else { return [:] }
    return try await call("describing topics") { session throws(KafkaError) in
      try TopicSettingsRequest.run(topics, session)
    }
  }

  /// The first record of each partition that is not older than a time (milliseconds since 1970 UTC); nil where there is
  /// none.
  /// - Throws: what `cluster` throws, and `unknownPartition`.
  package func firstOffsets(
    since times: [KafkaTopicPartition: Int64]
  ) async throws(KafkaError) -> [KafkaTopicPartition: Int64?] {
    guard !times.isEmpty else { return [:] }
    return try await call("asking for offsets by time") { session throws(KafkaError) in
      try OffsetQuery.firsts(since: times, session.client, within: session.timeout)
    }
  }

  private func call<Value: Sendable>(
    _ action: String, _ body: @escaping @Sendable (AdminSession) throws(KafkaError) -> Value
  ) async throws(KafkaError) -> Value {
    let (connection, timeout, report) = (connection, timeout, report)
    return try await BlockingCall.run("kafka-admin", action, within: timeout * 2 + Self.margin) {
      () throws(KafkaError) in
      let session = try AdminSession(connection, timeout, report)
      defer { session.serveEvents() }
      return try body(session)
    }
  }
}

/// One connection for one administrative call.
final class AdminSession {
  let client: Client
  let timeout: Duration
  let report: KafkaReporter
  private let mainQueue: Queue

  init(_ connection: KafkaConnection, _ timeout: Duration, _ report: @escaping KafkaReporter)
    throws(KafkaError)
  {
    client = try Client(connection, .admin, WakePipe())
    mainQueue = try Queue.main(of: client)
    self.timeout = timeout
    self.report = report
  }

  /// Tells what happened meanwhile: why no broker could be reached, for instance.
  func serveEvents() {
    while let event = mainQueue.nextEvent() {
      if let report = event.report { self.report(report) }
    }
  }
}
