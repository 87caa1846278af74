import ArgumentParser
import DarumaCore
import DarumaCrypto
import DarumaKafka
import DarumaRuntime
import Logging

/// Sends operators' commands as records of the control topic, and waits for what becomes of them.
struct ControlTopic {
  /// How long the brokers may take to answer before that is told.
  private static let patience: Duration = .seconds(5)
  /// How long the record itself may take.
  private static let deliveryTimeout: Duration = .seconds(15)

  private let kafka: KafkaConnection
  private let topics: DaemonConfiguration.TopicNames
  /// Where the answer stands too, if it is at hand.
  private let journal: String
  private let logger: Logger

  /// Sends `command` and says what became of it: accepted (0), rejected with the reason (1), or that nobody answered (2).
  ///
  /// - Throws: ``CommandFailure`` where it could not be sent, or nobody answered; the exit status where it was rejected.
  static func send(_ command: CommandGiven, _ setUp: SetUpOptions, _ sender: SenderOptions) async throws {
    let configuration = try await setUp.read()
    guard let kafka = configuration.kafka else {
      throw CommandFailure("commands go through Kafka: name the brokers in kafka.bootstrapServers (--config)")
    }
    let now = SystemClock().now
    var command = command
    command.validUntil = try sender.validity().map { now + $0 }
    let record = CommandRecord(id: RandomID.hex(), at: now, command: command)
    try record.checkedMembers()
    try await NameAdvice.check(command, journal: configuration.journalPath)
    let key = try sender.key.map(OperatorKeyFile.read)
    var logger = Logger(label: "daruma.control") { LineLogHandler(label: $0, writer: LogWriter()) }
    logger.logLevel = .critical
    let control = ControlTopic(
      kafka: kafka, topics: configuration.topics, journal: configuration.journalPath, logger: logger)
    try await control.send(record, try record.bytes(signedWith: key), wait: try sender.patience(), json: sender.json)
  }

  private func send(_ record: CommandRecord, _ bytes: [UInt8], wait: Span?, json: Bool) async throws {
    let starts = try await answersEnd()
    let waiting = try wait.flatMap { wait in
      try starts.map { starts in
        (try AnswerWait(kafka, topic: topics.answers, from: starts, report: logger.kafkaReporter), wait)
      }
    }
    let journal = wait == nil ? nil : await JournalAnswers.open(journal)
    try await write(record, bytes)
    let told = Told(
      record, isDeaf: wait != nil && starts == nil && journal == nil, answersTopic: topics.answers)
    guard let wait, waiting != nil || journal != nil else { return try told.sent(json: json) }
    if !json, Terminal.errors.isTerminal { Terminal.errors.line("sent; waiting for the worker's answer ...") }
    let result = await Result { try await Self.answer(to: record.id, waiting?.0, journal, within: wait) }
    await waiting?.0.close()
    try told.answered(try result.get(), after: wait, json: json)
  }

  /// What comes first: from the topic of answers, or from the journal. What keeps one of them from being read is told only
  /// where the other has no answer either.
  private static func answer(
    to id: String, _ topic: AnswerWait?, _ journal: JournalAnswers?, within span: Span
  ) async throws -> CommandAnswer? {
    try await withThrowingTaskGroup(of: Result<CommandAnswer?, any Error>.self) { group in
      if let topic { group.addTask { await Result { try await topic.answer(to: id, within: span) } } }
      if let journal { group.addTask { await Result { try await journal.answer(to: id, within: span) } } }
      defer { group.cancelAll() }
      var fault: (any Error)?
      for try await result in group {
        switch result {
        case .success(let answer?): return answer
        case .success(nil): continue
        case .failure(let error): fault = error
        }
      }
      if let fault { throw fault }
      return nil
    }
  }

  /// Where the topic of answers ends now; nil where there is no such topic. Brokers that are away are told within seconds.
  private func answersEnd() async throws -> [KafkaTopicPartition: Int64]? {
    let admin = KafkaAdmin(kafka, timeout: Self.patience, report: logger.kafkaReporter)
    do {
      return try await admin.offsetRanges(of: [topics.answers]).mapValues(\.end)
    } catch {
      guard error.code == .unknownTopic else {
        throw CommandFailure("nothing was sent: the brokers do not answer: \(error)")
      }
      return nil
    }
  }

  private func write(_ record: CommandRecord, _ bytes: [UInt8]) async throws {
    var limits = KafkaWriterLimits()
    limits.deliveryTimeout = Self.deliveryTimeout
    let writer = try KafkaWriter(kafka, limits: limits, report: logger.kafkaReporter)
    let result = await Result {
      try await writer.send([
        KafkaOutgoing(topic: topics.control, key: Array(record.command.application.rawValue.utf8), value: bytes)
      ])
    }
    await writer.close()
    do { _ = try result.get() } catch {
      throw CommandFailure(
        "\(topics.control) did not take the command within \(Self.deliveryTimeout.components.seconds) s: \(error); "
          + "it may have been written all the same, and counts until \(record.lastValid)")
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

extension CommandRecord {
  /// Until when it counts.
  var lastValid: Instant { min(at + CommandValidity.longest, command.validUntil ?? at + CommandValidity.longest) }
}

/// What the sender is told.
private struct Told {
  private let record: CommandRecord
  private let isDeaf: Bool
  private let answersTopic: String

  init(_ record: CommandRecord, isDeaf: Bool, answersTopic: String) {
    self.record = record
    self.isDeaf = isDeaf
    self.answersTopic = answersTopic
  }

  private var subject: String { "\(record.command.command.rawValue) for \(record.command.application)" }

  func sent(json: Bool) throws {
    let deaf =
      isDeaf
      ? "what becomes of it can't be heard: there is no topic \(answersTopic); make it with `daruma topics create`, or see "
        + "`daruma explain \(record.command.application)`" : nil
    if json {
      try JSONOutput.line(Line(record, "sent", deaf))
    } else {
      Terminal.output.line("sent: \(subject), command id \(record.id)")
    }
    if let deaf { throw CommandFailure(deaf, isToldInJSON: json) }
  }

  func answered(_ answer: CommandAnswer?, after span: Span, json: Bool) throws {
    guard let answer else {
      let words =
        "nobody answered within \(span): is the worker running? \(subject) was sent; a worker that reads it still carries it "
        + "out if it is of now (it counts until \(record.lastValid)). See `daruma explain \(record.command.application)`"
      if json { try JSONOutput.line(Line(record, "unanswered", words)) }
      throw CommandFailure(words, isToldInJSON: json)
    }
    if json {
      try JSONOutput.line(answer)
    } else {
      switch answer.outcome {
      case .accepted:
        Terminal.output.line(Terminal.output.styled("accepted", .green) + ": \(subject), by worker \(answer.worker)")
      case .rejected:
        Terminal.errors.line(
          Terminal.errors.styled("rejected", .red) + ": \(subject): \(answer.reason ?? "no reason was given")")
      }
    }
    if answer.outcome == .rejected { throw ExitStatus.finding }
  }

  private struct Line: Encodable {
    var id: String
    var outcome: String
    /// Why the answer is not known; missing where it was not waited for.
    var error: RefusalDocument.Reason?

    init(_ record: CommandRecord, _ outcome: String, _ failure: String?) {
      id = record.id
      self.outcome = outcome
      error = failure.map { RefusalDocument(code: RefusalDocument.failed, message: $0).error }
    }
  }
}
