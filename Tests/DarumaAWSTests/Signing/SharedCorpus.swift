import Foundation

/// The folder with the published test vectors: `shared` beside the repository, or what `DARUMA_SHARED` names.
enum SharedCorpus {
  static let variables = ProcessInfo.processInfo.environment

  static let folder: URL = {
    if let path = variables["DARUMA_SHARED"] { return URL(fileURLWithPath: path) }
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// Tests that need it are left out where it is missing, but not in CI: there they fail.
  static let isExpected = variables["CI"] != nil || FileManager.default.fileExists(atPath: folder.path)

  /// The lines of a file below the folder.
  static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      .components(separatedBy: "\n").filter { !$0.isEmpty }
  }
}
