import AsyncAlgorithms
import DarumaAWS
import DarumaCore
import DarumaJournal
import Synchronization

@testable import DarumaRuntime

/// The real worker, led step by step: what it takes in and when is the test's choice, and nothing else moves. It has no
/// executor; the test asks in its place.
struct SteppedWorker {
  /// What one step committed, and the state before it.
  struct Step {
    var before: State
    var after: State
    var events: [Event]
    var records: [[UInt8]]
  }

  private final class Watch: WorkerObserver {
    let events = Mutex<[Event]>([])

    func committed(_ commit: Commit, state: State) { events.withLock { $0 += commit.events } }
    func claimed(number: Int64, positions: InputPositions) {}
    func decided(_ decision: Decision) {}
    func noted(_ note: EffectNote) {}
    func claimsAnew(_ reason: JournalError) {}
    func snapshotFailed(_ reason: JournalError) {}
  }

  /// Gives nothing and answers nothing by itself.
  private struct StillSource: InputSource {
    func next() async throws -> IncomingBatch? { nil }
    func hear() async throws {
      for await _ in AsyncStream<Never>.makeStream().stream {}
      throw CancellationError()
    }
    func stop() async {}
  }

  private struct NoCloud: Cloud {
    func observe(_ effect: Effect) async throws(CloudFault) -> Observation { .inProgress("nobody looks") }
    func act(_ effect: Effect) async throws(CloudFault) -> Acted { .started }
  }

  let worker: Worker
  private let log: MemoryLog
  private let watch: Watch
  /// The records of the topic that are taken in.
  private(set) var position: Int

  /// A worker on a journal that ends with `records`.
  init(
    on records: [[UInt8]], _ catalog: DeclaredCatalog, clock: ManualClock, eventsPerCommit: Int,
    heads: HeadKeeping? = nil
  ) async throws {
    log = MemoryLog()
    let producer = log.producer("worker")
    try await producer.append(records)
    var limits = JournalLimits()
    limits.eventsPerCommit = eventsPerCommit
    let rebuild = try await Rebuild<State>.run(producer, snapshots: MemorySnapshots(), limits: limits)
    position = Int(rebuild.fold.positions.nextOffset(topic: Outside.topicName, partition: 0) ?? 0)
    watch = Watch()
    worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: NoCloud(), deadLetters: Letters(), observer: watch, heads: heads,
        openSource: { _, _ in StillSource() }),
      settings: WorkerSettings(name: "worker", catalog: catalog, acts: false),
      rebuild: rebuild, log: producer, snapshotStore: MemorySnapshots(), limits: limits)
  }

  func open() async throws -> Step {
    try await step { worker in
      try await worker.claim()
      try await worker.open()
    }
  }

  /// The next `count` records.
  mutating func read(_ count: Int, of topic: [IncomingRecord]) async throws -> Step {
    let input = batch(count, of: topic)
    position = min(position + count, topic.count)
    return try await take(input)
  }

  func batch(_ count: Int, of topic: [IncomingRecord]) -> WorkerInput {
    .batch(IncomingBatch(records: Array(topic[position...].prefix(count))))
  }

  func take(_ input: WorkerInput) async throws -> Step { try await step { try await $0.take(input) } }

  /// Asks as the executor does; with what led to the answer.
  func ask(_ effect: Effect) async throws -> (answer: Sending.Answer, step: Step)? {
    guard await worker.delay(of: effect) == nil else { return nil }
    let asked = Mutex<Result<Step, any Error>?>(nil)
    let answer = await SendQuestion.ask(effect) { question in
      do {
        let step = try await take(.sendAsked(question))
        asked.withLock { $0 = .success(step) }
      } catch {
        asked.withLock { $0 = .failure(error) }
        question.answer(SendQuestion.unanswered)
      }
    }
    // The answer comes in the midst of the step; what belongs to it is done when the worker is free again.
    while true {
      if let result = asked.withLock(\.self) { return (answer, try result.get()) }
      await Task.yield()
    }
  }

  func close() async { await worker.close() }

  private func step(_ body: (Worker) async throws -> Void) async throws -> Step {
    let before = await worker.state
    let length = log.records.count
    watch.events.withLock { $0 = [] }
    try await body(worker)
    return Step(
      before: before, after: await worker.state, events: watch.events.withLock(\.self),
      records: Array(log.records.dropFirst(length)))
  }
}
