import Synchronization

/// Asks the brokers themselves, on a thread and a connection of its own, where the partitions of some topics end: a
/// reader that is told nothing can't tell whether there is nothing.
///
/// All partitions must answer, also those that were added since; one that does not is an error. Questions that wait
/// together get one answer.
final class EndInquiry: Sendable {
  typealias Ends = [KafkaTopicPartition: Int64]
  typealias Answer = Result<Ends, KafkaError>

  private struct Desk {
    var waiting: [Eventual<Answer>] = []
    var isClosed = false
  }

  private let desk = Mutex(Desk())
  private let wakePipe: WakePipe
  private let limit: Duration
  let ended = Eventual<KafkaClosing>()

  /// Its answers may take `requestTimeout` for each topic and once for all ends.
  private static let spareRequests = 1

  private init(_ wakePipe: WakePipe, limit: Duration) {
    self.wakePipe = wakePipe
    self.limit = limit
  }

  /// - Throws: as ``KafkaReader/init(_:topics:from:limits:report:)``.
  static func start(
    _ connection: KafkaConnection, topics: [String], _ limits: KafkaReaderLimits
  ) throws(KafkaError) -> EndInquiry {
    let wakePipe = try WakePipe()
    let inquiry = EndInquiry(wakePipe, limit: limits.requestTimeout * (topics.count + 1 + spareRequests))
    let thread = Handover(try EndInquiryThread(connection, wakePipe, topics: topics, limits))
    let ended = inquiry.ended
    try NamedThread.start("kafka-ends") { [weak inquiry] in
      guard let thread = thread.take() else { return }
      thread.run { inquiry?.take() }
    } released: {
      ended.resolve(.closed)
    }
    return inquiry
  }

  /// The offset that the next record of each partition gets, as a reader of committed records sees it.
  ///
  /// - Throws: `timedOut` and the brokers' own errors; `stopped` once it was closed.
  func ask() async throws(KafkaError) -> Ends {
    let answer = Eventual<Answer>()
    let isClosed = desk.withLock { desk in
      if !desk.isClosed { desk.waiting.append(answer) }
      return desk.isClosed
    }
    guard !isClosed else { throw Self.closed }
    wakePipe.wake()
    guard let result = await answer.value(within: limit) else {
      throw KafkaError(.timedOut, "the brokers did not say where the topics end", isRetriable: true)
    }
    return try result.get()
  }

  /// Ends the thread once its request is done. May be called more than once.
  func close() {
    let waiting = desk.withLock { desk in
      desk.isClosed = true
      defer { desk.waiting = [] }
      return desk.waiting
    }
    for answer in waiting { answer.resolve(.failure(Self.closed)) }
    wakePipe.wake()
  }

  /// What waits for an answer; nil once it is closed.
  private func take() -> [Eventual<Answer>]? {
    desk.withLock { desk in
      defer { desk.waiting = [] }
      return desk.isClosed ? nil : desk.waiting
    }
  }

  private static let closed = KafkaError(.stopped, "the reader was stopped")
}

/// What runs on the thread of an ``EndInquiry``, which alone uses its C handles.
private final class EndInquiryThread {
  private let client: Client
  private let mainQueue: Queue
  private let wakePipe: WakePipe
  private let topics: [Topic]
  private let limits: KafkaReaderLimits

  init(
    _ connection: KafkaConnection, _ wakePipe: WakePipe, topics names: [String], _ limits: KafkaReaderLimits
  ) throws(KafkaError) {
    let client = try Client(connection, .reader(limits), wakePipe)
    self.client = client
    mainQueue = try Queue.main(of: client)
    mainQueue.wakePipeWhenFilled()
    self.wakePipe = wakePipe
    self.limits = limits
    var topics: [Topic] = []
    for name in names { topics.append(try Topic(client, name)) }
    self.topics = topics
  }

  /// - Parameter next: What waits for an answer; nil where it is to end.
  func run(_ next: () -> [Eventual<EndInquiry.Answer>]?) {
    while let waiting = next() {
      // The reader's own connection tells of the same brokers: twice would be noise. What is wrong is in the answers.
      while let event = mainQueue.nextEvent() { _ = event.kind }
      guard !waiting.isEmpty else {
        wakePipe.wait(atMost: limits.tick)
        continue
      }
      let answer = Result { () throws(KafkaError) in try ends() }
      for eventual in waiting { eventual.resolve(answer) }
    }
  }

  private func ends() throws(KafkaError) -> EndInquiry.Ends {
    var partitions: [KafkaTopicPartition] = []
    for topic in topics {
      let metadata = try ClusterMetadata(of: topic, client, within: limits.requestTimeout)
      guard let described = metadata.topics[topic.name] else {
        throw KafkaError(.unknownTopic, "the brokers do not know the topic", topic: topic.name)
      }
      let found = try described.get().partitions
      if let orphan = found.first(where: { $0.leader == nil }) {
        throw KafkaError(
          .leaderMoving, "\(topic.name)[\(orphan.id)] has no leader: it can be neither read nor written",
          topic: topic.name, partition: orphan.id, isRetriable: true)
      }
      partitions += found.map { KafkaTopicPartition(topic.name, $0.id) }
    }
    return try OffsetQuery.ends(of: partitions, client, within: limits.requestTimeout)
  }
}
