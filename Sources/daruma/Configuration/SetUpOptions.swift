import ArgumentParser

/// Where the settings come from.
struct SetUpOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The settings, a YAML file.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A setting, before environment (DARUMA_…) and file; `daruma settings` lists all. May be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  func read() async throws -> DaemonConfiguration {
    try await DaemonConfiguration.read(file: config, overrides: overrides)
  }
}

/// Which journal is read.
struct JournalOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The journal's file.", valueName: "file"))
  var journal: String?

  @OptionGroup var setUp: SetUpOptions

  /// `--journal`, else the setting.
  func path() async throws -> String {
    if let journal { return journal }
    return try await setUp.read().journalPath
  }
}
