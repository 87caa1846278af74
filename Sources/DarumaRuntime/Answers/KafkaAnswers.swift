import DarumaJournal
package import DarumaKafka

/// The topic of answers: the value is a ``CommandAnswer``, the key the command's id.
package final class KafkaAnswers: Sendable {
  private let writer: KafkaWriter
  private let topic: String

  package init(
    _ connection: KafkaConnection, topic: String, report: @escaping KafkaReporter
  ) throws(KafkaError) {
    writer = try KafkaWriter(connection, report: report)
    self.topic = topic
  }

  package func send(_ answer: CommandAnswer) async throws {
    try await writer.send([
      KafkaOutgoing(topic: topic, key: Array(answer.id.utf8), value: try CanonicalJSON.encode(answer))
    ])
  }

  package func close() async { await writer.close() }
}
