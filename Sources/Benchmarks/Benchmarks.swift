/// Measures Daruma against its budgets (see "What fast means here" in the documentation of the design). Each measurement
/// prints a limit and whether it was kept; one that was not gives exit code 1.
@main
struct Benchmarks {
  static let usage = """
    usage: Benchmarks scale [--resources COUNT] [--points COUNT] [--applications COUNT] [--json]

    scale: memory and speed of a state with COUNT resources of COUNT recovery points each.
    Build in release mode (swift run -c release Benchmarks scale); figures of a debug build mean nothing.
    """

  static func main() {
    do {
      let arguments = try Arguments(CommandLine.arguments.dropFirst())
      let report = try ScaleBenchmark(arguments.fleet).run()
      try print(arguments.isJSON ? report.json() : report.text)
      for breach in report.breaches { StandardError.write("over the limit: \(breach)\n") }
      if !report.breaches.isEmpty { StandardError.exit(.overLimit) }
    } catch let error as ArgumentError {
      StandardError.write("\(error.message)\n\(usage)\n")
      StandardError.exit(.wrongUsage)
    } catch {
      StandardError.write("could not be measured: \(error)\n")
      StandardError.exit(.notDone)
    }
  }
}
