import Configuration
import DarumaCore
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging
import SystemPackage

/// How the daemon is set up. Read from flags (`--set`), the environment (`DARUMA_…`), and the file, in this order.
///
/// | key | default | |
/// | --- | --- | --- |
/// | `worker` | host name | names the worker in the journal |
/// | `journal.path` | `daruma.sqlite` | the journal's file |
/// | `applications.folder` | `applications` | its `*.yaml` and `*.yml` files are put in force |
/// | `reports.folder` | `reports` | where reports are written |
/// | `deadLetters.file` | `dead-letters.ndjson` | dead letters, where the input is a file, or the topic does not take them |
/// | `kafka.bootstrapServers` | | `host:port`, several as a list |
/// | `kafka.security` | `plaintext` | or `tls`, `saslPlaintext`, `saslTls` |
/// | `kafka.caPath` | system's | PEM file of trusted authorities |
/// | `kafka.sasl.mechanism`, `.username`, `.password` | | `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`; `OAUTHBEARER` and `GSSAPI` are set up by properties |
/// | `kafka.properties` | | any property of librdkafka by its own name, such as `ssl.certificate.location`; what Daruma decides itself is refused |
/// | `kafka.onLostRecords` | `goOn` | or `stop`: what becomes of a worker when records are lost before it has read them |
/// | `topics.backup`, `.replication`, `.alarm`, `.control`, `.answers`, `.workers`, `.deadLetter` | `daruma.backup`, … | |
/// | `workers.expiry` | `60s` | how long a worker that says nothing still keeps others from these topics |
/// | `effects.poll` | `5s` | between two looks at something on its way |
/// | `effects.invisibility` | `2m` | before something begun and not visible is begun again |
/// | `reconcile.interval` | `15m` | between two listings of one kind and resource; `off`: nothing is listed |
/// | `reconcile.atOnce` | `4` | listings that run beside each other |
/// | `reconcile.settling` | `5m` | before what a listing does not show is taken for gone |
/// | `hearing.interval` | `5s` | between two questions to the brokers whether everything is heard |
/// | `hearing.limit` | `10s` | how long that may be unknown before the worker is deaf: people are told, nothing is begun |
/// | `hearing.staleAfter` | `15s` | how old an answer may be before the worker reads on first, and decides then |
/// | `intake.clockTolerance` | `2m` | how far a time may lie ahead of this host's clock; further ahead it is refused |
/// | `clock.jumpLimit` | `30s` | a greater jump of the host's clock is not followed: the worker is deaf until it is over |
/// | `log.level` | `info` | |
///
/// Relative paths of the file are relative to its folder. A key of the environment is `DARUMA_` and the key in capitals
/// with underscores: `DARUMA_JOURNAL_PATH`.
struct DaemonConfiguration: Sendable {
  var worker: String
  var journalPath: String
  var applicationsFolder: String
  var reportsFolder: String
  var deadLettersFile: String
  var kafka: KafkaConnection?
  var onLostRecords: LossPolicy
  var topics: TopicNames
  /// How long a worker that says nothing still counts as working.
  var claimExpiry: Span
  var pace: EffectPace
  /// Nil: nothing is listed.
  var reconcile: ReconcileSettings?
  var hearing: HearingSettings
  var clockJumpLimit: Span
  var logLevel: Logger.Level

  struct TopicNames: Sendable, Equatable {
    var backup: String
    var replication: String
    var alarm: String
    var control: String
    /// What became of commands.
    var answers: String
    /// Who works, and how far its journal goes.
    var workers: String
    var deadLetter: String

    /// The topics that are read.
    var inputs: [String] { [backup, replication, alarm, control] }
    static let defaults = TopicNames(
      backup: "daruma.backup", replication: "daruma.replication", alarm: "daruma.alarm",
      control: "daruma.control", answers: "daruma.answers", workers: "daruma.workers",
      deadLetter: "daruma.dead-letter")
  }
}

extension DaemonConfiguration {
  /// - Parameters:
  ///   - file: YAML; nil: environment, flags and defaults alone.
  ///   - overrides: `key=value`.
  /// - Throws: ``CommandFailure`` that names the key, what is wrong, and what would be right.
  static func read(file: String?, overrides: [String]) async throws -> DaemonConfiguration {
    let given = try GivenSettings(file: file, overrides: overrides)
    var providers: [any ConfigProvider] = [
      InMemoryProvider(values: try values(of: overrides)),
      KeyMappingProvider(upstream: EnvironmentVariablesProvider()) { $0.prepending(["daruma"]) },
    ]
    if let file {
      do {
        providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
      } catch {
        throw CommandFailure("\(file) is not a YAML file of settings: \(error)")
      }
    }
    let folder = file.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    let configuration = try DaemonConfiguration(
      Settings(ConfigReader(providers: providers), folder: folder, given: given))
    try given.refuseUnknown()
    return configuration
  }

  private static func values(of overrides: [String]) throws -> [AbsoluteConfigKey: ConfigValue] {
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    for override in overrides {
      guard let split = override.firstIndex(of: "="), split > override.startIndex else {
        throw CommandFailure("--set \(override): write key=value, such as --set journal.path=daruma.sqlite")
      }
      let key = override[..<split].split(separator: ".").map(String.init)
      let value = String(override[override.index(after: split)...])
      values[AbsoluteConfigKey(key)] = ConfigValue(.string(value), isSecret: false)
    }
    return values
  }

  private init(_ settings: Settings) throws {
    worker = settings.text("worker") ?? ProcessInfo.processInfo.hostName
    journalPath = settings.path("journal.path", default: "daruma.sqlite")
    applicationsFolder = settings.path("applications.folder", default: "applications")
    reportsFolder = settings.path("reports.folder", default: "reports")
    deadLettersFile = settings.path("deadLetters.file", default: "dead-letters.ndjson")
    kafka = try KafkaSettings.read(settings)
    onLostRecords = try settings.word("kafka.onLostRecords", default: .goOn)
    let names = TopicNames.defaults
    topics = TopicNames(
      backup: settings.text("topics.backup") ?? names.backup,
      replication: settings.text("topics.replication") ?? names.replication,
      alarm: settings.text("topics.alarm") ?? names.alarm,
      control: settings.text("topics.control") ?? names.control,
      answers: settings.text("topics.answers") ?? names.answers,
      workers: settings.text("topics.workers") ?? names.workers,
      deadLetter: settings.text("topics.deadLetter") ?? names.deadLetter)
    pace = EffectPace(
      poll: try settings.span("effects.poll", default: EffectPace().poll),
      invisibility: try settings.span("effects.invisibility", default: EffectPace().invisibility))
    reconcile = try Self.reconcile(settings)
    hearing = try Self.hearing(settings)
    claimExpiry = try settings.span("workers.expiry", default: TopicClaim.usualExpiry)
    let shortest = Span(milliseconds: Int64(hearing.interval / .milliseconds(1))) + hearing.staleAfter
    guard claimExpiry > shortest else {
      throw CommandFailure(
        "workers.expiry is \(claimExpiry); it must be longer than hearing.interval and hearing.staleAfter together, \(shortest)"
      )
    }
    clockJumpLimit = try settings.span("clock.jumpLimit", default: SystemClock.defaultJumpLimit)
    let level = settings.text("log.level") ?? "info"
    guard let parsed = Logger.Level(rawValue: level) else {
      throw CommandFailure(
        "log.level is \u{201C}\(level)\u{201D}; one of "
          + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
    }
    logLevel = parsed
  }

  private static func hearing(_ settings: Settings) throws -> HearingSettings {
    let defaults = HearingSettings()
    let interval = try settings.span("hearing.interval", default: .seconds(defaults.interval.components.seconds))
    return HearingSettings(
      interval: .milliseconds(interval.milliseconds),
      limit: try settings.span("hearing.limit", default: defaults.limit),
      staleAfter: try settings.span("hearing.staleAfter", default: defaults.staleAfter),
      clockTolerance: try settings.span("intake.clockTolerance", default: defaults.clockTolerance))
  }

  private static func reconcile(_ settings: Settings) throws -> ReconcileSettings? {
    guard settings.text("reconcile.interval") != "off" else { return nil }
    return ReconcileSettings(
      interval: try settings.span("reconcile.interval", default: ReconcileSettings.defaultInterval),
      atOnce: try settings.count("reconcile.atOnce", default: ReconcileSettings.defaultAtOnce, in: 1...64),
      settling: try settings.span("reconcile.settling", default: Reconciliation.defaultSettling))
  }
}
