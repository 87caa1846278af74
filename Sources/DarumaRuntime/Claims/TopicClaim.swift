package import DarumaCore
import DarumaCrypto
package import DarumaJournal
package import DarumaKafka

/// The claim of one worker in the topic of workers.
package actor TopicClaim: WorkerClaim {
  /// How the worker that claims is known, and what a person has said.
  package struct Setting: Sendable {
    package var topic: String
    package var worker: String
    package var expiry: Span
    /// A person's word: journals whose place it takes, and when that was said. What the topic says of before does not count.
    package var over: [RecordHash]
    package var acceptedAt: Instant?
    /// For how long what was confirmed need not be confirmed again: time is asked about more often than that.
    package var freshness: Duration

    package init(
      topic: String, worker: String, expiry: Span, over: [RecordHash] = [], acceptedAt: Instant? = nil,
      freshness: Duration = .seconds(1)
    ) {
      self.freshness = freshness
      self.topic = topic
      self.worker = worker
      self.expiry = expiry
      self.over = over
      self.acceptedAt = acceptedAt
    }
  }

  /// How long writing and reading back may take.
  package static let patience: Duration = .seconds(10)
  package static let usualExpiry = Span.seconds(60)

  private let connection: KafkaConnection
  private let setting: Setting
  private let report: KafkaReporter
  /// Whether the journal goes through a head of before.
  private let goesThrough: @Sendable (OutsideHead) async throws -> Bool
  private let instance = RandomID.hex()
  private var over: [RecordHash]
  private var book: ClaimBook
  private var writer: KafkaWriter?
  private var reader: KafkaReader?
  /// Up to where the topic is read.
  private var next: Int64 = 0
  /// What was said last, and where; nil while nothing is claimed, or the connection was lost since.
  private var own: WorkerRecord?
  private var lastSaid: (record: WorkerRecord, offset: Int64)?
  /// The offset of the own claim.
  private var epoch: Int64 = 0
  private var lost: ClaimRefusal?
  private var confirming: Task<Void, any Error>?
  /// The question that was answered last was asked then.
  private var confirmedAt: ContinuousClock.Instant?

  package init(
    _ connection: KafkaConnection, _ setting: Setting, report: @escaping KafkaReporter,
    goesThrough: @escaping @Sendable (OutsideHead) async throws -> Bool
  ) {
    self.connection = connection
    self.setting = setting
    self.report = report
    self.goesThrough = goesThrough
    over = setting.over
    book = ClaimBook(expiry: setting.expiry)
  }

  package func confirm(journal: RecordHash, head: OutsideHead) async throws {
    if let lost { throw lost }
    // Whoever asks meanwhile gets the same answer.
    if let confirming { return try await confirming.value }
    let task = Task { try await confirmNow(journal, head) }
    confirming = task
    defer { confirming = nil }
    try await task.value
  }

  private func confirmNow(_ journal: RecordHash, _ head: OutsideHead) async throws {
    if let own {
      if let confirmedAt, ContinuousClock.now - confirmedAt < setting.freshness { return }
      do { return try await goOn(own, head) } catch {
        await end(by: error)
        throw error
      }
    }
    guard try await exists() else {
      if !hasToldMissing {
        report(
          KafkaReport(
            .warning, label: "workers-topic-missing",
            "there is no topic \(setting.topic): nobody notices a second worker, and the journal's head is kept beside it "
              + "only; make it with: daruma topics create"))
      }
      hasToldMissing = true
      return
    }
    do {
      try await open()
      try await claim(journal, head)
    } catch {
      await end(by: error)
      throw error
    }
  }

  /// After a fault all is asked anew; a refusal stays.
  private func end(by error: any Error) async {
    if let refusal = error as? ClaimRefusal { lost = refusal }
    confirmedAt = nil
    await close()
  }

  private var hasToldMissing = false

  private func exists() async throws -> Bool {
    try await KafkaAdmin(connection, timeout: Self.patience, report: report).cluster().topics
      .contains { $0.name == setting.topic }
  }

  /// What the topic says; nil where there is none.
  package static func book(
    _ connection: KafkaConnection, topic: String, expiry: Span, report: @escaping KafkaReporter
  ) async throws -> ClaimBook? {
    let claim = TopicClaim(
      connection, Setting(topic: topic, worker: "", expiry: expiry), report: report, goesThrough: { _ in true })
    return try await claim.look()
  }

  private func look() async throws -> ClaimBook? {
    guard try await exists() else { return nil }
    let result: Result<Void, any Error>
    do { result = .success(try await open()) } catch { result = .failure(error) }
    await close()
    try result.get()
    return book
  }

  /// Reads everything that was said so far.
  private func open() async throws {
    var limits = KafkaWriterLimits()
    limits.deliveryTimeout = Self.patience
    writer = try KafkaWriter(connection, limits: limits, report: report)
    let reader = try KafkaReader(connection, topics: [setting.topic], report: report)
    self.reader = reader
    book = ClaimBook(expiry: setting.expiry)
    next = 0
    while let batch = try await Self.batch(reader) {
      for said in take(batch) {
        // Whatever came while nothing was heard.
        if let lastSaid { try refuse(lastSaid.record, by: said) }
        book.take(said)
      }
      if batch.isCaughtUp { return }
    }
  }

  private func claim(_ journal: RecordHash, _ head: OutsideHead) async throws {
    // A place that was taken stays so.
    let earlier = book.newest[journal]?.record.over ?? []
    over = Array(Set(setting.over + earlier)).sorted { $0.rawValue < $1.rawValue }
    let claim = WorkerRecord(
      .claim, worker: setting.worker, journal: journal, instance: instance, over: over, head: head)
    // Before anything is written: the head of before must not be replaced by one that is behind it.
    if let before = book.newest[journal], !isAccepted(before.record.head) { try await hold(head, against: before) }
    if let other = book.forgotten(by: claim), !isAccepted(other.record.head) { throw ClaimRefusal.forgotten(other) }
    let offset = try await write(claim)
    epoch = offset
    for said in try await read(through: offset) {
      if said.epoch == offset, let holder = book.holder(against: claim, at: said.at) {
        own = claim
        await release(head: head)
        throw ClaimRefusal.taken(holder, expiry: setting.expiry)
      }
      // What comes behind the own claim is judged by those who sent it, and here when it is confirmed.
      book.take(said)
    }
    own = claim
  }

  private func isAccepted(_ head: OutsideHead) -> Bool { setting.acceptedAt.map { head.at <= $0 } ?? false }

  private func hold(_ head: OutsideHead, against before: ClaimBook.Entry) async throws {
    let known = before.record.head
    // One's own claim in the journal is written already; what counts are the commits.
    guard known.number <= head.number, known.records <= head.records else {
      throw ClaimRefusal.behind(before, number: head.number)
    }
    guard try await goesThrough(known) else { throw ClaimRefusal.otherHead(before) }
  }

  private func goOn(_ claim: WorkerRecord, _ head: OutsideHead) async throws {
    let askedAt = ContinuousClock.now
    let record = WorkerRecord(
      .working, worker: claim.worker, journal: claim.journal, instance: instance, epoch: epoch, over: over, head: head)
    let offset = try await write(record)
    for said in try await read(through: offset) {
      try refuse(record, by: said)
      book.take(said)
    }
    own = record
    confirmedAt = askedAt
  }

  private func refuse(_ own: WorkerRecord, by said: ClaimBook.Entry) throws {
    guard book.isEnded(own, claimedAt: epoch, by: said) else { return }
    throw ClaimRefusal.lost(said)
  }

  package func release(head: OutsideHead) async {
    // Also where the worker was cancelled: nobody waits for it then.
    await Task { await releaseNow(head) }.value
  }

  private func releaseNow(_ head: OutsideHead) async {
    if let own {
      let record = WorkerRecord(
        .released, worker: own.worker, journal: own.journal, instance: instance, epoch: epoch, over: over, head: head)
      // Whoever comes next waits for it to expire, no more.
      do { _ = try await write(record) } catch {
        report(KafkaReport(.warning, label: "claim-not-released", "\(error)"))
      }
    }
    await close()
  }

  private func close() async {
    await reader?.stop()
    await writer?.close()
    (reader, writer, own) = (nil, nil, nil)
  }

  /// - Returns: Its offset.
  private func write(_ record: WorkerRecord) async throws -> Int64 {
    guard let writer else { throw KafkaError(.stopped, "the claim was let go") }
    let sent = try await writer.send([
      KafkaOutgoing(
        topic: setting.topic, partition: 0, key: Array(record.journal.rawValue.utf8),
        value: try CanonicalJSON.encode(record))
    ])
    let offset = sent.first?.offset ?? 0
    lastSaid = (record, offset)
    return offset
  }

  /// What came up to `offset`, the record there included.
  private func read(through offset: Int64) async throws -> [ClaimBook.Entry] {
    guard let reader else { throw KafkaError(.stopped, "the claim was let go") }
    var found: [ClaimBook.Entry] = []
    while next <= offset {
      guard let batch = try await Self.batch(reader) else { throw KafkaError(.stopped, "the claim was let go") }
      found += take(batch)
    }
    return found
  }

  /// What can't be read is passed over: it is of no worker.
  private func take(_ batch: KafkaBatch) -> [ClaimBook.Entry] {
    batch.compactMap { record in
      next = record.offset + 1
      guard let value = record.value, let said = try? CanonicalJSON.decode(WorkerRecord.self, from: Array(value))
      else { return nil }
      return ClaimBook.Entry(
        said, offset: record.offset, at: Instant(milliseconds: record.timestampMilliseconds ?? 0))
    }
  }

  private static func batch(_ reader: KafkaReader) async throws -> KafkaBatch? {
    try await withThrowingTaskGroup(of: KafkaBatch?.self) { group in
      group.addTask { try await reader.nextBatch() }
      group.addTask {
        try await RealTime.pass(patience)
        throw KafkaError(.timedOut, "the topic of workers says nothing for \(patience)", isRetriable: true)
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}
