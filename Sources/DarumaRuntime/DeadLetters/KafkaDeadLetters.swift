import DarumaCore
package import DarumaKafka

/// The dead-letter topic. The value is the record's own bytes; what is known about it goes in headers, beside the
/// record's own.
///
/// | header | |
/// | --- | --- |
/// | `daruma-code` | stable code of the first reason |
/// | `daruma-reason` | what is wrong, where, and what would be right: the first ``DeadLetter/mostProblems`` |
/// | `daruma-problems` | how many there are |
/// | `daruma-origin` | `topic[partition] offset n` |
/// | `daruma-at` | when it was put there, RFC 3339 |
package final class KafkaDeadLetters: DeadLetterSink {
  /// Bytes of one dead letter, with its headers. More than brokers take by default: a record that some topic was made
  /// to take must not be refused here. The topic needs it as its `max.message.bytes`.
  package static let largestLetter = 16 * 1024 * 1024

  /// What a letter holds beside its record: the headers above, each with at most ``DeadLetter/mostProblems`` reasons.
  package static let mostBytesBesideRecord = 64 * 1024

  /// How long the brokers may take before the letters are kept here.
  package static let patience: Duration = .seconds(10)

  private let writer: KafkaWriter
  private let topic: String

  package init(
    _ connection: KafkaConnection, topic: String, report: @escaping KafkaReporter
  ) throws(KafkaError) {
    var limits = KafkaWriterLimits()
    limits.recordBytes = Self.largestLetter
    // A topic that is away must not hold the worker up: what was not taken is kept, and sent later.
    limits.deliveryTimeout = Self.patience
    writer = try KafkaWriter(connection, limits: limits, report: report)
    self.topic = topic
  }

  package func put(_ letters: [DeadLetter]) async throws {
    for portion in letters.portions() { try await writer.send(portion.map(outgoing)) }
  }

  private func outgoing(_ letter: DeadLetter) -> KafkaOutgoing {
    let own = letter.headers.map { KafkaHeader(name: $0.name, value: $0.value) }
    return KafkaOutgoing(
      topic: topic, key: letter.key, value: letter.bytes,
      headers: own + [
        KafkaHeader("daruma-code", letter.code), KafkaHeader("daruma-reason", letter.reason),
        KafkaHeader("daruma-problems", "\(letter.count)"),
        KafkaHeader("daruma-origin", letter.origin.description), KafkaHeader("daruma-at", letter.at.description),
      ])
  }

  package func close() async { await writer.close() }
}

extension KafkaSendError: RefusesLetter {
  /// Too large for the writer, the topic or the brokers.
  package var refusesLetter: Bool {
    !failures.isEmpty
      && failures.allSatisfy { $0.error.code == .messageTooLarge || $0.error.code == .limitExceeded }
  }
}
