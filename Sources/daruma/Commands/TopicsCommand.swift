import ArgumentParser
import DarumaKafka
import DarumaRuntime
import Logging

struct TopicsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topics", abstract: "The topics that Daruma reads and writes.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Creates the topics that do not exist yet.")

    @OptionGroup var setUp: SetUpOptions
    @Option(help: "Partitions of each input topic.") var partitions = 3
    @Option(help: "Copies of each partition; the cluster's default if not given.") var replicationFactor: Int?
    @Flag(help: "One JSON object a topic.") var json = false

    func run() async throws {
      try await reportingFailures {
        let configuration = try await setUp.read()
        guard let kafka = configuration.kafka else {
          throw CommandFailure("name the brokers in kafka.bootstrapServers (--config or --set)")
        }
        var logger = Logger(label: "daruma.topics") { LineLogHandler(label: $0, writer: LogWriter()) }
        logger.logLevel = .error
        let admin = KafkaAdmin(kafka, report: logger.kafkaReporter)
        try show(try await admin.createTopics(topics(configuration.topics)))
      }
    }

    private func topics(_ names: DaemonConfiguration.TopicNames) -> [KafkaNewTopic] {
      let inputs = names.inputs.map {
        KafkaNewTopic(
          name: $0, partitions: partitions, replicationFactor: replicationFactor,
          // The time at which an answer was given is not the sender's to choose.
          settings: $0 == names.control ? [KafkaTopicSettings.timestampType: KafkaTopicSettings.logAppendTime] : [:])
      }
      let deadLetters = KafkaNewTopic(
        name: names.deadLetter, partitions: partitions, replicationFactor: replicationFactor,
        settings: ["max.message.bytes": "\(KafkaDeadLetters.largestLetter)"])
      // Whoever asked has read his answer within minutes.
      let answers = KafkaNewTopic(
        name: names.answers, partitions: 1, replicationFactor: replicationFactor, settings: ["retention.ms": "86400000"]
      )
      let workers = KafkaNewTopic(
        name: names.workers, partitions: 1, replicationFactor: replicationFactor,
        settings: [
          "cleanup.policy": "compact", KafkaTopicSettings.timestampType: KafkaTopicSettings.logAppendTime,
        ])
      return inputs + [answers, workers, deadLetters]
    }

    private func show(_ results: [KafkaTopicCreation]) throws {
      var failed = false
      for result in results {
        let line: Line
        switch result.outcome {
        case .created: line = Line(topic: result.name, outcome: "created")
        case .alreadyExists: line = Line(topic: result.name, outcome: "exists")
        case .failed(let error):
          failed = true
          line = Line(topic: result.name, outcome: "failed", reason: error.description)
        }
        if json {
          try JSONOutput.line(line)
        } else {
          Terminal.output.line("\(line.outcome)  \(line.topic)" + (line.reason.map { ": \($0)" } ?? ""))
        }
      }
      if failed { throw ExitStatus.failure }
    }

    private struct Line: Encodable {
      var topic: String
      var outcome: String
      var reason: String?
    }
  }
}
