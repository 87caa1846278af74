import Synchronization

/// Asks the brokers themselves, on a thread and a connection of its own, where the partitions of some topics end: a
/// reader that is told nothing can't tell whether there is nothing.
///
/// All partitions must answer, also those that were added since; one that does not is an error. Questions that wait
/// together get one answer.
final class EndInquiry: Sendable {
  struct Ends: Sendable {
    /// The offset that the next record of each partition gets, as a reader of committed records sees it.
    var ends: [KafkaTopicPartition: Int64]
    /// The first record that is not older than the time that was asked for; nil where there is none.
    var firsts: [KafkaTopicPartition: Int64?]
  }
  typealias Answer = Result<Ends, KafkaError>

  fileprivate struct Question {
    /// Milliseconds since 1970 UTC.
    var times: [KafkaTopicPartition: Int64]
    var answer: Eventual<Answer>
  }

  private struct Desk {
    var waiting: [Question] = []
    var isClosed = false
  }

  private let desk = Mutex(Desk())
  private let wakePipe: WakePipe
  private let limit: Duration
  let ended = Eventual<KafkaClosing>()

  /// Its answers may take `requestTimeout` for each topic, once for all ends and once for all times.
  private static let spareRequests = 2

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

  /// Where all partitions end, and where in each of `times` a time begins.
  ///
  /// - Throws: `timedOut` and the brokers' own errors; `stopped` once it was closed.
  func ask(_ times: [KafkaTopicPartition: Int64] = [:]) async throws(KafkaError) -> Ends {
    let answer = Eventual<Answer>()
    let isClosed = desk.withLock { desk in
      if !desk.isClosed { desk.waiting.append(Question(times: times, answer: answer)) }
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
    for question in waiting { question.answer.resolve(.failure(Self.closed)) }
    wakePipe.wake()
  }

  /// What waits for an answer; nil once it is closed.
  private func take() -> [Question]? {
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
  func run(_ next: () -> [EndInquiry.Question]?) {
    while let waiting = next() {
      // The reader's own connection tells of the same brokers: twice would be noise. What is wrong is in the answers.
      while let event = mainQueue.nextEvent() { _ = event.kind }
      guard !waiting.isEmpty else {
        wakePipe.wait(atMost: limits.tick)
        continue
      }
      // Each of one reader, and so of one past: of several times the later one will do.
      let times = waiting.reduce(into: [:]) { $0.merge($1.times, uniquingKeysWith: max) }
      let answer = Result { () throws(KafkaError) in try ends(times) }
      for question in waiting { question.answer.resolve(answer) }
    }
  }

  private func ends(_ times: [KafkaTopicPartition: Int64]) throws(KafkaError) -> EndInquiry.Ends {
    var partitions: [KafkaTopicPartition] = []
    var orphans: [KafkaTopicPartition] = []
    for topic in topics {
      let metadata = try ClusterMetadata(of: topic, client, within: limits.requestTimeout)
      guard let described = metadata.topics[topic.name] else {
        throw KafkaError(.unknownTopic, "the brokers do not know the topic", topic: topic.name)
      }
      let found = try described.get().partitions
      orphans += found.filter { $0.leader == nil }.map { KafkaTopicPartition(topic.name, $0.id) }
      partitions += found.map { KafkaTopicPartition(topic.name, $0.id) }
    }
    guard orphans.isEmpty else {
      let names = orphans.map(\.description).joined(separator: ", ")
      throw KafkaError(
        .leaderMoving, "without a leader, and so neither to be read nor written: \(names)", isRetriable: true,
        partitions: orphans)
    }
    let ends = try OffsetQuery.ends(of: partitions, client, within: limits.requestTimeout)
    let firsts = try OffsetQuery.firsts(
      since: times.filter { ends[$0.key] != nil }, client, within: limits.requestTimeout)
    return EndInquiry.Ends(ends: ends, firsts: firsts)
  }
}
