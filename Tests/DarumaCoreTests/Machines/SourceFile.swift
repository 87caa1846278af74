import Foundation

/// A file of the package, read by the tests that hold a document against the code.
enum SourceFile {
  /// The text of `path` below the package's root, which is found by walking up from this file to `Package.swift`.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root().appending(path: path), encoding: .utf8)
  }

  private static func root() throws -> URL {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) { return folder }
      folder.deleteLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }
}
