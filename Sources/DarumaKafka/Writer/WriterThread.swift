import CRdKafka

/// What runs on the writer's own thread, which alone uses the C handles. It never awaits.
final class WriterThread {
  /// How long librdkafka may take to give back the records that were purged on closing.
  private static let purgeTimeout: Duration = .seconds(1)
  /// How long purging and the destruction of the client may take together.
  static let releaseTimeout: Duration = .seconds(5)

  private let client: Client
  private let mainQueue: Queue
  private let wakePipe: WakePipe
  private let limits: KafkaWriterLimits
  private let desk: WriterDesk
  private let report: KafkaReporter
  private let clock = ContinuousClock()
  private var topics: [String: Topic] = [:]
  private var fatalError: KafkaError?

  init(
    _ connection: KafkaConnection, _ wakePipe: WakePipe, _ limits: KafkaWriterLimits, _ desk: WriterDesk,
    _ report: @escaping KafkaReporter
  ) throws(KafkaError) {
    client = try Client(connection, .writer(limits), wakePipe)
    mainQueue = try Queue.main(of: client)
    mainQueue.wakePipeWhenFilled()
    self.wakePipe = wakePipe
    self.limits = limits
    self.desk = desk
    self.report = report
  }

  /// Writes until it is told to close; returns once every send has its answer.
  func run() {
    while !desk.isClosing {
      work()
      wakePipe.wait(atMost: limits.tick)
    }
    finish(until: clock.now + limits.closeTimeout)
    if !desk.isIdle {
      rd_kafka_purge(client.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
      finish(until: clock.now + Self.purgeTimeout)
    }
    desk.abandon(KafkaError(.stopped, "the writer was closed before the brokers answered"))
  }

  private func finish(until end: ContinuousClock.Instant) {
    work()
    while !desk.isIdle, clock.now < end {
      wakePipe.wait(atMost: min(limits.tick, end - clock.now))
      work()
    }
  }

  /// Ends only when nothing is admitted: a delivery report may make room for the next send, and nobody
  /// wakes this thread for that.
  private func work() {
    while true {
      serveEvents()
      let sends = desk.takeAdmitted()
      guard !sends.isEmpty else { return }
      for send in sends { produce(send) }
    }
  }

  private func produce(_ send: SendLedger.Send) {
    var refused: [(token: Token, settlement: SendLedger.Settlement)] = []
    for (index, record) in send.records.enumerated() {
      let token = Token(send: send.id, index: index)
      do throws(KafkaError) {
        try produce(record, token)
      } catch {
        refused.append((token, .failed(error, mayBeWritten: false)))
      }
    }
    desk.settle(refused)
  }

  private func produce(_ record: KafkaOutgoing, _ token: Token) throws(KafkaError) {
    let topic = try topic(record.topic)
    let headers = try OutgoingHeaders.make(record.headers)
    let headersPointer = headers.pointer
    let code = record.key.withOptionalBytes { key, keyCount in
      record.value.withOptionalBytes { value, valueCount in
        daruma_rd_kafka_produce(
          client.pointer, topic.pointer, record.partition ?? -1, value, valueCount, key, keyCount,
          headersPointer, record.timestampMilliseconds ?? 0, token.opaque)
      }
    }
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      if code == RD_KAFKA_RESP_ERR__FATAL, let fatal = client.fatalError { throw fatal }
      throw ErrorGate.error(code, "writing", topic: record.topic, partition: record.partition)
    }
    headers.giveUpOwnership()
  }

  private func topic(_ name: String) throws(KafkaError) -> Topic {
    if let topic = topics[name] { return topic }
    let topic = try Topic(client, name)
    topics[name] = topic
    return topic
  }

  private func serveEvents() {
    while let event = mainQueue.nextEvent() {
      if event.kind == RD_KAFKA_EVENT_DR {
        settleDelivered(event)
        continue
      }
      if event.kind == RD_KAFKA_EVENT_ERROR, let error = event.error("writing"), error.isFatal {
        fatalError = client.fatalError ?? error
        desk.breakDown(fatalError ?? error)
      }
      if let report = event.report { self.report(report) }
    }
  }

  private func settleDelivered(_ event: borrowing Event) {
    var settlements: [(token: Token, settlement: SendLedger.Settlement)] = []
    event.forEachMessage { message in
      guard let token = Token(opaque: message.pointee._private) else { return }
      settlements.append((token, settlement(of: message)))
    }
    desk.settle(settlements)
  }

  private func settlement(of message: UnsafePointer<rd_kafka_message_t>) -> SendLedger.Settlement {
    let record = message.pointee
    let topic = rd_kafka_topic_name(record.rkt).map { String(cString: $0) } ?? ""
    guard record.err != RD_KAFKA_RESP_ERR_NO_ERROR else {
      var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
      let timestamp = rd_kafka_message_timestamp(message, &kind)
      return .acknowledged(
        KafkaTopicPartition(topic, record.partition), offset: record.offset,
        appendedAt: kind == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME && timestamp >= 0 ? timestamp : nil)
    }
    let error = ErrorGate.error(record.err, "writing", topic: topic, partition: record.partition)
    let mayBeWritten = rd_kafka_message_status(message) != RD_KAFKA_MSG_STATUS_NOT_PERSISTED
    // A fatal error purges the queue; to the sender the cause matters, not the purge.
    let cause = error.code == .stopped ? fatalError ?? client.fatalError ?? error : error
    return .failed(cause, mayBeWritten: mayBeWritten)
  }
}

extension [UInt8]? {
  /// Null means "none" to librdkafka, while an array without elements may have no address of its own: it
  /// gets one, so that an empty key or value stays what it is.
  fileprivate func withOptionalBytes<Result>(_ body: (UnsafeRawPointer?, Int) -> Result) -> Result {
    guard let self else { return body(nil, 0) }
    return self.withUnsafeBytes { bytes in
      if let address = bytes.baseAddress { return body(address, bytes.count) }
      return withUnsafeBytes(of: 0 as UInt8) { body($0.baseAddress, 0) }
    }
  }
}
