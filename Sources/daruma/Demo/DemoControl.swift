import DarumaCore
import DarumaCrypto
import DarumaJournal
import DarumaKafka
import DarumaRuntime

/// Sends the person's command the way that `daruma approve` does.
struct DemoControl: Sendable {
  let writer: KafkaWriter
  let topic: String
  let clock: FastClock

  func send(_ command: CommandGiven) async throws {
    let now = clock.now
    let record = CommandRecord(id: RandomID.hex(), at: now, command: command)
    try await writer.send([
      KafkaOutgoing(
        topic: topic, key: Array(command.application.rawValue.utf8), value: try CanonicalJSON.encode(record),
        timestampMilliseconds: now.milliseconds)
    ])
  }
}
