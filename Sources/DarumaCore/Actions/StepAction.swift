/// What a step does, as the plan says it: a request with blanks. ``Action`` is what is finally done.
package struct StepAction: Codable, Hashable, Sendable {
  package var name: ActionName
  /// Of the meaning of its parameters. Raised where an action's parameters come to mean something else.
  package var version: Int
  /// Values, and ``Blank``s that are filled in when the step begins.
  package var parameters: [String: Document]
  package var traits: ActionTraits

  package init(name: ActionName, version: Int = 1, parameters: [String: Document], traits: ActionTraits) {
    self.name = name
    self.version = version
    self.parameters = parameters
    self.traits = traits
  }

  private enum CodingKeys: String, CodingKey {
    case name = "action"
    case version = "actionVersion"
    case parameters, traits
  }
}

extension StepAction {
  /// What it restores; nil where it restores nothing.
  package var restores: RestoreTrait? { traits.restores }

  /// Whether it only looks whether something works: what proves a restore.
  package var isCheck: Bool { traits.proves != nil }

  /// Whether it only tells people something.
  package var isNotice: Bool { traits.nature == .tells }
}

extension StepAction {
  /// Whether any of its parameters is what an earlier step leaves.
  package var usesOutputs: Bool { parameters.values.contains(where: \.holdsOutput) }
}

extension Document {
  fileprivate var holdsOutput: Bool {
    switch self {
    case .null, .bool, .integer, .decimal, .text: false
    case .list(let items): items.contains(where: \.holdsOutput)
    case .object(let members):
      switch (members.count, members.first?.key) {
      case (1, "$output"): true
      case (1, "$literal"): false
      default: members.values.contains(where: \.holdsOutput)
      }
    }
  }
}
