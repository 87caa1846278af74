import ArgumentParser
import DarumaCatalog

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of application files, or a sample file.")

  @Flag(help: "Print the sample application file instead.") var sample = false

  func run() async throws {
    try await reportingFailures { Terminal.output.lines(sample ? SampleApplication.kaigo : ApplicationSchema.json) }
  }
}
