// Writes the list of actions: `ActionLister FOLDER OUTPUT`. Each file below the folder that declares a type
// `Name: ActionDefinition` adds one.
import Foundation

enum ActionLister {
  /// What a file declares.
  static func definitions(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let match = line.wholeMatch(of: /package enum ([A-Za-z0-9]+): ActionDefinition \{.*/) else { return nil }
      return String(match.1)
    }
  }

  static func list(of folder: URL) throws -> String {
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      throw CocoaError(.fileReadNoSuchFile)
    }
    var names: [String] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      names += definitions(in: try String(contentsOf: file, encoding: .utf8))
    }
    let items = names.sorted().map { "    \($0).self,\n" }.joined()
    return """
      extension ActionCatalog {
        /// In the order of their types' names.
        package static let definitions: [any ActionDefinition.Type] = [
      \(items)  ]
      }

      """
  }
}

guard CommandLine.arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: ActionLister FOLDER OUTPUT\n".utf8))
  exit(64)
}
try ActionLister.list(of: URL(fileURLWithPath: CommandLine.arguments[1]))
  .write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
