import DarumaCore
import DarumaCrypto
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging

/// The dead letters that there are: of the topic, and those that are kept in the file until the topic takes them.
struct DeadLetterShelf {
  struct Entry {
    var letter: DeadLetter
    /// Whether only the file has it.
    var isKept: Bool
    /// Why the topic does not take it; nil where it was not asked.
    var refused: String?

    /// What names it on the command line: where the record lay.
    var id: String {
      switch letter.origin {
      case .record(let topic, let partition, let offset): "\(topic)/\(partition)/\(offset)"
      case .line(let file, let number): "\(file):\(number)"
      }
    }
  }

  /// The header of a record that was put back: where the dead letter lay.
  private static let replayed = "daruma-replayed"

  /// How long the brokers may take.
  private static let patience: Duration = .seconds(10)

  let configuration: DaemonConfiguration
  private let logger: Logger

  init(_ configuration: DaemonConfiguration) {
    self.configuration = configuration
    var logger = Logger(label: "daruma.dead-letter") { LineLogHandler(label: $0, writer: LogWriter()) }
    logger.logLevel = .error
    self.logger = logger
  }

  /// Gives each to `body`, in the order in which each partition of the topic has them, then those of the file.
  ///
  /// - Returns: Why the topic could not be read, so that only those of the file were given; nil where it was.
  func all(_ body: (Entry) throws -> Void) async throws -> CommandFailure? {
    var failure: CommandFailure?
    if let kafka = configuration.kafka {
      do { try await ofTopic(kafka, body) } catch let unread as CommandFailure { failure = unread }
    }
    try ofFile(body)
    return failure
  }

  /// The same without those whose record was put back and came here again: they are one record, and its newest letter
  /// says what is wrong with it now.
  func newest(_ body: (Entry) throws -> Void) async throws -> CommandFailure? {
    var comeAgain: [String: Set<[UInt8]>] = [:]
    let failure = try await all { entry in
      // Whoever may write a record may write its headers: only the same bytes stand for others.
      for header in entry.letter.headers where header.name == Self.replayed {
        comeAgain[String(decoding: header.value, as: UTF8.self), default: []].insert(SHA256.hash(entry.letter.bytes))
      }
    }
    if let failure {
      try ofFile(body)
      return failure
    }
    return try await all { entry in
      let later = comeAgain[entry.letter.origin.description]
      if later?.contains(SHA256.hash(entry.letter.bytes)) != true { try body(entry) }
    }
  }

  /// The one with this id; the newest, where a record was put there again.
  func letter(_ id: String) async throws -> Entry {
    var found: Entry?
    let failure = try await all { if $0.id == id { found = $0 } }
    guard let found else {
      throw failure
        ?? CommandFailure("there is no dead letter \(id); `daruma dead-letter list` shows those that there are")
    }
    return found
  }

  private func ofFile(_ body: (Entry) throws -> Void) throws {
    let path = configuration.deadLettersFile
    guard FileManager.default.fileExists(atPath: path) else { return }
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      guard let line = try? JSONDecoder().decode(DeadLetterLine.self, from: Data(line.utf8)),
        let letter = DeadLetter(line)
      else {
        Terminal.errors.line(
          "\(path) holds a line that is no dead letter; it was cut off, or written by another program")
        continue
      }
      try body(Entry(letter: letter, isKept: true, refused: line.refused))
    }
  }

  private func ofTopic(_ kafka: KafkaConnection, _ body: (Entry) throws -> Void) async throws {
    let topic = configuration.topics.deadLetter
    do {
      // Brokers that are away are told, and not waited for.
      _ = try await KafkaAdmin(kafka, timeout: Self.patience, report: logger.kafkaReporter).offsetRanges(of: [topic])
    } catch {
      throw CommandFailure("\(topic) can't be read: \(error)")
    }
    let reader = try KafkaReader(kafka, topics: [topic], limits: .replay, report: logger.kafkaReporter)
    do {
      while let batch = try await reader.nextBatch() {
        for record in batch {
          if let letter = DeadLetter(record) { try body(Entry(letter: letter, isKept: false, refused: nil)) }
        }
        if batch.isCaughtUp { break }
      }
    } catch {
      await reader.stop()
      throw error
    }
    await reader.stop()
  }

  /// Puts the record back into the topic that it came from, as it was.
  func replay(_ entries: [Entry], to topic: String?) async throws -> Int {
    guard let kafka = configuration.kafka else {
      throw CommandFailure("records are put back through Kafka: name the brokers in kafka.bootstrapServers (--config)")
    }
    let records = try entries.map { entry in
      let destination = try destination(of: entry, topic)
      return KafkaOutgoing(
        topic: destination, partition: entry.letter.partition(in: destination), key: entry.letter.key,
        value: entry.letter.bytes,
        headers: entry.letter.headers.filter { $0.name != Self.replayed }
          .map { KafkaHeader(name: $0.name, value: $0.value) }
          + [KafkaHeader(Self.replayed, entry.letter.origin.description)])
    }
    var limits = KafkaWriterLimits()
    limits.recordBytes = KafkaDeadLetters.largestLetter
    let writer = try KafkaWriter(kafka, limits: limits, report: logger.kafkaReporter)
    var count = 0
    do {
      for record in records {
        try await writer.send([record])
        count += 1
      }
    } catch {
      await writer.close()
      throw CommandFailure("\(count) of \(records.count) were put back; then: \(error)")
    }
    await writer.close()
    return count
  }

  private func destination(of entry: Entry, _ wanted: String?) throws -> String {
    if let wanted { return wanted }
    guard case .record(let topic, _, _) = entry.letter.origin else {
      throw CommandFailure("\(entry.id) came from a file; say with --topic where it is to go")
    }
    guard topic != configuration.topics.control else {
      throw CommandFailure("\(entry.id) came from the control topic; what is commanded is sent anew, not replayed")
    }
    return topic
  }
}

extension DeadLetter {
  /// Where it came from; nil in another topic.
  fileprivate func partition(in destination: String) -> Int32? {
    guard case .record(destination, let partition, _) = origin else { return nil }
    return partition
  }

  /// Nil where the record bears none of the headers that a dead letter has.
  fileprivate init?(_ record: KafkaRecord) {
    var own: [String: String] = [:]
    var others: [(name: String, value: [UInt8])] = []
    for header in record.headers {
      let value = header.value ?? []
      if ["daruma-code", "daruma-reason", "daruma-problems", "daruma-origin", "daruma-at"].contains(header.name) {
        own[header.name] = String(decoding: value, as: UTF8.self)
      } else {
        others.append((header.name, value))
      }
    }
    guard let code = own["daruma-code"], let reason = own["daruma-reason"],
      let origin = own["daruma-origin"].flatMap(Origin.init), let at = own["daruma-at"].flatMap(Instant.init(rfc3339:))
    else { return nil }
    self.init(
      bytes: Array(record.value ?? []), key: record.key.map(Array.init), headers: others, origin: origin,
      problems: [Problem(code: code, reason: reason)], at: at)
    noteCount(own["daruma-problems"].flatMap(Int.init) ?? 1)
  }
}
