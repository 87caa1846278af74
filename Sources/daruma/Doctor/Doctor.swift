import DarumaJournal
import DarumaKafka
import Logging

/// Looks at everything that a worker with these settings needs, and changes nothing.
struct Doctor {
  let configuration: DaemonConfiguration
  let logger: Logger

  /// How long the brokers may take to answer each question.
  static let patience: Duration = .seconds(5)

  /// - Parameter told: Is given each finding as soon as it is there.
  func run(_ told: (DoctorFinding) throws -> Void) async throws {
    try told(.ok("settings", "they are read, and every key and variable is known"))
    try told(library)
    let (findings, applications) = ApplicationCheck.run(folder: configuration.applicationsFolder)
    for finding in findings { try told(finding) }
    for finding in await JournalCheck.run(configuration.journalPath) { try told(finding) }
    for finding in await brokers() { try told(finding) }
    for finding in await AccountCheck.run(applications, logger: logger) { try told(finding) }
  }

  private var library: DoctorFinding {
    let version = KafkaLibrary.version
    guard let refusal = KafkaLibrary.refusalOfWorkers(on: version) else {
      return .ok("librdkafka", "\(version)")
    }
    return .fail("librdkafka", refusal.message, "install another release of librdkafka")
  }

  private func brokers() async -> [DoctorFinding] {
    guard let kafka = configuration.kafka else {
      return [
        .warn(
          "brokers", "none are named: the worker reads a file only (--input)",
          "name them in kafka.bootstrapServers")
      ]
    }
    let admin = KafkaAdmin(kafka, timeout: Self.patience, report: logger.kafkaReporter)
    let cluster: KafkaCluster
    do {
      cluster = try await admin.cluster()
    } catch {
      return [
        .fail("brokers", "they do not answer: \(error)", "check kafka.bootstrapServers, kafka.security and the network")
      ]
    }
    let count = cluster.brokers.count
    let topics = await TopicCheck(names: configuration.topics, cluster: cluster, admin: admin).run()
    let clock = await ClockCheck.run(kafka, topic: configuration.topics.workers, cluster, report: logger.kafkaReporter)
    return [.ok("brokers", "\(count) \(count == 1 ? "broker answers" : "brokers answer")")] + topics + (await others())
      + clock
  }

  /// Whether somebody else works on these topics, or this journal is behind what they say.
  private func others() async -> [DoctorFinding] {
    let check = "workers"
    do {
      guard let objection = try await WorkersTopic.objection(to: configuration.journalPath, configuration) else {
        return [.ok(check, "nobody works on these topics with another journal, and this one is not behind")]
      }
      return [
        .fail(
          check, objection.words,
          "stop the other one, or bring the newest journal; to go on with this one: daruma journal accept --by YOU --config FILE"
        )
      ]
    } catch {
      return [
        .warn(check, "it is not known whether somebody else works on these topics: \(error)", "see the topics above")
      ]
    }
  }
}
