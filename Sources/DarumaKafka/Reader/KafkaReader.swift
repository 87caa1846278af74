import Synchronization

/// Reads all partitions of some topics, each from its own position, without a consumer group: the positions
/// live with the caller.
///
/// A thread of its own drains librdkafka into batches and hands over at most
/// `KafkaReaderLimits.batchesInFlight` of them; then it waits for `nextBatch`. Brokers that go away and come
/// back are reported and waited for. What would lose records is never skipped: it ends the reader with an
/// error.
package final class KafkaReader: Sendable {
  package let topics: [String]
  private let limits: KafkaReaderLimits
  private let mailbox: BatchMailbox
  private let board = ProgressBoard()
  private let wakePipe: WakePipe
  private let inquiry: EndInquiry
  private let witnessBook: Mutex<WitnessBook>
  let ended = Eventual<KafkaClosing>()

  /// Starts reading. Returns without having spoken to a broker; until one answers, `nextBatch` waits.
  /// - Parameters:
  ///   - topics: at least one; each must exist, or come into being within `unknownTopicGrace`.
  ///   - start: where to begin; for each partition with an offset, that offset must exist.
  ///   - report: what happens while nobody is waiting for it.
  /// - Throws: `invalidConfiguration`, `unsafeLibrary`, `limitExceeded`.
  package init(
    _ connection: KafkaConnection, topics: [String], from start: KafkaStart = .earliest,
    limits: KafkaReaderLimits = KafkaReaderLimits(), report: @escaping KafkaReporter
  ) throws(KafkaError) {
    try limits.validate()
    guard !topics.isEmpty, Set(topics).count == topics.count, !topics.contains("") else {
      throw .configuration("a reader needs at least one topic, each named once")
    }
    self.topics = topics
    self.limits = limits
    witnessBook = Mutex(WitnessBook(start))
    let wakePipe = try WakePipe()
    self.wakePipe = wakePipe
    let mailbox = BatchMailbox(capacity: limits.batchesInFlight) { wakePipe.wake() }
    self.mailbox = mailbox
    inquiry = try EndInquiry.start(connection, topics: topics, limits)
    let thread = Handover(
      try ReaderThread(connection, wakePipe, topics: topics, start, limits, mailbox, board, report))
    let ended = ended
    try NamedThread.start("kafka-reader") {
      thread.take()?.run()
    } released: {
      ended.resolve(.closed)
    }
  }

  deinit {
    inquiry.close()
    board.finish(Self.stopped)
    mailbox.finish(.stopped)
    wakePipe.wake()
  }

  /// The next records; waits for some. Nil once `stop` has been called.
  ///
  /// Unless the error is `cancelled`, it is fatal: the reader is of no use any more.
  /// - Throws: `offsetMissing` (with the range that exists), `unknownTopic`, `unknownPartition`,
  ///   `notAuthorized`, `corruptRecord`, `cancelled` when the calling task is, and others that
  ///   can't be retried.
  package func nextBatch() async throws(KafkaError) -> KafkaBatch? {
    board.cameBack()
    let batch = try await mailbox.take()
    if let batch { board.handedOut(batch.positions) }
    return batch
  }

  /// Returns once everything that the partitions held when this was called has been handed out by `nextBatch`, and its
  /// taker has come back for more. Where they end is asked of the brokers, not of what was fetched; how long the reading
  /// takes is not limited.
  /// - Throws: what kept the brokers from answering within `requestTimeout` for each request, one partition being enough;
  ///   `partitionSilent` where one that holds more has said nothing for ``KafkaReaderLimits/partitionSilence``, although
  ///   others may have; `leaderMoving` where one has no leader; `cancelled` when the calling task is; `stopped`, and what
  ///   ended the reader.
  ///
  /// - Parameter witnesses: By which it is seen, with ``KafkaStart/endsInDoubt``, that a topic was made anew and filled again
  ///   since it was last asked.
  package func hear(_ witnesses: [KafkaTopicPartition: KafkaWitness] = [:]) async throws(KafkaError) {
    let read = board.read
    let answer: EndInquiry.Ends
    do throws(KafkaError) {
      answer = try await inquiry.ask(witnesses.mapValues { $0.newest + 1 })
    } catch {
      if error.code == .unknownTopic { cast("a topic was unknown for a while") }
      throw error
    }
    let ends = answer.ends
    if let cut = ends.filter({ (read[$0] ?? 0) > $1 }).keys.min() { cast("\(cut) ends before what was read of it") }
    if let other = witnessBook.withLock({ $0.contradicted(witnesses, by: answer.firsts) }).first {
      cast("\(other) holds newer records where older ones were read")
      throw KafkaError(
        .topicInDoubt, "\(other) holds newer records where older ones were read", isRetriable: true,
        partitions: [other])
    }
    wakePipe.wake()
    try await board.reached(ends)
  }

  /// What was read may not be what is there; see ``KafkaStart/endsInDoubt``.
  private func cast(_ doubt: String) {
    board.cast(doubt)
    wakePipe.wake()
  }

  /// How far each partition has been handed out; empty until the brokers have answered for the first time.
  package func progress() -> [KafkaProgress] { board.all }

  /// Stops reading; batches not yet taken are dropped. May be called more than once, and while another task
  /// waits in `nextBatch`.
  /// - Returns: `abandoned` if librdkafka did not close within `closeTimeout`. Its thread is then left behind
  ///   and may still log; the process should end soon.
  @discardableResult
  package func stop() async -> KafkaClosing {
    inquiry.close()
    board.finish(Self.stopped)
    mailbox.finish(.stopped)
    wakePipe.wake()
    let closing = await ended.value(within: limits.closeTimeout)
    let asking = await inquiry.ended.value(within: limits.closeTimeout)
    return closing == .closed && asking == .closed ? .closed : .abandoned
  }

  private static let stopped = KafkaError(.stopped, "the reader was stopped")
}

/// How the end of a client went.
package enum KafkaClosing: Sendable, Equatable {
  case closed
  /// librdkafka did not let go within the time allowed.
  case abandoned
}
