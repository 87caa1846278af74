package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

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

  /// Every request that `effect` may send; what it needs, and what it changes.
  ///
  /// - Throws: ``CloudFault`` where a parameter is missing or unusable.
  package static func calls(of effect: Effect) throws(CloudFault) -> [PlannedCall] {
    try calls(of: effect, by: try definition(of: effect.action))
  }

  private static func calls<Definition: ActionDefinition>(
    of effect: Effect, by definition: Definition.Type
  ) throws(CloudFault) -> [PlannedCall] {
    try definition.calls(try Definition.Request(Arguments(effect.action)), ActionPlace(planning: effect))
  }

  /// Every look at what `effect` needs besides.
  ///
  /// - Throws: ``CloudFault`` where a parameter is missing or unusable.
  package static func looks(of effect: Effect) throws(CloudFault) -> [PlannedCall] {
    try looks(of: effect, by: try definition(of: effect.action))
  }

  private static func looks<Definition: ActionDefinition>(
    of effect: Effect, by definition: Definition.Type
  ) throws(CloudFault) -> [PlannedCall] {
    let place = ActionPlace(planning: effect)
    return try definition.preconditions(try Definition.Request(Arguments(effect.action)), place)
      .map { $0.planned(in: place.region) }
  }

  /// - Throws: ``CloudFault`` with the code `action.unknown`.
  static func definition(of action: Action) throws(CloudFault) -> any ActionDefinition.Type {
    guard let definition = byName[action.name] else {
      throw CloudFault(
        kind: .refused, code: "action.unknown",
        message: "This version of Daruma has no action \(action.name). Run the version that journaled it, or skip the "
          + "step and do it by hand.",
        isRetriable: false)
    }
    return definition
  }

  private static func kind<Definition: ActionDefinition>(_ definition: Definition.Type) -> ActionKind {
    ActionKind(
      name: definition.name, about: definition.about, resource: definition.resource, traits: definition.traits,
      usually: definition.usually, undo: definition.undo, form: definition.form)
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
