package import DarumaCatalog
import DarumaCore

/// All actions there are. The list of definitions is made from the files of this module when it is built.
package enum ActionCatalog {
  /// As application files know them.
  package static let table = ActionTable(definitions.map { kind($0) })

  /// What the types are called, in the same order.
  package static let typeNames = definitions.map { "\($0)" }

  static let byName: [ActionName: any ActionDefinition.Type] = {
    Dictionary(definitions.map { ($0.name, $0) }) { first, second in
      preconditionFailure("two actions are called \(first.name): \(first) and \(second)")
    }
  }()

  private static func kind<Definition: ActionDefinition>(_ definition: Definition.Type) -> ActionKind {
    ActionKind(
      name: definition.name, about: definition.about, resource: definition.resource, traits: definition.traits,
      form: definition.form)
  }
}

extension ApplicationFile {
  /// Reads and checks one file, with all actions that there are.
  package static func read(_ bytes: [UInt8], file: String, strict: Bool = false) -> Reading {
    read(bytes, file: file, strict: strict, actions: ActionCatalog.table)
  }

  /// Reads and checks several files, with all actions that there are.
  package static func validate(_ files: [ApplicationFile], strict: Bool = false) -> [Reading] {
    validate(files, strict: strict, actions: ActionCatalog.table)
  }
}

extension ApplicationSchema {
  /// With all actions that there are.
  package static let json = json(ActionCatalog.table)
}
