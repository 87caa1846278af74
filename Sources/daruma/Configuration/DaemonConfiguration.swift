import Configuration
import DarumaCore
import DarumaKafka
import DarumaRuntime
import Foundation
import Logging
import SystemPackage

/// How the daemon is set up. Read from flags (`--set`), the environment (`DARUMA_…`), and the file, in this order.
/// ``SettingKey`` has each.
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
  /// Nil: nobody looks whether plans would succeed.
  var planWatch: PlanWatchSettings?
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
    try given.refuseUnknown(environment: ProcessInfo.processInfo.environment)
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
    worker = settings.text(.worker) ?? ProcessInfo.processInfo.hostName
    journalPath = settings.path(.journalPath)
    applicationsFolder = settings.path(.applicationsFolder)
    reportsFolder = settings.path(.reportsFolder)
    deadLettersFile = settings.path(.deadLettersFile)
    kafka = try KafkaSettings.read(settings)
    onLostRecords = try settings.word(.kafkaOnLostRecords, default: .goOn)
    let names = TopicNames.defaults
    topics = TopicNames(
      backup: settings.text(.topicsBackup) ?? names.backup,
      replication: settings.text(.topicsReplication) ?? names.replication,
      alarm: settings.text(.topicsAlarm) ?? names.alarm,
      control: settings.text(.topicsControl) ?? names.control,
      answers: settings.text(.topicsAnswers) ?? names.answers,
      workers: settings.text(.topicsWorkers) ?? names.workers,
      deadLetter: settings.text(.topicsDeadLetter) ?? names.deadLetter)
    pace = EffectPace(
      poll: try settings.span(.effectsPoll, default: EffectPace().poll),
      invisibility: try settings.span(.effectsInvisibility, default: EffectPace().invisibility))
    reconcile = try Self.reconcile(settings)
    planWatch = try Self.planWatch(settings)
    hearing = try Self.hearing(settings)
    claimExpiry = try settings.span(.workersExpiry, default: TopicClaim.usualExpiry)
    let shortest = Span(milliseconds: Int64(hearing.interval / .milliseconds(1))) + hearing.staleAfter
    guard claimExpiry > shortest else {
      throw CommandFailure(
        "workers.expiry is \(claimExpiry); it must be longer than hearing.interval and hearing.staleAfter together, \(shortest)"
      )
    }
    clockJumpLimit = try settings.span(.clockJumpLimit, default: SystemClock.defaultJumpLimit)
    let level = settings.text(.logLevel) ?? "info"
    guard let parsed = Logger.Level(rawValue: level) else {
      throw CommandFailure(
        "log.level is \u{201C}\(level)\u{201D}; one of "
          + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))
    }
    logLevel = parsed
  }

  private static func hearing(_ settings: Settings) throws -> HearingSettings {
    let defaults = HearingSettings()
    let interval = try settings.span(.hearingInterval, default: .seconds(defaults.interval.components.seconds))
    return HearingSettings(
      interval: .milliseconds(interval.milliseconds),
      limit: try settings.span(.hearingLimit, default: defaults.limit),
      staleAfter: try settings.span(.hearingStaleAfter, default: defaults.staleAfter),
      clockTolerance: try settings.span(.intakeClockTolerance, default: defaults.clockTolerance))
  }

  private static func planWatch(_ settings: Settings) throws -> PlanWatchSettings? {
    guard settings.text(.planChecksInterval) != "off" else { return nil }
    return PlanWatchSettings(
      interval: try settings.span(.planChecksInterval, default: PlanWatchSettings.defaultInterval),
      atOnce: try settings.count(.planChecksAtOnce, default: PlanWatchSettings.defaultAtOnce, in: 1...16))
  }

  private static func reconcile(_ settings: Settings) throws -> ReconcileSettings? {
    guard settings.text(.reconcileInterval) != "off" else { return nil }
    return ReconcileSettings(
      interval: try settings.span(.reconcileInterval, default: ReconcileSettings.defaultInterval),
      atOnce: try settings.count(.reconcileAtOnce, default: ReconcileSettings.defaultAtOnce, in: 1...64),
      settling: try settings.span(.reconcileSettling, default: Reconciliation.defaultSettling))
  }
}
