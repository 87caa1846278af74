import Foundation

/// The files of the project, found from where this file lies.
struct SourceTree {
  struct File {
    /// Relative to the root, such as `Sources/DarumaCore/Catalog/Name.swift`.
    let path: String
    let lines: [String]

    /// `DarumaCore` of `Sources/DarumaCore/Catalog/Name.swift`.
    var module: String { String(path.split(separator: "/")[1]) }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var isTest: Bool { path.hasPrefix("Tests/") }

    init(path: String, text: String) {
      self.path = path
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }()

  /// The Swift files below `folder`, in order of path.
  static func swiftFiles(in folder: String) throws -> [File] {
    let base = root.appendingPathComponent(folder)
    guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    var files: [File] = []
    for case let url as URL in walk where url.pathExtension == "swift" {
      let path = url.resolvingSymlinksInPath().path.dropFirst(root.path.count + 1)
      files.append(File(path: String(path), text: try String(contentsOf: url, encoding: .utf8)))
    }
    return files.sorted { $0.path < $1.path }
  }
}
