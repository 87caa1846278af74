import ArgumentParser
import DarumaCore

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "A region outage of the sample application, from the first backup to the report.",
    discussion: """
      Needs nothing but this program: an embedded broker, a simulated cloud behind real HTTP and signatures, a fast \
      clock. It asks you to approve the failover, as it would ask management; then it kills the worker in the middle of \
      it (kill -9), and starts another one that goes on. Under a minute.
      """)

  @Flag(name: .shortAndLong, help: "Approve without asking.") var yes = false
  @Option(help: ArgumentHelp("Keep journal and reports in this folder.", valueName: "folder")) var keep: String?
  @Option(help: "How much faster than real time the story runs.") var speed: Int = 180
  @Flag(help: "Print the report as JSON, and nothing else on standard output.") var json = false

  func validate() throws {
    guard (1...2000).contains(speed) else { throw ValidationError("--speed must lie between 1 and 2000") }
  }

  func run() async throws {
    try await reportingFailures {
      let report = try await Demo(approves: yes, keep: keep, speed: Int64(speed), isQuiet: json).run()
      if json { try JSONOutput.line(report) }
      if report.outcome != "succeeded" { throw ExitStatus.finding }
    }
  }
}
