import DarumaActions
import DarumaCatalog
import DarumaCore
import DarumaCrypto
import DarumaRuntime
import DarumaSimulation
import Logging

/// What the scenes of the demonstration share.
struct DemoParts: Sendable {
  let night: ReferenceNight
  let clock: FastClock
  let host: CloudHost
  let story: DemoStory
  let workers: DemoWorkers

  /// The keys that the simulated cloud knows; they open nothing else.
  static let accessKey = "AKIADEMODEMODEMODEMO"
  static let secretKey = "demo-demo-demo-demo-demo-demo-demo-demo"

  /// The environment of the AWS client: every service is the simulated cloud at `url`.
  static func environment(_ url: String) -> [String: String] {
    [
      "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": accessKey,
      "AWS_SECRET_ACCESS_KEY": secretKey,
    ]
  }

  /// Where the web addresses of the sample application lead in the simulated cloud at `url`.
  static func web(_ url: String) -> String { url + "/web/" }

  /// The sample application, with its web addresses led to the simulated cloud at `url`.
  static func application(_ url: String) throws -> DeclaredApplication {
    let text = SampleApplication.kaigo.split(separator: "https://", omittingEmptySubsequences: false)
      .joined(separator: web(url))
    let bytes = Array(text.utf8)
    let reading = ApplicationFile.read(bytes, file: SampleApplication.fileName)
    guard let application = reading.application else {
      throw CommandFailure(
        "the sample application is not valid:\n"
          + reading.diagnostics.map(\.description).joined(separator: "\n"))
    }
    return DeclaredApplication(application: application, digest: SHA256.hex(bytes))
  }
}
