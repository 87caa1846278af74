import ArgumentParser
import Logging

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says whether a worker with these settings is fit, and what to do where it is not.",
    discussion: """
      Looks at the settings, application files, journal and its head, brokers, topics and their settings, the clock, and \
      in whose AWS account it would act. \
      One line each: ok, warn or fail. Exit code 1 if anything fails, 2 if it could not be looked at (settings that can't be \
      read).
      """)

  @OptionGroup var setUp: SetUpOptions
  @Flag(help: "One JSON object a finding.") var json = false

  func run() async throws {
    try await reportingFailures {
      let configuration = try await setUp.read()
      var logger = Logger(label: "daruma.doctor") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .critical
      var failed = false
      try await Doctor(configuration: configuration, logger: logger).run { finding in
        failed = failed || finding.outcome == .fail
        if json { try JSONOutput.line(finding) } else { show(finding) }
      }
      if failed { throw ExitStatus.finding }
    }
  }

  private func show(_ finding: DoctorFinding) {
    let out = Terminal.output
    let word =
      switch finding.outcome {
      case .ok: out.styled("ok  ", .green)
      case .warn: out.styled("warn", .yellow)
      case .fail: out.styled("fail", .red)
      }
    out.line("\(word)  \(finding.check): \(finding.message)" + (finding.remedy.map { "; \($0)" } ?? ""))
  }
}
