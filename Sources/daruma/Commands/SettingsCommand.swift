import ArgumentParser

struct SettingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "Lists every setting: its name, its default, and what it is.",
    discussion: """
      A setting comes from a flag (--set key=value), from the environment (DARUMA_ and the key in capitals with \
      underscores), or from the settings' file (--config), in this order. Relative paths are relative to that file. What is \
      none of these is refused, wherever it is given.
      """)

  @Flag(help: "One JSON object a setting.") var json = false

  func run() async throws {
    try await reportingFailures {
      for key in SettingKey.allCases {
        if json { try JSONOutput.line(Line(key)) } else { show(key) }
      }
    }
  }

  private func show(_ key: SettingKey) {
    let out = Terminal.output
    let standard = key.standard.map { " (\($0))" } ?? ""
    out.line(out.styled(key.rawValue, .bold) + standard + "  " + out.styled(key.summary, .dim))
  }

  private struct Line: Encodable {
    var key: String
    var variable: String
    /// Missing where nothing holds if nothing is given.
    var standard: String?
    var summary: String

    init(_ key: SettingKey) {
      self.key = key.rawValue
      variable = key == .kafkaProperties ? "\(key.variable)_<PROPERTY>" : key.variable
      standard = key.standard
      summary = key.summary
    }
  }
}
