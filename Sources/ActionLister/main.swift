// Writes the list of actions: `ActionLister FOLDER OUTPUT`. Each file below the folder that declares a type
// `package enum Name: ActionDefinition` adds one.
import Foundation

/// A file that describes an action which the list would leave out, or hold under another name: the build fails.
struct Unlisted: Error {
  var file: URL
}

enum ActionLister {
  /// The type that a file declares; nil where it describes no action.
  ///
  /// - Throws: ``Unlisted`` where a file gives an action's name, and is not written as the list wants it.
  static func definition(in file: URL) throws -> String? {
    let text = try String(contentsOf: file, encoding: .utf8)
    let declared = text.matches(of: /(?m)^package enum ([A-Za-z0-9]+): (ActionDefinition|CalledAction) \{/)
    let named = text.matches(of: /(?m)^ *(package )?static let name(: ActionName| = ActionName)/)
    guard !(declared.isEmpty && named.isEmpty) else { return nil }
    let name = file.deletingPathExtension().lastPathComponent
    guard declared.count == 1, named.count == 1, let only = declared.first, only.1 == name else {
      throw Unlisted(file: file)
    }
    return name
  }

  static func list(of folder: URL) throws -> String {
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      throw CocoaError(.fileReadNoSuchFile)
    }
    var names: [String] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      if let name = try definition(in: file) { names.append(name) }
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

func fail(_ message: String, _ status: Int32) -> Never {
  FileHandle.standardError.write(Data("error: \(message)\n".utf8))
  exit(status)
}

guard CommandLine.arguments.count == 3 else { fail("usage: ActionLister FOLDER OUTPUT", 64) }
do {
  try ActionLister.list(of: URL(fileURLWithPath: CommandLine.arguments[1]))
    .write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
} catch let unlisted as Unlisted {
  fail(
    "\(unlisted.file.path): an action is one file with one type, `package enum <the file's name>: ActionDefinition {`, "
      + "and one `static let name: ActionName`; see Actions.md", 1)
} catch {
  fail("the actions can't be listed: \(error)", 1)
}
