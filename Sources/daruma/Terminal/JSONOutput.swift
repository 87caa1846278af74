import DarumaJournal

/// Machine-readable output: one JSON object a line, sorted keys.
enum JSONOutput {
  static func line(_ value: some Encodable) throws {
    Terminal.output.line(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self))
  }
}
