import DarumaAWS
import DarumaCatalog
import DarumaCore
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging
import ServiceLifecycle

/// The worker with everything around it: journal, inputs, dead letters, reports, log. What `daruma run` runs.
struct Daemon {
  var configuration: DaemonConfiguration
  /// A file of raw records, or `-`; nil: Kafka.
  var input: String?
  var exitsAtEnd = false
  /// A person lets it go on after what was lost when it starts.
  var goesOnAfterLoss = false
  var logger: Logger

  /// Runs until it is asked to stop, or until the input ends where it should stop then.
  ///
  /// - Returns: The state as it is then.
  /// - Throws: What can't be opened, and what ends the worker; each says what can be done.
  func run() async throws -> State {
    let addresses = WebhookAddresses(
      .real(variables: ProcessInfo.processInfo.environment, now: { SystemClock().now }))
    return try await WorkerService(
      applicationsFolder: configuration.applicationsFolder, addresses: addresses, logger: logger,
      work: { try await open($0, addresses) }
    ).runInGroup()
  }

  private func open(_ place: WorkerInPlace, _ addresses: WebhookAddresses) async throws -> State {
    let clock = SystemClock(jumpLimit: configuration.clockJumpLimit)
    let folder = Result { try ApplicationFolder.read(configuration.applicationsFolder, addresses) }
    // With no journal nothing is in force, and nothing is begun.
    if !FileManager.default.fileExists(atPath: configuration.journalPath) { _ = try folder.get() }
    let kept = try await KeptJournal.open(
      at: configuration.journalPath, worker: configuration.worker, since: clock.now)
    let journal = kept.journal
    do {
      let state = try await work(kept, folder, addresses, clock, place)
      try await journal.close()
      return state
    } catch {
      // The first failure is what the operator must see; a journal that can't be closed is in the same trouble.
      do { try await journal.close() } catch { logger.error("the journal was not closed: \(error)") }
      throw error
    }
  }

  private func work(
    _ kept: KeptJournal, _ folder: Result<ApplicationFolder, any Error>, _ addresses: WebhookAddresses,
    _ clock: SystemClock, _ place: WorkerInPlace
  ) async throws -> State {
    let journal = kept.journal
    let rebuild = try await Rebuild<State>.run(journal.log, snapshots: journal.snapshots)
    for refusal in rebuild.refusals { logger.warning("\(refusal)") }
    try Task.checkCancellation()
    let catalog = try catalog(folder, rebuild.fold.state)
    let head = HeadObserver()
    let aws = try RealCloud(
      environment: ProcessInfo.processInfo.environment, addresses: addresses, logger: logger,
      journal: { head.mark }, looksEvery: configuration.planWatch?.interval ?? PlanWatchSettings.defaultInterval,
      now: { clock.now })
    let deadLetters = try deadLetterSink()
    await (deadLetters as? DeadLetterPost)?.start()
    let reports = reportObserver(rebuild.fold)
    let answers = try answerRoad()
    let waiting = WaitingObserver(journal: kept.place, now: { clock.now }) { [logger] in logger.warning("\($0)") }
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: aws.cloud, lister: configuration.reconcile == nil ? nil : aws.lister,
        plans: configuration.planWatch == nil ? nil : aws.plans, callers: aws.callers,
        deadLetters: deadLetters,
        observer: ObserverList(
          [head, LogObserver(logger), PulseObserver(journal, logger: logger), reports, waiting]
            + [answers?.observer].compactMap(\.self)),
        heads: heads(kept, rebuild.fold), claim: try claim(kept),
        openSource: try sourceOpener(clock)),
      settings: WorkerSettings(
        name: configuration.worker, catalog: catalog, pace: configuration.pace,
        reconcile: configuration.reconcile ?? ReconcileSettings(),
        planWatch: configuration.planWatch ?? PlanWatchSettings(), hearing: configuration.hearing,
        acts: !exitsAtEnd, exitsAtEnd: exitsAtEnd),
      rebuild: rebuild, log: journal.log, snapshotStore: journal.snapshots)
    let looking = Task { await lookAtTopics() }
    defer { looking.cancel() }
    place.put(worker)
    let result: Result<State, any Error>
    do { result = .success(try await worker.run()) } catch { result = .failure(error) }
    await reports.flush()
    await answers?.observer.close()
    await answers?.topic.close()
    await deadLetters.close()
    await aws.shutdown()
    return try result.get()
  }

  /// Where the journal's head is kept from now on. A journal of before has none, and tells itself whether users were moved.
  private func heads(_ kept: KeptJournal, _ fold: JournalFold<State>) -> HeadKeeping {
    if kept.head == nil, fold.arbiter.number > 0 {
      logger.notice("the journal's head is kept from now on", metadata: ["path": "\(kept.place.head)"])
    }
    if let acceptance = kept.acceptance {
      logger.warning("\(acceptance.by) goes on with this journal: \(acceptance.reason)")
    }
    let hasMoved = fold.state.applications.values.contains { $0.placement != PlacementMachine() }
    return HeadKeeping(
      keeper: kept.file, journal: kept.sweep.journal, moved: kept.head?.moved ?? (hasMoved ? fold.arbiter.number : 0),
      acceptance: kept.acceptance, acceptanceJournaled: { try kept.noteAcceptanceJournaled() })
  }

  /// Nil where a file is read: nobody else can.
  private func claim(_ kept: KeptJournal) throws -> (any WorkerClaim)? {
    guard input == nil, let kafka = configuration.kafka else { return nil }
    let acceptance = try Acceptance.read(kept.place)
    let setting = TopicClaim.Setting(
      topic: configuration.topics.workers, worker: configuration.worker, expiry: configuration.claimExpiry,
      over: acceptance?.over ?? [], acceptedAt: acceptance?.at)
    return TopicClaim(kafka, setting, report: logger.kafkaReporter) { known in
      if let head = kept.head, head.records == known.records { return head.head == known.head }
      return try await ChainSweep.run(kept.journal.log, asked: known.records).askedHead == known.head
    }
  }

  /// The application files. Where none of them can be read although some are in force, those stay: a slip in a file must not
  /// keep an execution that is under way from going on.
  private func catalog(_ read: Result<ApplicationFolder, any Error>, _ state: State) throws -> DeclaredCatalog {
    let folder: ApplicationFolder
    do {
      folder = try read.get()
    } catch let failure as CommandFailure where !state.declaredNames.isEmpty {
      logger.error("the application files in force stay: \(failure)")
      return DeclaredCatalog()
    }
    logger.tell(of: folder.errors)
    if folder.catalog.applications.isEmpty {
      logger.warning("no application files in \(configuration.applicationsFolder)")
    }
    return folder.catalog
  }

  private func deadLetterSink() throws -> any DeadLetterSink {
    guard input == nil, let kafka = configuration.kafka else {
      return try FileDeadLetters(path: configuration.deadLettersFile)
    }
    let (topic, path) = (configuration.topics.deadLetter, configuration.deadLettersFile)
    return try DeadLetterPost(
      path: path,
      open: { [report = logger.kafkaReporter] in try KafkaDeadLetters(kafka, topic: topic, report: report) },
      told: { [logger] in logger.tell($0, topic: topic, file: path) })
  }

  /// Warns of topics that are not set up as they should be. The worker works on meanwhile.
  private func lookAtTopics() async {
    guard input == nil, let kafka = configuration.kafka else { return }
    let admin = KafkaAdmin(kafka, report: { _ in })
    do {
      let topics = TopicCheck(names: configuration.topics, cluster: try await admin.cluster(), admin: admin)
      for finding in await topics.run() where finding.outcome != .ok {
        logger.warning("\(finding.check): \(finding.message)", metadata: ["remedy": "\(finding.remedy ?? "")"])
      }
    } catch {
      logger.info("the topics were not looked at: \(error)")
    }
  }

  /// Nil where commands come from a file: who wrote it reads the journal.
  private func answerRoad() throws -> (topic: KafkaAnswers, observer: AnswerObserver)? {
    guard input == nil, let kafka = configuration.kafka else { return nil }
    let topic = try KafkaAnswers(kafka, topic: configuration.topics.answers, report: logger.kafkaReporter)
    let observer = AnswerObserver(worker: configuration.worker, send: { try await topic.send($0) }) {
      [logger] answer, error in
      logger.warning(
        "nobody was told what became of command \(answer.id) (\(answer.outcome.rawValue)): \(error)",
        metadata: ["application": "\(answer.application)"])
    }
    return (topic, observer)
  }

  private func reportObserver(_ fold: JournalFold<State>) -> ReportObserver {
    var running: [ExecutionID: ApplicationName] = [:]
    for application in fold.state.applications.values {
      if let execution = application.runningExecution { running[execution.id] = application.name }
    }
    return ReportObserver(
      folder: ReportFolder(path: configuration.reportsFolder), version: Version.text, running: running,
      earlier: running.isEmpty ? nil : earlier(upTo: fold.arbiter.number)
    ) { [logger] result, execution in
      switch result {
      case .success(let path): logger.notice("report written", metadata: ["path": "\(path)"])
      case .failure(let error): logger.error("the report of \(execution) was not written: \(error)")
      }
    }
  }

  /// Reads beside the worker, which does not wait for it: a report is written when an execution ends.
  private func earlier(upTo number: Int64) -> ReportObserver.Earlier {
    Task { [path = configuration.journalPath] in
      var entries = ExecutionEntries()
      try await JournalReading.open(path).commits { if $0.number <= number { entries.takeOpen($0) } }
      return entries
    }
  }

  private func sourceOpener(_ clock: SystemClock) throws
    -> @Sendable (InputPositions, @escaping @Sendable () -> Void) throws -> any InputSource
  {
    if let input {
      return { [logger] positions, _ in
        try LineSource(path: input, positions: positions, clock: clock) { logger.warning("\($0)") }
      }
    }
    guard let kafka = configuration.kafka else {
      throw CommandFailure(
        "there is no input: name the brokers in kafka.bootstrapServers, or give a file with --input")
    }
    let report = logger.kafkaReporter
    var limits = KafkaReaderLimits()
    limits.partitionSilence = .milliseconds(configuration.hearing.limit.milliseconds)
    let setting = KafkaSource.Setting(
      kafka, topics: configuration.topics.inputs, control: configuration.topics.control, limits: limits,
      onLostRecords: configuration.onLostRecords, goesOnOnce: goesOnAfterLoss)
    return { try KafkaSource(setting, positions: $0, clock: clock, report: report, doubt: $1) }
  }
}

extension Logger {
  /// Tells of application files with errors. Whatever of theirs is in force stays so.
  func tell(of errors: [Diagnostic]) {
    for error in errors { self.error("not put in force: \(error)") }
  }

  /// Sends Kafka's own reports to this log.
  var kafkaReporter: KafkaReporter {
    { [self] report in
      let level: Logger.Level =
        switch report.severity {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
      log(level: level, "\(report.message)", metadata: ["kafka": "\(report.label)"])
    }
  }
}
