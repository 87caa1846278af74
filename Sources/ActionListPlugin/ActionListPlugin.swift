import Foundation
import PackagePlugin

/// Has the list of actions made from the files of the target, whenever one of them has changed.
@main
struct ActionListPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let sources = target as? SwiftSourceModuleTarget else { return [] }
    let output = context.pluginWorkDirectoryURL.appending(path: "ActionCatalog+Definitions.swift")
    return [
      .buildCommand(
        displayName: "Listing the actions of \(target.name)",
        executable: try context.tool(named: "ActionLister").url,
        arguments: [sources.directoryURL.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: sources.sourceFiles(withSuffix: "swift").map(\.url), outputFiles: [output])
    ]
  }
}
