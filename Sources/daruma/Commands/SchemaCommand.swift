import DarumaActions
import ArgumentParser
import DarumaCatalog

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of application files, or a sample file.")

  @Flag(help: "Print the sample application file instead.") var sample = false
  @Flag(help: "Print the sample's staging variant instead.") var staging = false
  @Flag(help: "As JSON: the schema is JSON already, the sample is the text `sample` of an object.") var json = false

  func run() async throws {
    try await reportingFailures {
      let text = staging ? SampleApplication.staging : sample ? SampleApplication.kaigo : nil
      if json, let text { return try JSONOutput.line(Sample(sample: text)) }
      Terminal.output.lines(text ?? ApplicationSchema.json)
    }
  }

  private struct Sample: Encodable {
    var sample: String
  }
}
