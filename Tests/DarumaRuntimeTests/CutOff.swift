import DarumaCore
import DarumaFeeds
import DarumaJournal
import Synchronization
import Testing

@testable import DarumaRuntime

/// A decider on a journal in memory, and what becomes of it when it is killed between two commits.
struct CutOff {
  var limits: JournalLimits
  let now: Instant
  let decider = Decider(clockTolerance: FutureTime.tolerance)
  private(set) var records: [[UInt8]] = []

  init(limits: JournalLimits = JournalLimits(), at now: Instant) {
    self.limits = limits
    self.now = now
  }

  /// What came of one input.
  struct Taken {
    var state: State
    var decision: Decision
    var commits: [Commit]
    var records: [[UInt8]]
  }

  /// Takes `input` in, on the journal as it is after the first `length` records; nil: all.
  func take(_ input: WorkerInput, at instant: Instant? = nil, on records: [[UInt8]]? = nil) async throws -> Taken {
    try await take([input], at: instant, on: records)
  }

  private func take(_ inputs: [WorkerInput], at instant: Instant?, on records: [[UInt8]]?) async throws -> Taken {
    let log = MemoryLog()
    let producer = log.producer("worker")
    try await producer.append(records ?? self.records)
    let rebuild = try await Rebuild<State>.run(producer, snapshots: MemorySnapshots(), limits: limits)
    let ledger = Ledger(rebuild.fold, log: producer, worker: "worker", limits: limits)
    _ = try await ledger.claim(at: now)
    var taken = Taken(state: ledger.state, decision: Decision(), commits: [], records: [])
    for input in inputs {
      let (decision, packed) = try decider.decide(
        input, on: ledger, at: instant ?? now, heardUntil: instant ?? now)
      taken.decision = decision
      taken.commits += try await ledger.commit(packed)
    }
    taken.state = ledger.state
    taken.records = log.records
    return taken
  }

  /// Goes on from a journal that another worker wrote.
  mutating func take(up records: [[UInt8]]) { self.records = records }

  /// Takes `input` in for good.
  @discardableResult
  mutating func go(_ input: WorkerInput, at instant: Instant? = nil) async throws -> Taken {
    try await go([input], at: instant)
  }

  /// Journals that `effect` may be sent, as the executor's question has it.
  mutating func send(_ effect: Effect, at instant: Instant) async throws {
    let asked = Mutex<SendQuestion?>(nil)
    let answer = await SendQuestion.ask(effect) { question in
      asked.withLock { $0 = question }
      question.answer(.go)
    }
    #expect(answer == .go)
    if let question = asked.withLock(\.self) { try await go(.sendAsked(question), at: instant) }
  }

  /// The same with several, one after the other.
  @discardableResult
  mutating func go(_ inputs: [WorkerInput], at instant: Instant? = nil) async throws -> Taken {
    let taken = try await take(inputs, at: instant, on: nil)
    records = taken.records
    return taken
  }

  /// Takes `input` in; and once more for each of `cuts`, the journal cut after so many of its commits and the same input
  /// taken in again. In the end `compared` is the same.
  ///
  /// - Parameters:
  ///   - cuts: Given the number of commits; by default after each.
  ///   - compared: By default the whole state; then, too, the two together have no more events than the one.
  @discardableResult
  func check<Compared: Equatable>(
    _ input: WorkerInput, at instant: Instant? = nil, cuts: (Int) -> [Int] = { Array(1..<max($0, 1)) },
    comparing compared: (State) -> Compared = { $0 }
  ) async throws -> Taken {
    let whole = try await take(input, at: instant)
    let before = whole.records.count - whole.commits.count
    for cut in cuts(whole.commits.count) {
      let again = try await take(input, at: instant, on: Array(whole.records.prefix(before + cut)))
      #expect(compared(again.state) == compared(whole.state), "cut after \(cut) of \(whole.commits.count) commits")
      guard again.state == whole.state else { continue }
      #expect(
        again.commits.flatMap(\.events).count + whole.commits.prefix(cut).flatMap(\.events).count
          == whole.commits.flatMap(\.events).count, "only what is missing, after \(cut)")
    }
    return whole
  }
}

extension WorkerInput {
  /// One batch of records of one topic, from its beginning.
  static func records(_ texts: [String], at now: Instant, from offset: Int64 = 0) -> WorkerInput {
    .batch(
      IncomingBatch(
        records: texts.enumerated().map { index, text in
          IncomingRecord(
            raw: RawRecord(
              value: Array(text.utf8)[...],
              origin: .record(topic: "events", partition: 0, offset: offset + Int64(index)), receivedAt: now,
              road: .lines),
            position: InputPosition(topic: "events", partition: 0, nextOffset: offset + Int64(index) + 1))
        }))
  }

  static func declared(_ applications: [Application], withdrawnBy person: String? = nil) -> WorkerInput {
    .declared(
      DeclaredCatalog(
        applications.map { DeclaredApplication(application: $0, digest: "d-\($0.name)") }, othersWithdrawnBy: person))
  }
}
