import DarumaSimulation

/// Short words in place of the long names of this night: who looks on reads no identifiers.
struct DemoNames: Sendable {
  private let names: [(name: String, word: String)]

  /// - Parameter url: of the simulated cloud.
  init(_ url: String) { names = ReferenceNight.names + [(DemoParts.web(url), "https://")] }

  func shown(_ text: String) -> String {
    names.reduce(text) { $0.replacing($1.name, with: $1.word) }
      .replacing(/restore job [0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/, with: "the restore job")
  }
}
