import DarumaCore
import DarumaKafka
import DarumaRuntime
import DarumaSimulation

/// Lets the night happen: changes the simulated cloud and sends the records, each at its time.
struct DemoNight {
  let parts: DemoParts
  let writer: KafkaWriter
  let topics: DaemonConfiguration.TopicNames

  func play() async throws {
    for happening in parts.night.happenings {
      try await parts.clock.sleep(until: happening.at)
      switch happening.deed {
      case .cloud(let change):
        parts.host.happen(change, in: parts.night)
        if case .primaryRegionFalls = change { parts.story.regionFell(at: happening.at) }
      case .record(let stream, let value):
        let topic =
          switch stream {
          case .backup: topics.backup
          case .alarm: topics.alarm
          }
        try await writer.send([
          KafkaOutgoing(topic: topic, value: Array(value.utf8), timestampMilliseconds: parts.clock.now.milliseconds)
        ])
      }
    }
  }
}
