import TestSupport
import Foundation

/// The small events, one or more of each family, that the fuzzer begins with.
enum FuzzerSeeds {
  private static let folder = SharedCorpus.repositoryRoot?.appendingPathComponent("Sources/FeedFuzzer/Seeds")

  /// `backup-job.json` and so on, sorted.
  static func files() -> [String] {
    guard let folder, let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
    return found.filter { $0.hasSuffix(".json") }.sorted()
  }

  static func text(_ file: String) throws -> String {
    guard let folder else { return "" }
    return try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }
}
