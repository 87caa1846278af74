import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Logging
import Synchronization

/// A worker's run over one session, from an empty journal to the end of its input.
enum Run {
  /// What is written of a byte that came in, at the most.
  private static let growth = 10
  /// What is written of a record however short it is: why it was refused, or what a decision of the application says of
  /// each of its resources.
  private static let bytesPerRecord = 4 * 1024

  static func check(_ session: Session) async {
    do {
      let written = try await run(session) - (try await writtenAnyway())
      let most = growth * session.bytes + bytesPerRecord * session.steps.count
      guard written <= most else {
        stop("\(session.bytes) bytes in \(session.steps.count) records made the worker write \(written), of \(most)")
      }
    } catch {
      stop("the worker ended: \(error)")
    }
  }

  /// What a worker writes that takes nothing in: it is measured once.
  private static func writtenAnyway() async throws -> Int {
    if let known = anyway.withLock(\.self) { return known }
    let written = try await run(Session([]))
    anyway.withLock { $0 = written }
    return written
  }

  private static let anyway = Mutex<Int?>(nil)

  /// - Returns: Bytes that came into the journal, the dead letters and the log.
  private static func run(_ session: Session) async throws -> Int {
    let log = MemoryLog()
    let producer = log.producer("worker")
    let letters = CountedLetters()
    let text = CountedText()
    let source = SessionSource(session)
    let declared = DeclaredApplication(application: FuzzedApplication.application, digest: "fuzzed")
    let worker = Worker(
      parts: WorkerParts(
        clock: source, cloud: NoCloud(), deadLetters: letters,
        observer: LogObserver(Logger(label: "fuzz") { _ in text }), openSource: { _, _ in source }),
      settings: WorkerSettings(name: "worker", applications: [declared], acts: false, exitsAtEnd: true),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let state = try await worker.run()
    try await checkReplay(log, ended: state, records: session.steps.count)
    return log.records.reduce(0) { $0 + $1.count } + letters.bytes + text.bytes
  }

  /// The journal leads to the state that the worker had, and to the end of the records.
  private static func checkReplay(_ log: MemoryLog, ended state: State, records: Int) async throws {
    let fold = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold
    guard try StateDigest.of(fold.state) == StateDigest.of(state) else {
      stop("the journal leads to another state than the worker had")
    }
    let next = fold.positions.nextOffset(topic: SessionSource.topic, partition: 0) ?? 0
    guard next == Int64(records) || records == 0 else {
      stop("\(records) records came in, and the journal holds the position \(next)")
    }
  }
}

/// Nothing is acted on.
private struct NoCloud: Cloud {
  func observe(_ effect: Effect) async throws(CloudFault) -> Observation { stop("asked about \(effect.id)") }
  func act(_ effect: Effect) async throws(CloudFault) -> Acted { stop("asked for \(effect.id)") }
}
