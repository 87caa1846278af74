import ArgumentParser
import Glibc

/// The command line.
@main
struct Daruma: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daruma",
    abstract: "Carries a service from a failed AWS region to its recovery region.",
    discussion: """
      Daruma listens to the events that backups, replication and alarms emit, always knows what can be restored and \
      how much data that would lose, and fails over step by step, exactly as planned and approved.

      Start with: daruma demo

      Exit codes: 0 done, 1 a negative finding (not valid, not verified, not understood), 2 could not be done, \
      64 wrong usage.
      """,
    version: Version.text,
    subcommands: [DemoWorkerCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Look first",
        subcommands: [DemoCommand.self, ValidateCommand.self, PlanCommand.self, DecodeCommand.self]),
      CommandGroup(
        name: "Run", subcommands: [RunCommand.self, StatusCommand.self, ExplainCommand.self, DoctorCommand.self]),
      CommandGroup(
        name: "Operate",
        subcommands: [
          FailoverCommand.self, RestoreCommand.self, ApproveCommand.self, DenyCommand.self, AbortCommand.self,
          PauseCommand.self,
          ResumeCommand.self, RetryCommand.self, SkipCommand.self, AcknowledgeCommand.self,
          RearmCommand.self, OverrideCommand.self, ReconcileCommand.self, SayCommand.self, DoneCommand.self,
        ]),
      CommandGroup(
        name: "Evidence",
        subcommands: [
          ReplayCommand.self, JournalCommand.self, ReportCommand.self, DeadLetterCommand.self,
        ]),
      CommandGroup(
        name: "Set up",
        subcommands: [
          TopicsCommand.self, OperatorCommand.self, ActionsCommand.self, SettingsCommand.self, SchemaCommand.self,
          BrokerCommand.self,
          SimulatedCloudCommand.self,
        ]),
    ])

  static func main() async {
    // Whatever is written anywhere (what SQLite puts beside a journal, too) is for its owner alone.
    umask(0o077)
    StandardStreams.prepare()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      Glibc.exit(Leaving.code(for: error))
    }
  }
}

enum Version {
  /// Of the program; the formats have versions of their own.
  static let text = "0.1.0"
}
