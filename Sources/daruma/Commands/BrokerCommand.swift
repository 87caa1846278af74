import ArgumentParser
import DarumaKafka
import Logging
import UnixSignals

struct BrokerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broker", abstract: "Runs the embedded broker alone, for trying things out.",
    discussion: """
      Memory only, on loopback, at a port that it prints; about 5 MiB a partition are kept, then the oldest records go. \
      Not for production. Ctrl-C ends it.
      """)

  @Option(help: "Partitions of each topic.") var partitions = 3
  @Flag(help: "Print the address as one JSON object.") var json = false

  func run() async throws {
    try await reportingFailures {
      var logger = Logger(label: "daruma.broker") { LineLogHandler(label: $0, writer: LogWriter()) }
      logger.logLevel = .warning
      let broker = try EmbeddedBroker(report: logger.kafkaReporter)
      let names = DaemonConfiguration.TopicNames.defaults
      for topic in names.inputs + [names.answers, names.deadLetter] {
        try broker.createTopic(topic, partitions: partitions)
      }
      let servers = broker.bootstrapServers.joined(separator: ",")
      if json {
        try JSONOutput.line(["bootstrapServers": servers])
      } else {
        Terminal.output.line("broker at \(servers); use it with --set kafka.bootstrapServers=\(servers)")
      }
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
      await broker.stop()
    }
  }
}
