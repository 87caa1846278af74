import Synchronization

/// A log in memory that does on demand what a broker does by accident: it loses, delays and doubles records, and
/// reorders those of different producers. Each producer's own records keep their order.
///
/// It knows no time: a reader that finds nothing has waited as soon as `whenWaiting` was called, which may land what
/// was held.
package final class MemoryLog: RecordSource {
  /// What becomes of an append. It is answered as done in every case: a producer can't tell.
  package enum Landing: Sendable {
    case lands
    /// Until ``land(_:count:)``. What the same producer appends after it is held as well.
    case isHeld
    case isLost
    case landsTwice
  }

  private struct Contents {
    var records: [[UInt8]] = []
    var held: [(producer: String, record: [UInt8])] = []
    var failure: LogError?
  }

  package let partition: Int32
  package let traits = LogTraits(offsetsAreGapless: true, appendsCanBeLost: true)
  private let contents = Mutex(Contents())
  private let landing: @Sendable (_ producer: String, _ record: [UInt8]) -> Landing
  private let whenWaiting: @Sendable (MemoryLog) -> Void

  package init(
    partition: Int32 = 0,
    landing: @escaping @Sendable (_ producer: String, _ record: [UInt8]) -> Landing = { _, _ in .lands },
    whenWaiting: @escaping @Sendable (MemoryLog) -> Void = { _ in }
  ) {
    self.partition = partition
    self.landing = landing
    self.whenWaiting = whenWaiting
  }

  package func producer(_ name: String) -> Producer { Producer(name: name, log: self) }

  /// Lets up to `count` held records of `producer` land, in order.
  package func land(_ producer: String, count: Int = .max) {
    contents.withLock { contents in
      for _ in 0..<count {
        guard let next = contents.held.firstIndex(where: { $0.producer == producer }) else { return }
        contents.records.append(contents.held.remove(at: next).record)
      }
    }
  }

  /// Loses every held record of `producer`.
  package func loseHeld(_ producer: String) {
    contents.withLock { $0.held.removeAll { $0.producer == producer } }
  }

  /// Every append from now on fails with `error`; nil: no longer.
  package func fail(with error: LogError?) {
    contents.withLock { $0.failure = error }
  }

  package var records: [[UInt8]] { contents.withLock { $0.records } }

  package func read(
    from offset: Int64, limit: Int, wait: Duration
  ) async throws(LogError) -> [LogRecord] {
    let found = readable(from: offset, limit: limit)
    guard found.isEmpty, wait > .zero else { return found }
    whenWaiting(self)
    return readable(from: offset, limit: limit)
  }

  package func end(within limit: Duration) async throws(LogError) -> Int64 {
    contents.withLock { Int64($0.records.count) }
  }

  private func readable(from offset: Int64, limit: Int) -> [LogRecord] {
    contents.withLock { contents in
      let start = min(max(0, Int(offset)), contents.records.count)
      return contents.records[start...].prefix(limit).enumerated().map { index, bytes in
        LogRecord(offset: Int64(start + index), bytes: bytes, storedHash: nil)
      }
    }
  }

  fileprivate func append(_ records: [[UInt8]], by producer: String) throws(LogError) {
    let failure = contents.withLock { contents -> LogError? in
      if let failure = contents.failure { return failure }
      for record in records { place(record, by: producer, in: &contents) }
      return nil
    }
    if let failure { throw failure }
  }

  private func place(_ record: [UInt8], by producer: String, in contents: inout Contents) {
    let isBehindHeld = contents.held.contains { $0.producer == producer }
    switch landing(producer, record) {
    case .isLost: return
    case .isHeld: contents.held.append((producer, record))
    case .lands where isBehindHeld: contents.held.append((producer, record))
    case .landsTwice where isBehindHeld: contents.held += [(producer, record), (producer, record)]
    case .lands: contents.records.append(record)
    case .landsTwice: contents.records += [record, record]
    }
  }

  /// One worker's connection to the log.
  package struct Producer: CommitLog {
    package let name: String
    package let log: MemoryLog

    package var partition: Int32 { log.partition }
    package var traits: LogTraits { log.traits }

    package func append(_ records: [[UInt8]]) async throws(LogError) { try log.append(records, by: name) }

    package func read(
      from offset: Int64, limit: Int, wait: Duration
    ) async throws(LogError) -> [LogRecord] {
      try await log.read(from: offset, limit: limit, wait: wait)
    }

    package func end(within limit: Duration) async throws(LogError) -> Int64 {
      try await log.end(within: limit)
    }
  }
}
