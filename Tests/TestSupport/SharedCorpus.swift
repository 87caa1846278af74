package import Foundation

/// The samples, vectors and faults that lie beside the repository, in `../shared/corpus`. They are not ours to copy; without
/// them the tests over them are skipped, except in continuous integration.
package enum SharedCorpus {
  /// `DARUMA_SHARED` names another place for the folder `shared`.
  private static let root: URL? = {
    let shared =
      ProcessInfo.processInfo.environment["DARUMA_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? repositoryRoot?.deletingLastPathComponent().appendingPathComponent("shared")
    guard let corpus = shared?.appendingPathComponent("corpus") else { return nil }
    return FileManager.default.fileExists(atPath: corpus.path) ? corpus : nil
  }()

  package static var isExpected: Bool { root != nil || ProcessInfo.processInfo.environment["CI"] != nil }

  package static let repositoryRoot: URL? = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { return folder }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  /// The files of a folder, by the end of their names, such as `events`: `backup-job/created-aws-docs.json` and so on, sorted.
  package static func files(of folder: String, ending: String = ".json") -> [String] {
    guard let root, let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path) else {
      return []
    }
    return found.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// Throws where the file can't be read.
  package static func bytes(_ path: String) throws -> [UInt8] {
    guard let root else { return [] }
    return Array(try Data(contentsOf: root.appendingPathComponent(path)))
  }

  /// The lines that are not empty.
  package static func lines(_ path: String) throws -> [String] {
    String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
