import Foundation

/// The event samples that lie beside the repository, in `../shared/corpus/events`. They are not ours to copy;
/// without them the tests over them are skipped, except in continuous integration.
enum SharedCorpus {
  /// `DARUMA_SHARED` names another place for the folder `shared`.
  static let events: URL? = {
    let shared =
      ProcessInfo.processInfo.environment["DARUMA_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? repositoryRoot?.deletingLastPathComponent().appendingPathComponent("shared")
    guard let events = shared?.appendingPathComponent("corpus/events") else { return nil }
    return FileManager.default.fileExists(atPath: events.path) ? events : nil
  }()

  static var isExpected: Bool { events != nil || ProcessInfo.processInfo.environment["CI"] != nil }

  static let repositoryRoot: URL? = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { return folder }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  /// `backup-job/created-aws-docs.json` and so on, sorted.
  static func files() -> [String] {
    guard let events, let found = FileManager.default.enumerator(atPath: events.path) else { return [] }
    return found.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
  }

  static func bytes(_ file: String) throws -> [UInt8] {
    guard let events else { return [] }
    return Array(try Data(contentsOf: events.appendingPathComponent(file)))
  }
}
