import DarumaActions
import ArgumentParser
import DarumaCatalog

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of application files, or a sample file.")

  @Flag(help: "Print the sample application file instead.") var sample = false
  @Flag(help: "As JSON: the schema is JSON already, the sample is the text `sample` of an object.") var json = false

  func run() async throws {
    try await reportingFailures {
      if json, sample { return try JSONOutput.line(Sample()) }
      Terminal.output.lines(sample ? SampleApplication.kaigo : ApplicationSchema.json)
    }
  }

  private struct Sample: Encodable {
    var sample = SampleApplication.kaigo
  }
}
