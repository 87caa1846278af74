import ArgumentParser
import DarumaCore
import DarumaRuntime
import DarumaSimulation
import Logging

struct SimulatedCloudCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulated-cloud", abstract: "Serves the simulated cloud over HTTP, for trying things out.",
    discussion: """
      Speaks the AWS wire protocols of the operations that Daruma uses, on loopback, with the reference service in it. \
      Point AWS_ENDPOINT_URL at the address that it prints. Ctrl-C ends it.
      """)

  @Option(help: "0: any port that is free.") var port = 0
  @Flag(help: "Print the address as one JSON object.") var json = false

  func run() async throws {
    try await reportingFailures {
      let clock = SystemClock()
      let host = CloudHost(SampleEstate.kaigo(now: clock.now.milliseconds))
      var logger = Logger(label: "daruma.cloud") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      var configuration = AWSFaceServer.Configuration()
      configuration.port = port
      let server = AWSFaceServer(
        AWSFace(host, now: { clock.now.milliseconds }), configuration: configuration, logger: logger)
      try await server.run { [json] bound in
        let url = "http://127.0.0.1:\(bound)"
        if json {
          Terminal.output.line("{\"endpointURL\":\"\(url)\"}")
        } else {
          Terminal.output.line("simulated cloud at \(url); use it with AWS_ENDPOINT_URL=\(url)")
        }
      }
    }
  }
}
