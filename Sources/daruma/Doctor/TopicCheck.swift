import DarumaKafka
import DarumaRuntime

/// Whether the topics are there, and set up as the worker needs them.
struct TopicCheck {
  let names: DaemonConfiguration.TopicNames
  let cluster: KafkaCluster
  let admin: KafkaAdmin

  /// A worker that is away for longer than a topic keeps its records loses some.
  private static let shortRetentionMilliseconds: Int64 = 24 * 3_600_000
  private static let create = "daruma topics create makes what is missing"

  func run() async -> [DoctorFinding] {
    let all = names.inputs + [names.answers, names.deadLetter, names.workers]
    let known = Dictionary(cluster.topics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let there = all.filter { known[$0] != nil }
    let settings: [String: Result<[String: String], KafkaError>]
    var findings: [DoctorFinding] = []
    do {
      settings = try await admin.settings(of: there)
    } catch {
      settings = [:]
      findings.append(
        .warn("topics", "their settings are not known: \(error)", "let this user describe them (DescribeConfigs)"))
    }
    for name in all {
      guard let topic = known[name] else {
        findings.append(missing(name))
        continue
      }
      var found = partitions(topic)
      switch settings[name] {
      case .success(let settings): found += judge(name, settings)
      case .failure(let error):
        found.append(.warn(label(name), "its settings are not known: \(error)", "give the right to describe it"))
      case nil: break
      }
      let count = topic.partitions.count
      findings +=
        found.isEmpty ? [.ok(label(name), "\(count) partition\(count == 1 ? "" : "s"), set up as needed")] : found
    }
    if let letter = deadLetterSize(settings) { findings.append(letter) }
    return findings
  }

  private func label(_ name: String) -> String { "topic \(name)" }

  private func missing(_ name: String) -> DoctorFinding {
    switch name {
    case names.answers: .warn(label(name), "it is missing: nobody hears what becomes of commands", Self.create)
    case names.workers:
      .warn(
        label(name), "it is missing: a second worker is not noticed, and the journal's head is kept beside it only",
        Self.create)
    default: .fail(label(name), "it is missing", Self.create)
    }
  }

  private func partitions(_ topic: KafkaTopic) -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    let orphans = topic.partitions.filter { $0.leader == nil }.map { "\($0.id)" }
    if !orphans.isEmpty {
      findings.append(
        .fail(
          label(topic.name), "no broker leads partition \(orphans.joined(separator: ", "))",
          "bring the brokers back that hold it: until then the worker is deaf"))
    }
    let thin = topic.partitions.filter { $0.leader != nil && $0.inSyncReplicas.count < $0.replicas.count }.map {
      "\($0.id)"
    }
    if !thin.isEmpty {
      findings.append(
        .warn(
          label(topic.name), "not every copy of partition \(thin.joined(separator: ", ")) is in sync",
          "look at the brokers that hold them"))
    }
    return findings
  }

  private func judge(_ name: String, _ settings: [String: String]) -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    func setting(_ key: String, _ value: String) -> String {
      "kafka-configs.sh --alter --topic \(name) --add-config \(key)=\(value)"
    }
    let wanted = name == names.workers ? "compact" : "delete"
    if let policy = settings["cleanup.policy"], policy != wanted {
      let why =
        wanted == "delete"
        ? "records of one key would replace each other before they are read"
        : "the newest head would be removed by its age"
      findings.append(
        .fail(label(name), "its cleanup.policy is \(policy), not \(wanted): \(why)", setting("cleanup.policy", wanted)))
    }
    if names.inputs.contains(name), let retention = settings["retention.ms"].flatMap(Int64.init),
      (0..<Self.shortRetentionMilliseconds).contains(retention)
    {
      findings.append(
        .warn(
          label(name),
          "it keeps records for \(retention / 60_000) minutes: a worker that is away for longer loses some",
          setting("retention.ms", "604800000")))
    }
    if [names.control, names.workers].contains(name), let type = settings["message.timestamp.type"],
      type != KafkaTopicSettings.logAppendTime
    {
      findings.append(
        .warn(
          label(name), "senders choose the times of its records",
          setting(KafkaTopicSettings.timestampType, KafkaTopicSettings.logAppendTime)))
    }
    return findings
  }

  /// The dead-letter topic has to take what the inputs take.
  private func deadLetterSize(_ settings: [String: Result<[String: String], KafkaError>]) -> DoctorFinding? {
    func largest(_ name: String) -> Int? {
      (try? settings[name]?.get())?["max.message.bytes"].flatMap { Int($0) }
    }
    guard let letter = largest(names.deadLetter), let input = names.inputs.compactMap(largest).max() else { return nil }
    // A letter is its record, and beside it what is known of it.
    let needed = min(input + KafkaDeadLetters.mostBytesBesideRecord, KafkaDeadLetters.largestLetter)
    guard letter < needed else { return nil }
    return .warn(
      label(names.deadLetter),
      "it takes \(letter) bytes a record, and the inputs up to \(input): larger letters stay in deadLetters.file",
      "kafka-configs.sh --alter --topic \(names.deadLetter) --add-config max.message.bytes=\(KafkaDeadLetters.largestLetter)"
    )
  }
}
