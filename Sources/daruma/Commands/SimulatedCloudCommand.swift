import ArgumentParser
import DarumaCore
import DarumaCrypto
import DarumaRuntime
import DarumaSimulation
import Logging
import UnixSignals

struct SimulatedCloudCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulated-cloud", abstract: "Serves the simulated cloud over HTTP, for trying things out.",
    discussion: """
      Speaks the AWS wire protocols of the operations that Daruma uses, on loopback, with the reference service in it. \
      Point AWS_ENDPOINT_URL at the address that it prints, and sign with the keys that it prints: signatures are checked. \
      Ctrl-C ends it.
      """)

  @Option(help: "0: any port that is free.") var port = 0
  @Option(help: "How much faster than real time its clock runs.") var speed: Int = 1
  @Flag(help: "Print the address as one JSON object.") var json = false

  private static let accessKey = "AKIASIMULATEDCLOUD00"

  func validate() throws {
    guard (1...2000).contains(speed) else { throw ValidationError("--speed must lie between 1 and 2000") }
  }

  func run() async throws {
    try await reportingFailures {
      let clock = FastClock(startingAt: SystemClock().now, factor: Int64(speed))
      let secret = RandomID.hex()
      let host = CloudHost(SampleEstate.kaigo(now: clock.now.milliseconds))
      var logger = Logger(label: "daruma.cloud") { LineLogHandler(label: $0, writer: LogWriter()) }
      logger.logLevel = .warning
      var configuration = AWSFaceServer.Configuration()
      configuration.port = port
      let server = AWSFaceServer(
        AWSFace(
          host, now: { clock.now.milliseconds },
          check: AccessKeys([Self.accessKey: secret], now: { SystemClock().now }).check), configuration: configuration,
        logger: logger)
      try await server.whileServing { [json] url in
        if json {
          try JSONOutput.line(["endpointURL": url, "accessKeyID": Self.accessKey, "secretAccessKey": secret])
        } else {
          Terminal.output.line(
            "simulated cloud at \(url); use it with AWS_ENDPOINT_URL=\(url) AWS_ACCESS_KEY_ID=\(Self.accessKey) "
              + "AWS_SECRET_ACCESS_KEY=\(secret)")
        }
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
      }
    }
  }
}
