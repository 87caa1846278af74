/// Writes records so that each is stored once, in order, by all in-sync replicas (idempotent, `acks=all`).
///
/// A thread of its own hands records to librdkafka and serves the delivery reports. What may be in flight is
/// bounded by `KafkaWriterLimits`; further sends wait.
package final class KafkaWriter: Sendable {
  private let limits: KafkaWriterLimits
  private let desk: WriterDesk
  let ended = Eventual<KafkaClosing>()

  /// Returns without having spoken to a broker.
  /// - Throws: `invalidConfiguration`, `unsafeLibrary`, `limitExceeded`.
  package init(
    _ connection: KafkaConnection, limits: KafkaWriterLimits = KafkaWriterLimits(),
    report: @escaping KafkaReporter
  ) throws(KafkaError) {
    try limits.validate()
    self.limits = limits
    let wakePipe = try WakePipe()
    desk = WriterDesk(limits, wakePipe)
    let thread = Handover(try WriterThread(connection, wakePipe, limits, desk, report))
    let ended = ended
    try NamedThread.start("kafka-writer") {
      thread.take()?.run()
    } released: {
      ended.resolve(.closed)
    }
  }

  deinit {
    desk.beginClosing()
  }

  /// Writes records and waits until every one is acknowledged.
  ///
  /// Records of one send to one partition are stored in the order given, and so are successive sends of one
  /// task. Once librdkafka has the records, cancelling the task changes nothing: the answer comes within
  /// `deliveryTimeout`.
  /// - Returns: for each record, by its index, where it is stored.
  /// - Throws: `KafkaSendError`, which names the records that failed, why, and whether they may have been
  ///   written all the same. With `isFatal` this writer can write no more: close it and make a new one.
  @discardableResult
  package func send(_ records: [KafkaOutgoing]) async throws(KafkaSendError) -> [KafkaAcknowledgement] {
    guard !records.isEmpty else { return [] }
    return try await desk.send(records).get()
  }

  /// Takes no further sends, lets those under way finish for `closeTimeout`, then gives them up. May be
  /// called more than once.
  /// - Returns: `abandoned` if librdkafka did not let go in time. Its thread is then left behind and may
  ///   still log; the process should end soon.
  @discardableResult
  package func close() async -> KafkaClosing {
    desk.beginClosing()
    return await ended.value(within: limits.closeTimeout + WriterThread.releaseTimeout) ?? .abandoned
  }
}
