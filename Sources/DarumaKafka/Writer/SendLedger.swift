/// Every `send` from its call to its answer. Values only: it neither locks nor talks to librdkafka. Methods
/// return the answers that have become due, to be given once the lock is released.
///
///     state      | input          | then
///     waiting    | room appears   | admitted
///     waiting    | cancel, end    | answered: nothing was written
///     admitted   | takeAdmitted   | produced
///     admitted   | cancel, end    | answered: nothing was written
///     produced   | last settle    | answered
///     produced   | cancel, end    | stays: librdkafka will settle each record
///     produced   | abandon        | answered: may be written
struct SendLedger {
  typealias Outcome = Result<[KafkaAcknowledgement], KafkaSendError>
  typealias Reply = @Sendable (Outcome) -> Void

  struct Answer {
    let reply: Reply
    let outcome: Outcome

    func give() { reply(outcome) }
  }

  struct Send {
    let id: UInt64
    let records: [KafkaOutgoing]
    let bytes: Int
    let reply: Reply
  }

  /// What became of one record.
  enum Settlement {
    /// `appendedAt`: as ``KafkaAcknowledgement/appendedAtMilliseconds``.
    case acknowledged(KafkaTopicPartition, offset: Int64, appendedAt: Int64? = nil)
    case failed(KafkaError, mayBeWritten: Bool)
  }

  private struct Produced {
    let sizes: [Int]
    let reply: Reply
    var acknowledged: [KafkaAcknowledgement] = []
    var failures: [KafkaSendFailure] = []

    var isComplete: Bool { acknowledged.count + failures.count == sizes.count }

    /// Returns the record's size.
    mutating func settle(_ index: Int, _ settlement: Settlement) -> Int {
      switch settlement {
      case .acknowledged(let partition, let offset, let appendedAt):
        acknowledged.append(
          KafkaAcknowledgement(
            index: index, partition: partition, offset: offset, appendedAtMilliseconds: appendedAt))
      case .failed(let error, let mayBeWritten):
        failures.append(KafkaSendFailure(index: index, error: error, mayBeWritten: mayBeWritten))
      }
      return sizes[index]
    }
  }

  private let limits: KafkaWriterLimits
  private var waiting: [Send] = []
  private var admitted: [Send] = []
  private var produced: [UInt64: Produced] = [:]
  private var records = 0
  private var bytes = 0
  private var nextID: UInt64 = 0
  /// Why no further send is taken.
  private(set) var end: KafkaError?

  init(_ limits: KafkaWriterLimits) {
    self.limits = limits
  }

  /// Nothing is under way.
  var isIdle: Bool { waiting.isEmpty && admitted.isEmpty && produced.isEmpty }
  /// Records admitted and not yet settled.
  var recordsInFlight: Int { records }
  /// Their bytes.
  var bytesInFlight: Int { bytes }

  /// A name for a send that is about to be submitted.
  mutating func makeID() -> UInt64 {
    nextID += 1
    return nextID
  }

  mutating func submit(_ id: UInt64, _ records: [KafkaOutgoing], _ reply: @escaping Reply) -> [Answer] {
    if let end { return [Self.refusal(of: records.count, reply) { _ in end }] }
    let bytes = records.reduce(0) { $0 + $1.wireBytes }
    if let error = refusal(of: records, bytes) {
      return [Self.refusal(of: records.count, reply, error)]
    }
    waiting.append(Send(id: id, records: records, bytes: bytes, reply: reply))
    admitWhatFits()
    if waiting.count > limits.sendsWaiting {
      let last = waiting.removeLast()
      return [
        Self.refusal(of: last.records.count, last.reply) { _ in
          KafkaError(
            .limitExceeded, "\(limits.sendsWaiting) sends wait already (sendsWaiting)", isRetriable: true)
        }
      ]
    }
    return []
  }

  /// The sends that librdkafka gets now.
  mutating func takeAdmitted() -> [Send] {
    defer { admitted.removeAll(keepingCapacity: true) }
    for send in admitted {
      produced[send.id] = Produced(sizes: send.records.map(\.wireBytes), reply: send.reply)
    }
    return admitted
  }

  /// Takes note of what became of one record; the answer is due with the last record of a send.
  mutating func settle(_ token: Token, _ settlement: Settlement) -> Answer? {
    // A send that was abandoned has been answered already.
    guard let size = produced[token.send]?.settle(token.index, settlement) else { return nil }
    records -= 1
    bytes -= size
    admitWhatFits()
    guard let send = produced[token.send], send.isComplete else { return nil }
    produced[token.send] = nil
    return Self.answer(send)
  }

  /// Withdraws a send, if librdkafka doesn't have it yet.
  mutating func cancel(_ id: UInt64) -> Answer? {
    guard let send = withdraw(id) else { return nil }
    admitWhatFits()
    return Self.refusal(of: send.records.count, send.reply) { _ in
      KafkaError(.cancelled, "the send was withdrawn before anything was written")
    }
  }

  /// Takes no further send. With `dropping`, those that librdkafka doesn't have yet are answered, too.
  mutating func end(_ error: KafkaError, dropping: Bool) -> [Answer] {
    // A broken writer is worse news than a closed one.
    if end == nil || error.isFatal { end = error }
    guard dropping else { return [] }
    let dropped = waiting + admitted
    for send in admitted {
      records -= send.records.count
      bytes -= send.bytes
    }
    waiting = []
    admitted = []
    return dropped.map { send in Self.refusal(of: send.records.count, send.reply) { _ in error } }
  }

  /// Gives up on what librdkafka has not settled.
  mutating func abandon(_ error: KafkaError) -> [Answer] {
    let answers = end(error, dropping: true)
    let open = produced.sorted { $0.key < $1.key }.map(\.value)
    produced = [:]
    records = 0
    bytes = 0
    return answers
      + open.map { send in
        var send = send
        let settled = Set(send.acknowledged.map(\.index) + send.failures.map(\.index))
        for index in send.sizes.indices where !settled.contains(index) {
          send.failures.append(KafkaSendFailure(index: index, error: error, mayBeWritten: true))
        }
        return Self.answer(send)
      }
  }
}

extension SendLedger {
  private mutating func admitWhatFits() {
    var count = 0
    for send in waiting {
      guard records + send.records.count <= limits.recordsInFlight, bytes + send.bytes <= limits.bytesInFlight
      else { break }
      records += send.records.count
      bytes += send.bytes
      admitted.append(send)
      count += 1
    }
    waiting.removeFirst(count)
  }

  private mutating func withdraw(_ id: UInt64) -> Send? {
    if let index = waiting.firstIndex(where: { $0.id == id }) { return waiting.remove(at: index) }
    guard let index = admitted.firstIndex(where: { $0.id == id }) else { return nil }
    let send = admitted.remove(at: index)
    records -= send.records.count
    bytes -= send.bytes
    return send
  }

  /// Why these records can't be sent at all, record by record; nil if they can.
  private func refusal(of records: [KafkaOutgoing], _ bytes: Int) -> ((Int) -> KafkaError)? {
    if let large = records.firstIndex(where: { $0.wireBytes > limits.recordBytes }) {
      return { index in
        let size = records[index].wireBytes
        let what =
          size > limits.recordBytes
          ? "the record has \(size) bytes, the limit recordBytes is \(limits.recordBytes)"
          : "nothing was sent, because record \(large) of the same send is too large"
        return KafkaError(.messageTooLarge, what, topic: records[index].topic)
      }
    }
    guard records.count > limits.recordsInFlight || bytes > limits.bytesInFlight else { return nil }
    return { _ in
      KafkaError(
        .limitExceeded,
        "one send of \(records.count) records and \(bytes) bytes is more than may be in flight "
          + "(recordsInFlight \(limits.recordsInFlight), bytesInFlight \(limits.bytesInFlight))")
    }
  }

  private static func refusal(of count: Int, _ reply: @escaping Reply, _ error: (Int) -> KafkaError) -> Answer {
    let failures = (0..<count).map { KafkaSendFailure(index: $0, error: error($0), mayBeWritten: false) }
    return Answer(reply: reply, outcome: .failure(KafkaSendError(failures: failures)))
  }

  private static func answer(_ send: Produced) -> Answer {
    let acknowledged = send.acknowledged.sorted { $0.index < $1.index }
    guard !send.failures.isEmpty else { return Answer(reply: send.reply, outcome: .success(acknowledged)) }
    let failures = send.failures.sorted { $0.index < $1.index }
    return Answer(
      reply: send.reply,
      outcome: .failure(KafkaSendError(failures: failures, acknowledged: acknowledged)))
  }
}
