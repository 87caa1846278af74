import DarumaCore
import DarumaCrypto
import DarumaJournal
import DarumaKafka
import DarumaRuntime
import Logging

/// Sends operators' commands as records of the control topic.
enum ControlTopic {
  /// Sends `command`, and returns once the brokers have it. Whether it can be applied, the worker decides: the answer
  /// stands in the journal (`daruma journal tail`).
  ///
  /// - Throws: ``CommandFailure`` where no broker is named or the record was not accepted.
  static func send(_ command: CommandGiven, _ setUp: SetUpOptions, json: Bool) async throws {
    let configuration = try await setUp.read()
    guard let kafka = configuration.kafka else {
      throw CommandFailure("commands go through Kafka: name the brokers in kafka.bootstrapServers (--config)")
    }
    let record = CommandRecord(id: RandomID.hex(), at: SystemClock().now, command: command)
    let bytes = try CanonicalJSON.encode(record)
    var logger = Logger(label: "daruma.control") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let writer = try KafkaWriter(kafka, report: logger.kafkaReporter)
    do {
      try await writer.send([
        KafkaOutgoing(
          topic: configuration.topics.control, key: Array(command.application.rawValue.utf8), value: bytes)
      ])
    } catch {
      await writer.close()
      throw CommandFailure("the command was not accepted by \(configuration.topics.control): \(error)")
    }
    await writer.close()
    if json {
      Terminal.output.line(String(decoding: bytes, as: UTF8.self))
    } else {
      Terminal.output.line(
        "sent: \(command.command.rawValue) for \(command.application), command id \(record.id); "
          + "the worker's answer: daruma explain \(command.application)")
    }
  }
}
