import ArgumentParser
import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging

/// The worker of the demonstration, as a process of its own: what is killed there is killed as a power cut kills it.
///
/// Standard input tells it how fast its clock runs (a ``FastClock/Pace`` a line), and its end that it is to stop; standard
/// output gives a ``DemoNote`` a line.
struct DemoWorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-worker", abstract: "The worker of `daruma demo`, which starts it.", shouldDisplay: false)

  @Option(help: "Where journal and reports are.") var folder: String
  @Option(help: "The embedded broker.") var broker: String
  @Option(help: "The simulated cloud.") var cloud: String

  func run() async throws {
    try await reportingFailures {
      let paces = Self.paces()
      guard let pace = await paces.first(where: { _ in true }) else {
        throw CommandFailure("nobody says how fast the clock runs")
      }
      let clock = FastClock(pace)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await work(clock) }
        group.addTask { for await pace in paces { clock.follow(pace) } }
        // Whichever ends first: without its story there is nothing to do.
        _ = try await group.next()
        group.cancelAll()
        do { try await group.waitForAll() } catch is CancellationError {}
      }
    }
  }

  /// Reading blocks, so it is done on a thread of its own.
  private static func paces() -> AsyncStream<FastClock.Pace> {
    AsyncStream { continuation in
      let thread = Thread {
        while let line = readLine() {
          guard let pace = try? JSONDecoder().decode(FastClock.Pace.self, from: Data(line.utf8)) else { break }
          continuation.yield(pace)
        }
        continuation.finish()
      }
      thread.name = "daruma.demo.orders"
      thread.start()
    }
  }

  private func work(_ clock: FastClock) async throws {
    let place = DemoFolder(existing: folder)
    let topics = DaemonConfiguration.TopicNames.defaults
    var logger = Logger(label: "daruma.demo") { LineLogHandler(label: $0, writer: LogWriter()) }
    logger.logLevel = .critical
    let kafka = try KafkaConnection(bootstrapServers: [broker])
    let deadLetters = try KafkaDeadLetters(kafka, topic: topics.deadLetter, report: logger.kafkaReporter)
    let kept = try await KeptJournal.open(at: place.journal, worker: "demo", since: clock.now)
    let head = HeadObserver()
    let aws = try RealCloud(
      environment: DemoParts.environment(cloud), addresses: WebhookAddresses(), logger: logger,
      journal: { head.mark }, now: { SystemClock().now })
    let rebuild = try await Rebuild<State>.run(kept.journal.log, snapshots: kept.journal.snapshots)
    let worker = try worker(kept, rebuild, aws, head, deadLetters, clock, logger, topics, kafka)
    let result: Result<State, any Error>
    do { result = .success(try await worker.run()) } catch { result = .failure(error) }
    await deadLetters.close()
    await aws.shutdown()
    try await kept.journal.close()
    _ = try result.get()
  }

  private func worker(
    _ kept: KeptJournal, _ rebuild: Rebuild<State>, _ aws: RealCloud, _ head: HeadObserver,
    _ deadLetters: KafkaDeadLetters, _ clock: FastClock, _ logger: Logger, _ topics: DaemonConfiguration.TopicNames,
    _ kafka: KafkaConnection
  ) throws -> Worker {
    var limits = KafkaReaderLimits()
    // The embedded broker does not wake a waiting fetch, and here a second is minutes.
    limits.fetchWait = .milliseconds(20)
    let report = logger.kafkaReporter
    return Worker(
      parts: WorkerParts(
        clock: clock, cloud: aws.cloud, callers: aws.callers, deadLetters: deadLetters,
        observer: ObserverList([head, DemoNotes(), PulseObserver(kept.journal, logger: logger)]),
        heads: HeadKeeping(keeper: kept.file, journal: kept.sweep.journal, moved: kept.head?.moved ?? 0),
        openSource: { [limits] in
          try KafkaSource(
            KafkaSource.Setting(kafka, topics: topics.inputs, control: topics.control, limits: limits),
            positions: $0, clock: clock, report: report, doubt: $1)
        }),
      settings: WorkerSettings(
        name: "demo", applications: [try DemoParts.application(cloud)], pace: EffectPace(poll: .seconds(10))),
      rebuild: rebuild, log: kept.journal.log, snapshotStore: kept.journal.snapshots)
  }
}

/// What the worker saw on its way, and does not journal.
struct DemoNote: Codable, Sendable {
  var step: StepID
  var text: String
}

/// Gives each note as a line to whoever started the worker.
private struct DemoNotes: WorkerObserver {
  func noted(_ note: EffectNote) {
    guard let step = note.effect.step, let line = try? JSONOutput.text(DemoNote(step: step, text: note.text)) else {
      return
    }
    Terminal.output.json(line)
  }

  func claimed(number: Int64, positions: InputPositions) {}
  func decided(_ decision: Decision) {}
  func committed(_ commit: Commit, state: State) {}
  func claimsAnew(_ reason: JournalError) {}
  func snapshotFailed(_ reason: JournalError) {}
}
