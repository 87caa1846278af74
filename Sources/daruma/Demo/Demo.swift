import DarumaAWS
import DarumaCatalog
import DarumaCore
import DarumaCrypto
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import DarumaSimulation
import Foundation
import Logging

/// Puts the demonstration together from the real parts: the embedded broker, the worker, the AWS client; and plays the
/// reference night against them. Only the cloud is simulated, and the clock is fast.
struct Demo {
  /// Approves without asking.
  var approves: Bool
  /// The folder for journal and reports; nil: a temporary one, deleted at the end.
  var keep: String?
  var speed: Int64
  /// Tells the story on standard error.
  var isQuiet: Bool

  /// Longest real time that the story may take, beside what the person takes to answer.
  static let longestStory: Duration = .seconds(120)

  /// - Returns: The report of the failover.
  /// - Throws: ``CommandFailure`` where it came to no end in time, and what the parts throw.
  func run() async throws -> Report {
    let folder = try DemoFolder(keep: keep)
    defer { folder.removeIfTemporary() }
    let night = ReferenceNight(day: Self.today)
    let clock = FastClock(startingAt: night.start, factor: speed)
    let host = CloudHost(SampleEstate.kaigo(now: night.start.milliseconds))
    let face = AWSFace(host, now: { clock.now.milliseconds })
    let story = DemoStory(night: night, terminal: isQuiet ? .errors : .output)
    story.begin()
    var logger = Logger(label: "daruma.demo") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .critical
    let server = AWSFaceServer(face, logger: logger)
    return try await server.whileServing { [self, logger] url in
      let parts = DemoParts(url: url, night: night, clock: clock, host: host, story: story, logger: logger)
      return try await play(parts, in: folder)
    }
  }

  /// Midnight UTC of today.
  private static var today: Instant {
    let now = SystemClock().now.milliseconds
    return Instant(milliseconds: now - now % 86_400_000)
  }

  private func play(_ parts: DemoParts, in folder: DemoFolder) async throws -> Report {
    let broker = try EmbeddedBroker(report: parts.logger.kafkaReporter)
    let topics = DaemonConfiguration.TopicNames.defaults
    for topic in topics.inputs + [topics.deadLetter] { try broker.createTopic(topic, partitions: 1) }
    let kafka = try KafkaConnection(bootstrapServers: broker.bootstrapServers)
    let writer = try KafkaWriter(kafka, report: parts.logger.kafkaReporter)
    let deadLetters = try KafkaDeadLetters(
      kafka, topic: topics.deadLetter, report: parts.logger.kafkaReporter)
    let journal = try await SQLiteJournal.open(at: folder.journal, worker: "demo", since: parts.clock.now)
    let aws = try RealCloud(
      environment: parts.environment, home: "us-west-2", logger: parts.logger, now: { SystemClock().now })
    let result: Result<Report, any Error>
    do {
      let control = DemoControl(writer: writer, topic: topics.control, clock: parts.clock)
      let worker = try await worker(parts, folder, journal, aws, deadLetters, kafka, topics)
      result = .success(try await follow(worker, parts, control, writer, topics))
    } catch {
      result = .failure(error)
    }
    await writer.close()
    await deadLetters.close()
    await aws.shutdown()
    try await journal.close()
    await broker.stop()
    let report = try result.get()
    parts.story.end(report, folder)
    return report
  }

  private func worker(
    _ parts: DemoParts, _ folder: DemoFolder, _ journal: SQLiteJournal, _ aws: RealCloud,
    _ deadLetters: KafkaDeadLetters, _ kafka: KafkaConnection, _ topics: DaemonConfiguration.TopicNames
  ) async throws -> Worker {
    let rebuild = try await Rebuild<State>.run(journal.log, snapshots: journal.snapshots)
    var limits = KafkaReaderLimits()
    // The embedded broker does not wake a waiting fetch, and here a second is minutes.
    limits.fetchWait = .milliseconds(20)
    let reports = ReportObserver(folder: ReportFolder(path: folder.reports)) { _, _ in }
    let report = parts.logger.kafkaReporter
    return Worker(
      parts: WorkerParts(
        clock: parts.clock, cloud: aws.cloud, deadLetters: deadLetters,
        observer: ObserverList([reports, parts.story]),
        openSource: { [limits, clock = parts.clock] in
          try KafkaSource(
            KafkaSource.Setting(kafka, topics: topics.inputs, control: topics.control, limits: limits),
            positions: $0, clock: clock, report: report, doubt: $1)
        }),
      settings: WorkerSettings(
        name: "demo", applications: [try parts.application()], pace: EffectPace(poll: .seconds(10))),
      rebuild: rebuild, log: journal.log, snapshotStore: journal.snapshots)
  }

  /// Runs worker, night and approval side by side until the execution has ended.
  private func follow(
    _ worker: Worker, _ parts: DemoParts, _ control: DemoControl, _ writer: KafkaWriter,
    _ topics: DaemonConfiguration.TopicNames
  ) async throws -> Report {
    try await withThrowingTaskGroup(of: Report?.self) { group in
      group.addTask {
        _ = try await worker.run()
        return nil
      }
      group.addTask {
        try await DemoNight(parts: parts, writer: writer, topics: topics).play()
        return nil
      }
      group.addTask { [approves] in
        for await moment in parts.story.moments {
          switch moment {
          case .approvalAsked(let approval):
            try await DemoApproval(approves: approves, parts: parts, control: control).answer(approval)
          case .ended(let report): return report
          }
        }
        return nil
      }
      group.addTask {
        // Real time: a story that hangs must not hang the terminal.
        try await DemoPatience(story: parts.story).wait(Self.longestStory)
        throw CommandFailure("the demonstration came to no end within \(Self.longestStory); please report it")
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let report = result { return report }
      }
      throw CommandFailure("the demonstration ended without a report; please report it")
    }
  }
}
