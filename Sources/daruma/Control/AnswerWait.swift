import DarumaCore
import DarumaKafka
import DarumaRuntime
import Foundation

/// Listens for the answer to one command. Begun before the command is sent, so that no answer is missed.
struct AnswerWait {
  private let reader: KafkaReader

  /// - Parameter starts: Where the topic of answers ended before the command was sent.
  init(
    _ kafka: KafkaConnection, topic: String, from starts: [KafkaTopicPartition: Int64], report: @escaping KafkaReporter
  ) throws {
    var limits = KafkaReaderLimits()
    limits.fetchWait = .milliseconds(50)
    reader = try KafkaReader(
      kafka, topics: [topic], from: KafkaStart(offsets: starts), limits: limits, report: report)
  }

  /// The answer to `id`; nil where none came within `span`.
  func answer(to id: String, within span: Span) async throws -> CommandAnswer? {
    try await withThrowingTaskGroup(of: CommandAnswer?.self) { group in
      group.addTask { [reader] in
        while let batch = try await reader.nextBatch() {
          for record in batch where record.key.map(Array.init) == Array(id.utf8) {
            guard let value = record.value else { continue }
            return try JSONDecoder().decode(CommandAnswer.self, from: Data(value))
          }
        }
        return nil
      }
      group.addTask {
        try await RealTime.pass(.milliseconds(span.milliseconds))
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  func close() async { await reader.stop() }
}
