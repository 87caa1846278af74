import DarumaCore
import DarumaFeeds
package import DarumaJournal
package import DarumaKafka
import Synchronization

/// Raw records of Kafka topics, from the positions that the journal holds.
///
/// With each position it is known what the record before is known by. A reader that begins anew reads that record again and
/// compares; what is not there any more is told as lost, and read on with the earliest record that there is.
package final class KafkaSource: InputSource {
  private struct State {
    var reader: KafkaReader
    var positions: InputPositions
    /// The newest time stamp of what was read of each partition, in milliseconds.
    var newest: [KafkaTopicPartition: Int64] = [:]
    /// What had been read when it was last confirmed that all is heard. What was read since may be of another topic of the
    /// same name, and is no witness.
    var confirmed: [KafkaTopicPartition: KafkaWitness] = [:]
    /// Of partitions of which nothing had been read then: what was read first since.
    var unconfirmed: [KafkaTopicPartition: KafkaWitness] = [:]
    /// Losses that are found and not taken in yet: until they are, nothing counts as heard.
    var losses: [RecordsLost] = []
    /// Whether losses are on their way to whoever takes them in.
    var areLossesGiven = false
    /// Whether everything was read that there was at the start: a topic that is unknown then was there before.
    var hasCaughtUp = false
    var isStopped = false

    var witnesses: [KafkaTopicPartition: KafkaWitness] {
      var witnesses: [KafkaTopicPartition: KafkaWitness] = [:]
      for position in positions.all where position.nextOffset > 0 {
        let partition = KafkaTopicPartition(position.topic, position.partition)
        // Before anything was read it is the newest that the journal knows of.
        guard let newest = [newest[partition], position.mark?.at?.milliseconds].compactMap(\.self).max() else {
          continue
        }
        witnesses[partition] = KafkaWitness(next: position.nextOffset, newest: newest)
      }
      return witnesses
    }

    /// To be called with each batch.
    mutating func keepFirstWitnesses() {
      for (partition, witness) in witnesses where confirmed[partition] == nil && unconfirmed[partition] == nil {
        unconfirmed[partition] = witness
      }
    }
  }

  /// What a reader is made of.
  package struct Setting: Sendable {
    package var connection: KafkaConnection
    package var topics: [String]
    /// The one of them that holds operators' commands.
    package var control: String
    package var limits: KafkaReaderLimits
    package var onLostRecords: LossPolicy
    /// Whether a person lets the worker go on after what is lost at the start, whatever `onLostRecords` says.
    package var goesOnOnce: Bool

    package init(
      _ connection: KafkaConnection, topics: [String], control: String, limits: KafkaReaderLimits = KafkaReaderLimits(),
      onLostRecords: LossPolicy = .goOn, goesOnOnce: Bool = false
    ) {
      self.connection = connection
      self.topics = topics
      self.control = control
      self.limits = limits
      self.onLostRecords = onLostRecords
      self.goesOnOnce = goesOnOnce
    }
  }

  private let setting: Setting
  private let clock: any WorkerClock
  private let report: KafkaReporter
  private let state: Mutex<State>

  /// Between two attempts to find out what a partition holds.
  private static let pause: Duration = .seconds(1)

  /// Starts to read: each partition from its position, one without a position from its oldest record.
  ///
  /// - Parameters:
  ///   - clock: dates records that bear no time stamp.
  ///   - doubt: called, on the reader's own thread, when all brokers seem to be out of reach.
  package init(
    _ setting: Setting, positions: InputPositions, clock: any WorkerClock, report: @escaping KafkaReporter,
    doubt: @escaping @Sendable () -> Void
  ) throws(KafkaError) {
    self.setting = setting
    self.clock = clock
    let report: KafkaReporter = { told in
      report(told)
      if told.error?.libraryName == KafkaError.allBrokersDown { doubt() }
    }
    self.report = report
    var begun = State(reader: try Self.reader(setting, positions, report), positions: positions)
    begun.confirmed = begun.witnesses
    state = Mutex(begun)
  }

  package func next() async throws -> IncomingBatch? {
    state.withLock { state in
      // Whoever comes back has taken them in.
      if state.areLossesGiven { state.losses = [] }
      state.areLossesGiven = false
    }
    while true {
      let reader = state.withLock(\.reader)
      switch await Self.read(reader) {
      case .success(nil): return nil
      case .success(let batch?): return incoming(batch)
      case .failure(let error):
        guard canGoOn(after: error) else { throw error }
        report(KafkaReport(.warning, label: error.code.rawValue, error.message))
        await reader.stop()
        let losses = try await losses(error.missingOffsets)
        if losses.isEmpty, error.code == .unknownTopic { try await RealTime.pass(Self.pause) }
        guard try begin(after: losses) else { return nil }
        if !losses.isEmpty { return IncomingBatch(lost: losses, records: []) }
      }
    }
  }

  private static func read(_ reader: KafkaReader) async -> Result<KafkaBatch?, KafkaError> {
    do throws(KafkaError) { return .success(try await reader.nextBatch()) } catch { return .failure(error) }
  }

  private func incoming(_ batch: KafkaBatch) -> IncomingBatch {
    let now = clock.now
    let records = batch.map { IncomingRecord($0, $0.topic == setting.control ? .control : .events, now) }
    state.withLock { state in
      state.hasCaughtUp = state.hasCaughtUp || batch.isCaughtUp
      for position in records.compactMap(\.position) { state.positions.advance(to: position) }
      for record in batch {
        guard let time = record.timestampMilliseconds else { continue }
        let partition = KafkaTopicPartition(record.topic, record.partition)
        if state.newest[partition].map({ $0 < time }) ?? true { state.newest[partition] = time }
      }
      state.keepFirstWitnesses()
    }
    return IncomingBatch(records: records)
  }

  /// A topic that is gone while the worker runs is waited for: whoever makes it anew does so in two steps.
  private func canGoOn(after error: KafkaError) -> Bool {
    switch error.code {
    case .topicInDoubt: true
    case .offsetMissing, .unknownPartition: !error.missingOffsets.isEmpty
    case .unknownTopic: state.withLock(\.hasCaughtUp)
    default: false
    }
  }

  /// A new reader, from where the last one was. False once the source was stopped.
  private func begin(after losses: [RecordsLost]) throws -> Bool {
    if !losses.isEmpty, setting.onLostRecords == .stop, !setting.goesOnOnce || state.withLock(\.hasCaughtUp) {
      throw LostRecords(losses: losses)
    }
    var positions = state.withLock(\.positions)
    for lost in losses { positions.advance(to: InputPosition(lost)) }
    let renewed = losses.map { KafkaTopicPartition($0.topic, $0.partition) }
    let reader = try Self.reader(setting, positions, report)
    let isBegun = state.withLock { state in
      guard !state.isStopped else { return false }
      state.reader = reader
      state.positions = positions
      for partition in renewed {
        state.newest[partition] = nil
        state.confirmed[partition] = nil
        state.unconfirmed[partition] = nil
      }
      state.losses += losses
      state.areLossesGiven = !losses.isEmpty
      return true
    }
    return isBegun
  }

  private func losses(_ missing: [KafkaMissingOffset]) async throws -> [RecordsLost] {
    let admin = KafkaAdmin(setting.connection, report: report)
    let marks = Dictionary(
      state.withLock(\.positions).all.map { (KafkaTopicPartition($0.topic, $0.partition), $0.mark) },
      uniquingKeysWith: { $1 })
    var losses: [RecordsLost] = []
    for missing in missing {
      let lastReadAt = (marks[missing.partition] ?? nil)?.at
      let available = try await available(missing, admin)
      losses.append(
        RecordsLost(
          missing, available, lastReadAt: lastReadAt,
          restIsOlder: try await restIsOlder(missing, available, than: lastReadAt, admin)))
    }
    return losses
  }

  /// Asks until the brokers answer.
  private func available(_ missing: KafkaMissingOffset, _ admin: KafkaAdmin) async throws -> KafkaOffsetRange {
    if missing.kind == .noPartition { return KafkaOffsetRange(low: 0, end: 0) }
    if let available = missing.available { return available }
    while true {
      do throws(KafkaError) {
        let ranges = try await admin.offsetRanges(of: [missing.partition.topic])
        // A partition that is gone meanwhile is found so by the next reader.
        return ranges[missing.partition] ?? KafkaOffsetRange(low: 0, end: 0)
      } catch {
        guard error.isRetriable || error.code == .unknownTopic else { throw error }
        report(KafkaReport(.warning, label: error.code.rawValue, error.message, error: error))
        try await RealTime.pass(Self.pause)
      }
    }
  }

  /// Nil where it can't be known.
  private func restIsOlder(
    _ missing: KafkaMissingOffset, _ available: KafkaOffsetRange, than lastReadAt: Instant?, _ admin: KafkaAdmin
  ) async throws -> Bool? {
    guard let lastReadAt, missing.kind != .noPartition, available.low < available.end else { return nil }
    do {
      let found = try await admin.firstOffsets(since: [missing.partition: lastReadAt.milliseconds])
      return (found[missing.partition] ?? nil).map { $0 > available.low } ?? true
    } catch {
      // It is only what people are told beside; that records are lost is known.
      report(KafkaReport(.warning, label: error.code.rawValue, error.message, error: error))
      return nil
    }
  }

  private static func reader(
    _ setting: Setting, _ positions: InputPositions, _ report: @escaping KafkaReporter
  ) throws(KafkaError) -> KafkaReader {
    var offsets: [KafkaTopicPartition: Int64] = [:]
    var marks: [KafkaTopicPartition: KafkaMark] = [:]
    for position in positions.all {
      let partition = KafkaTopicPartition(position.topic, position.partition)
      offsets[partition] = position.nextOffset
      marks[partition] = position.mark.map(KafkaMark.init)
    }
    return try KafkaReader(
      setting.connection, topics: setting.topics,
      from: KafkaStart(offsets: offsets, marks: marks, endsInDoubt: true), limits: setting.limits, report: report)
  }

  package func hear() async throws {
    let (reader, witnesses, next) = try state.withLock { state in
      guard state.losses.isEmpty else { throw Self.doubt }
      return (state.reader, state.confirmed.merging(state.unconfirmed) { old, _ in old }, state.witnesses)
    }
    try await reader.hear(witnesses)
    let isOfNow = state.withLock { state in
      guard state.reader === reader, state.losses.isEmpty else { return false }
      state.confirmed = next
      state.unconfirmed = state.unconfirmed.filter { next[$0.key] == nil }
      return true
    }
    guard isOfNow else { throw Self.doubt }
  }

  private static let doubt = KafkaError(
    .topicInDoubt, "what was read was in doubt while it was asked whether all is heard")

  package func stop() async {
    let reader = state.withLock { state in
      state.isStopped = true
      return state.reader
    }
    await reader.stop()
  }
}

extension InputPosition {
  /// Where a source goes on after a loss.
  init(_ lost: RecordsLost) {
    self.init(topic: lost.topic, partition: lost.partition, nextOffset: lost.resumesAt, isReset: true)
  }
}

extension KafkaError: PartialDeafness {
  /// How many partitions are named.
  private static let mostNamed = 5

  package var deafTo: [String] {
    let more = partitions.count - Self.mostNamed
    return partitions.prefix(Self.mostNamed).map(\.description) + (more > 0 ? ["\(more) more"] : [])
  }
}

extension KafkaMark {
  fileprivate init(_ mark: InputMark) {
    self.init(timestampMilliseconds: mark.at?.milliseconds, hash: mark.hash)
  }
}

extension InputMark {
  fileprivate init(_ mark: KafkaMark) {
    self.init(at: mark.timestampMilliseconds.map { Instant(milliseconds: $0) }, hash: mark.hash)
  }
}

extension IncomingRecord {
  fileprivate init(_ record: KafkaRecord, _ road: RawRecord.Road, _ now: Instant) {
    self.init(
      raw: RawRecord(
        value: record.value ?? [], key: record.key.map(Array.init),
        headers: record.headers.map { ($0.name, $0.value ?? []) },
        origin: .record(topic: record.topic, partition: record.partition, offset: record.offset),
        receivedAt: record.timestampMilliseconds.map { Instant(milliseconds: $0) } ?? now, road: road),
      position: InputPosition(
        topic: record.topic, partition: record.partition, nextOffset: record.offset + 1, mark: InputMark(record.mark)))
  }
}
