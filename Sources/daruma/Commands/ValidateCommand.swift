import DarumaActions
import ArgumentParser
import DarumaCatalog
import Foundation

struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Checks application files, and says what would be right.",
    discussion: "Exit code 1 if a file has an error, or with --strict a warning.")

  @Argument(help: "Application files (YAML).") var files: [String]
  @Flag(help: "Fit for automatic action: warnings are errors, and more is asked.") var strict = false
  @Flag(help: "One JSON object a diagnostic.") var json = false

  func run() async throws {
    try await reportingFailures {
      let inputs = try files.map { path in
        guard let data = FileManager.default.contents(atPath: path) else {
          throw CommandFailure("\(path) can't be read; check the path")
        }
        return ApplicationFile(name: path, bytes: [UInt8](data))
      }
      let readings = ApplicationFile.validate(inputs, strict: strict)
      for diagnostic in readings.flatMap(\.diagnostics) {
        if json { try JSONOutput.line(diagnostic) } else { Terminal.output.line(coloured(diagnostic)) }
      }
      let failed = readings.filter { $0.diagnostics.contains { $0.severity == .error } }.count
      if !json {
        Terminal.output.line(
          failed == 0
            ? Terminal.output.styled("valid: \(readings.count) application file(s)", .green)
            : Terminal.output.styled("not valid: \(failed) of \(readings.count) application file(s)", .red))
      }
      if failed > 0 { throw ExitStatus.finding }
    }
  }

  private func coloured(_ diagnostic: Diagnostic) -> String {
    switch diagnostic.severity {
    case .error: Terminal.output.styled(diagnostic.description, .red)
    case .warning: Terminal.output.styled(diagnostic.description, .yellow)
    }
  }
}
