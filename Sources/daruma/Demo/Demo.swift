import DarumaCore
import DarumaCrypto
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import DarumaSimulation
import Foundation
import Logging
import UnixSignals

/// Puts the demonstration together from the real parts: the embedded broker, the worker as a process of its own, the AWS
/// client; and plays the reference night against them. Only the cloud is simulated, and the clock is fast.
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
  /// How long what is still on its way at the end (notices) may take.
  private static let lastNotices: Duration = .seconds(5)
  private static let tick: Duration = .milliseconds(250)

  /// - Returns: The report of the failover.
  /// - Throws: ``CommandFailure`` where it came to no end in time, `CancellationError` after Ctrl-C, or where the
  ///   terminal is closed, and what the parts throw.
  func run() async throws -> Report {
    // Before anything is made that would be left behind. The system would end us at once, by the default.
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    return try await withThrowingTaskGroup(of: Report?.self) { group in
      group.addTask { try await tell() }
      group.addTask {
        for await _ in signals { throw CancellationError() }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let report = result { return report }
      }
      throw CancellationError()
    }
  }

  private func tell() async throws -> Report {
    try Task.checkCancellation()
    let folder = try DemoFolder(keep: keep)
    defer { folder.removeIfTemporary() }
    let night = ReferenceNight.next(after: SystemClock().now)
    let clock = FastClock(startingAt: night.start, factor: speed)
    let host = CloudHost(SampleEstate.kaigo(now: night.start.milliseconds, recoveryBalancer: .showsMaintenance))
    host.withCloud { $0.faults.add(DemoPowerCut.lateAnswer) }
    let keys = AccessKeys([DemoParts.accessKey: DemoParts.secretKey], now: { SystemClock().now })
    let face = AWSFace(host, now: { clock.now.milliseconds }, check: keys.check)
    var logger = Logger(label: "daruma.demo") { LineLogHandler(label: $0, writer: LogWriter()) }
    logger.logLevel = .critical
    let server = AWSFaceServer(face, logger: logger)
    return try await server.whileServing { [self, logger] url in
      let application = try DemoParts.application(url).application
      let story = DemoStory(
        terminal: isQuiet ? .errors : .output, times: LocalTimes(application), names: DemoNames(url))
      story.begin(at: clock.now)
      return try await play(Stage(url: url, night: night, clock: clock, host: host, story: story), in: folder, logger)
    }
  }

  private struct Stage: Sendable {
    let url: String
    let night: ReferenceNight
    let clock: FastClock
    let host: CloudHost
    let story: DemoStory
  }

  private func play(_ stage: Stage, in folder: DemoFolder, _ logger: Logger) async throws -> Report {
    let broker = try EmbeddedBroker(report: logger.kafkaReporter)
    let topics = DaemonConfiguration.TopicNames.defaults
    for topic in topics.inputs + [topics.deadLetter] { try broker.createTopic(topic, partitions: 1) }
    let writer = try KafkaWriter(
      try KafkaConnection(bootstrapServers: broker.bootstrapServers), report: logger.kafkaReporter)
    // Made here, so that it is there to be read; then it is the worker's.
    try await SQLiteJournal.open(at: folder.journal, worker: "demo", since: stage.clock.now).close()
    let workers = DemoWorkers(
      [
        "--folder", folder.path, "--broker", broker.bootstrapServers.joined(separator: ","), "--cloud", stage.url,
      ], clock: stage.clock, story: stage.story)
    let parts = DemoParts(
      night: stage.night, clock: stage.clock, host: stage.host, story: stage.story, workers: workers)
    let result: Result<Report, any Error>
    do {
      try await workers.start()
      result = .success(try await follow(parts, writer, topics, folder))
    } catch {
      result = .failure(error)
    }
    await workers.stop()
    await writer.close()
    await broker.stop()
    let report = try result.get()
    // Where they are kept, the report is: as the worker writes it.
    if !folder.isTemporary { try ReportFolder(path: folder.reports).write(report) }
    parts.story.end(
      DemoEnding(report: report, folder: folder, host: parts.host, names: parts.story.names))
    return report
  }

  /// Runs night, approval and power cut side by side until the execution has ended.
  private func follow(
    _ parts: DemoParts, _ writer: KafkaWriter, _ topics: DaemonConfiguration.TopicNames, _ folder: DemoFolder
  ) async throws -> Report {
    try await withThrowingTaskGroup(of: Report?.self) { group in
      group.addTask {
        try await DemoJournal(path: folder.journal, story: parts.story).follow()
        return nil
      }
      group.addTask {
        try await parts.workers.watch()
        return nil
      }
      group.addTask {
        try await DemoNight(parts: parts, writer: writer, topics: topics).play()
        return nil
      }
      group.addTask {
        try await DemoPowerCut(parts: parts).play()
        return nil
      }
      group.addTask { [approves] in
        let control = DemoControl(writer: writer, topic: topics.control, clock: parts.clock)
        for await moment in parts.story.moments {
          switch moment {
          case .approvalAsked(let approval):
            try await DemoApproval(approves: approves, parts: parts, control: control).answer(approval)
          case .ended(let report):
            try await Self.waitForNotices(folder)
            return report
          }
        }
        return nil
      }
      group.addTask {
        try await Self.wait(Self.longestStory, beside: parts.story)
        throw CommandFailure("the demonstration came to no end within \(Self.longestStory); please report it")
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let report = result { return report }
      }
      throw CommandFailure("the demonstration ended without a report; please report it")
    }
  }

  /// Real time: a story that hangs must not hang the terminal. The person's time does not count.
  private static func wait(_ limit: Duration, beside story: DemoStory) async throws {
    var left = limit
    while left > .zero {
      try await RealTime.pass(tick)
      if !story.isAsking { left -= tick }
    }
  }

  /// People are told how it ended before the worker goes home.
  private static func waitForNotices(_ folder: DemoFolder) async throws {
    let deadline = ContinuousClock.now + lastNotices
    let reading = try await JournalReading.open(folder.journal)
    while ContinuousClock.now < deadline {
      if try await reading.latest().state.openEffects.isEmpty { return }
      try await RealTime.pass(tick)
    }
  }
}
