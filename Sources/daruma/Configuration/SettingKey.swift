import DarumaCore
import DarumaKafka
import DarumaRuntime

/// Every setting that there is. What is not here is unknown, wherever it is given; `daruma settings` lists them.
enum SettingKey: String, CaseIterable {
  case worker
  case journalPath = "journal.path"
  case applicationsFolder = "applications.folder"
  case reportsFolder = "reports.folder"
  case deadLettersFile = "deadLetters.file"
  case kafkaBootstrapServers = "kafka.bootstrapServers"
  case kafkaSecurity = "kafka.security"
  case kafkaCAPath = "kafka.caPath"
  case kafkaSASLMechanism = "kafka.sasl.mechanism"
  case kafkaSASLUsername = "kafka.sasl.username"
  case kafkaSASLPassword = "kafka.sasl.password"
  case kafkaProperties = "kafka.properties"
  case kafkaOnLostRecords = "kafka.onLostRecords"
  case topicsBackup = "topics.backup"
  case topicsReplication = "topics.replication"
  case topicsAlarm = "topics.alarm"
  case topicsControl = "topics.control"
  case topicsAnswers = "topics.answers"
  case topicsWorkers = "topics.workers"
  case topicsDeadLetter = "topics.deadLetter"
  case workersExpiry = "workers.expiry"
  case effectsPoll = "effects.poll"
  case effectsInvisibility = "effects.invisibility"
  case reconcileInterval = "reconcile.interval"
  case reconcileAtOnce = "reconcile.atOnce"
  case reconcileSettling = "reconcile.settling"
  case planChecksInterval = "planChecks.interval"
  case planChecksAtOnce = "planChecks.atOnce"
  case hearingInterval = "hearing.interval"
  case hearingLimit = "hearing.limit"
  case hearingStaleAfter = "hearing.staleAfter"
  case intakeClockTolerance = "intake.clockTolerance"
  case clockJumpLimit = "clock.jumpLimit"
  case logLevel = "log.level"

  /// Of the environment.
  static let variablePrefix = "DARUMA_"

  /// The variable of the environment that sets it: `DARUMA_KAFKA_ON_LOST_RECORDS`.
  var variable: String {
    var name = Self.variablePrefix
    for character in rawValue {
      if character.isUppercase { name += "_" }
      name += character == "." ? "_" : character.uppercased()
    }
    return name
  }

  /// What holds where nothing is given; nil where nothing does.
  var standard: String? {
    let topics = DaemonConfiguration.TopicNames.defaults
    return switch self {
    case .worker, .kafkaBootstrapServers, .kafkaCAPath, .kafkaSASLUsername, .kafkaSASLPassword, .kafkaProperties: nil
    case .journalPath: "daruma.sqlite"
    case .applicationsFolder: "applications"
    case .reportsFolder: "reports"
    case .deadLettersFile: "dead-letters.ndjson"
    case .kafkaSecurity: "plaintext"
    case .kafkaSASLMechanism: KafkaCredentials.Mechanism.scramSHA512.rawValue
    case .kafkaOnLostRecords: LossPolicy.goOn.rawValue
    case .topicsBackup: topics.backup
    case .topicsReplication: topics.replication
    case .topicsAlarm: topics.alarm
    case .topicsControl: topics.control
    case .topicsAnswers: topics.answers
    case .topicsWorkers: topics.workers
    case .topicsDeadLetter: topics.deadLetter
    case .workersExpiry: "\(TopicClaim.usualExpiry)"
    case .effectsPoll: "\(EffectPace().poll)"
    case .effectsInvisibility: "\(EffectPace().invisibility)"
    case .reconcileInterval: "\(ReconcileSettings.defaultInterval)"
    case .reconcileAtOnce: "\(ReconcileSettings.defaultAtOnce)"
    case .reconcileSettling: "\(Reconciliation.defaultSettling)"
    case .planChecksInterval: "\(PlanWatchSettings.defaultInterval)"
    case .planChecksAtOnce: "\(PlanWatchSettings.defaultAtOnce)"
    case .hearingInterval: "\(Span(milliseconds: Int64(HearingSettings().interval / .milliseconds(1))))"
    case .hearingLimit: "\(HearingSettings().limit)"
    case .hearingStaleAfter: "\(HearingSettings().staleAfter)"
    case .intakeClockTolerance: "\(HearingSettings().clockTolerance)"
    case .clockJumpLimit: "\(SystemClock.defaultJumpLimit)"
    case .logLevel: "info"
    }
  }

  /// What it is, in a line.
  var summary: String {
    switch self {
    case .worker: "names the worker in the journal; the host's name without it"
    case .journalPath: "the journal's file"
    case .applicationsFolder: "its *.yaml and *.yml files are put in force"
    case .reportsFolder: "where reports are written"
    case .deadLettersFile: "dead letters, where the input is a file, or the topic does not take them"
    case .kafkaBootstrapServers: "host:port, several as a list"
    case .kafkaSecurity: "plaintext, tls, saslPlaintext or saslTls"
    case .kafkaCAPath: "PEM file of trusted authorities; the system's without it"
    case .kafkaSASLMechanism:
      KafkaCredentials.Mechanism.allCases.map(\.rawValue).joined(separator: ", ")
        + "; OAUTHBEARER and GSSAPI are set up by properties"
    case .kafkaSASLUsername: "for PLAIN and SCRAM"
    case .kafkaSASLPassword: "for PLAIN and SCRAM: env:NAME, file:PATH, or itself"
    case .kafkaProperties:
      "any property of librdkafka below it by its own name, such as ssl.certificate.location; what Daruma decides itself is "
        + "refused"
    case .kafkaOnLostRecords: "goOn or stop: what becomes of a worker when records are lost before it has read them"
    case .topicsBackup: "where events of backups are read"
    case .topicsReplication: "where events of replication are read"
    case .topicsAlarm: "where alarms, notices and heartbeats are read"
    case .topicsControl: "where operators' commands are read"
    case .topicsAnswers: "where the worker says what became of commands"
    case .topicsWorkers: "where workers say who works, and how far the journal goes"
    case .topicsDeadLetter: "where records go that can't be handled"
    case .workersExpiry: "how long a worker that says nothing still keeps others from these topics"
    case .effectsPoll: "between two looks at something on its way"
    case .effectsInvisibility: "before something begun and not visible is begun again"
    case .reconcileInterval: "between two listings of one kind and resource; off: nothing is listed"
    case .reconcileAtOnce: "listings that run beside each other, 1 to 64"
    case .reconcileSettling: "before what a listing does not show is taken for gone"
    case .planChecksInterval: "between two looks whether a plan would succeed; off: nobody looks"
    case .planChecksAtOnce: "plans that are looked at beside each other, 1 to 16"
    case .hearingInterval: "between two questions to the brokers whether everything is heard"
    case .hearingLimit: "how long that may be unknown before the worker is deaf: people are told, nothing is begun"
    case .hearingStaleAfter: "how old an answer may be before the worker reads on first, and decides then"
    case .intakeClockTolerance: "how far a time may lie ahead of this host's clock; further ahead it is refused"
    case .clockJumpLimit: "a greater jump of the host's clock is not followed: the worker is deaf until it is over"
    case .logLevel: "trace, debug, info, notice, warning, error or critical"
    }
  }
}
