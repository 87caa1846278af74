/// What runs on the reader's own thread, which alone uses the C handles. It never awaits.
final class ReaderThread {
  private let mainQueue: Queue
  private let wakePipe: WakePipe
  private let assignment: Assignment
  private let drain: BatchDrain
  private let start: KafkaStart
  private let limits: KafkaReaderLimits
  private let mailbox: BatchMailbox
  private let board: ProgressBoard
  private let report: KafkaReporter

  private let clock = ContinuousClock()
  private var nextRefresh: ContinuousClock.Instant
  private var nextTick: ContinuousClock.Instant
  private var topicMissingSince: ContinuousClock.Instant?
  private var fatalError: KafkaError?
  /// Why what was read may not be what is there.
  private var doubt: String?

  init(
    _ connection: KafkaConnection, _ wakePipe: WakePipe, topics: [String], _ start: KafkaStart,
    _ limits: KafkaReaderLimits, _ mailbox: BatchMailbox, _ board: ProgressBoard,
    _ report: @escaping KafkaReporter
  ) throws(KafkaError) {
    let client = try Client(connection, .reader(limits), wakePipe)
    mainQueue = try Queue.main(of: client)
    let records = try Queue(client)
    mainQueue.wakePipeWhenFilled()
    records.wakePipeWhenFilled()
    assignment = try Assignment(client, records, topics: topics, limits)
    drain = BatchDrain(records, PartitionTable(topics: topics), limits, report)
    self.wakePipe = wakePipe
    self.start = start
    self.limits = limits
    self.mailbox = mailbox
    self.board = board
    self.report = report
    nextRefresh = clock.now
    nextTick = clock.now
  }

  /// Reads until it is stopped or can't go on; returns once librdkafka has let go of everything.
  func run() {
    do throws(KafkaError) {
      if let plan = try findPartitions() {
        // What came before is compared now.
        doubt = nil
        _ = board.takeDoubt()
        try assignment.begin(plan, &drain.table, board)
        try read()
      }
    } catch {
      let ending = completed(error).ending
      board.finish(ending)
      mailbox.finish(.failed(ending))
    }
    for error in assignment.stop() { report(KafkaReport(.warning, error)) }
    drain.releaseMessages()
    serveEvents()
  }

  /// Asks until the brokers answer; nil if the reader was stopped before.
  private func findPartitions() throws(KafkaError) -> Assignment.Plan? {
    while !mailbox.isFinished {
      do throws(KafkaError) {
        let plan = try assignment.plan(from: start)
        topicMissingSince = nil
        nextRefresh = clock.now + limits.metadataRefresh
        return plan
      } catch {
        guard error.isRetriable || isWithinGrace(error) else { throw error }
        serveEvents()
        report(KafkaReport(.warning, error))
      }
      pause(limits.retryPause)
    }
    return nil
  }

  private func read() throws(KafkaError) {
    while !mailbox.isFinished {
      serveEvents()
      if let fatalError { throw fatalError }
      try refreshIfDue()
      doubt = doubt ?? board.takeDoubt()
      if let doubt, start.endsInDoubt { throw KafkaError(.topicInDoubt, doubt) }
      tickIfDue()
      if mailbox.hasRoom, let batch = try drain.nextBatch() {
        board.willPut(batch.positions)
        mailbox.put(batch)
      } else {
        wakePipe.wait(atMost: limits.tick)
      }
    }
  }

  private func serveEvents() {
    while let event = mainQueue.nextEvent() {
      guard let report = event.report else { continue }
      if let error = report.error, error.isFatal { fatalError = error }
      if report.error?.libraryName == KafkaError.allBrokersDown { doubt = "no broker was there for a while" }
      self.report(report)
    }
  }

  private func refreshIfDue() throws(KafkaError) {
    if board.takeLack() { nextRefresh = min(nextRefresh, clock.now) }
    if drain.doubtsTopics {
      drain.clearDoubts()
      doubtTopics()
      nextRefresh = min(nextRefresh, clock.now)
    }
    guard clock.now >= nextRefresh else { return }
    do throws(KafkaError) {
      for partition in try assignment.pickUpLed(from: start, &drain.table, board) {
        report(KafkaReport(.info, label: "partition-led", "\(partition) has a leader now and is read"))
      }
      for partition in try assignment.pickUpNew(&drain.table, board) {
        report(
          KafkaReport(.info, label: "partition-found", "\(partition) is new and read from its beginning"))
      }
      topicMissingSince = nil
      nextRefresh = clock.now + limits.metadataRefresh
    } catch {
      guard error.isRetriable || isWithinGrace(error) else { throw error }
      if error.code == .unknownTopic { doubtTopics() }
      report(KafkaReport(.warning, error))
      nextRefresh = clock.now + limits.retryPause
    }
  }

  private func doubtTopics() { doubt = doubt ?? "a topic was unknown for a while" }

  private func tickIfDue() {
    guard clock.now >= nextTick else { return }
    nextTick = clock.now + limits.tick
    board.raise(assignment.highWatermarks())
    if !mailbox.hasRoom { board.isHeldBack() }
    board.giveUpSilent(after: limits.partitionSilence)
    // With nothing on its way, a position that moved without a record can be told at once.
    if mailbox.isEmpty { board.movedQuietly(drain.takeQuietMoves()) }
  }

  private func isWithinGrace(_ error: KafkaError) -> Bool {
    guard error.code == .unknownTopic else { return false }
    let since = topicMissingSince ?? clock.now
    topicMissingSince = since
    return clock.now - since < limits.unknownTopicGrace
  }

  private func pause(_ length: Duration) {
    let end = clock.now + length
    while !mailbox.isFinished, clock.now < end {
      wakePipe.wait(atMost: min(limits.tick, end - clock.now))
      serveEvents()
    }
  }

  /// A missing offset is told together with what the partition still holds.
  private func completed(_ error: KafkaError) -> KafkaError {
    guard error.missingOffsets.contains(where: { $0.available == nil && $0.kind != .noPartition }) else { return error }
    return KafkaMissingOffset.error(
      error.missingOffsets.map { missing in
        KafkaMissingOffset(
          partition: missing.partition, wanted: missing.wanted, kind: missing.kind,
          available: missing.available ?? assignment.range(of: missing.partition))
      })
  }
}
