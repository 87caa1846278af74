/// What a step does, as the plan says it: a request with blanks. ``Action`` is what is finally done.
package struct StepAction: Codable, Hashable, Sendable {
  package var name: ActionName
  /// Of the meaning of its parameters. Raised where an action's parameters come to mean something else.
  package var version: Int
  /// Values, and ``Blank``s that are filled in when the step begins.
  package var parameters: [String: Document]
  package var traits: ActionTraits
  /// What it waits for that Daruma itself finds out; nil for what is done outside.
  package var awaits: Awaited?

  package init(
    name: ActionName, version: Int = 1, parameters: [String: Document], traits: ActionTraits, awaits: Awaited? = nil
  ) {
    self.name = name
    self.version = version
    self.parameters = parameters
    self.traits = traits
    self.awaits = awaits
  }

  private enum CodingKeys: String, CodingKey {
    case name = "action"
    case version = "actionVersion"
    case parameters, traits, awaits
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
  package var usesOutputs: Bool { parameters.values.contains { $0.holdsOutput(of: nil) } }

  /// Whether any of them is what `step` leaves.
  package func usesOutputs(of step: StepID) -> Bool { parameters.values.contains { $0.holdsOutput(of: step) } }
}

extension Document {
  /// Of `step`, or of any.
  fileprivate func holdsOutput(of step: StepID?) -> Bool {
    switch self {
    case .null, .bool, .integer, .decimal, .text: false
    case .list(let items): items.contains { $0.holdsOutput(of: step) }
    case .object(let members):
      switch (members.count, members.first?.key) {
      case (1, "$output"): step.map { members["$output"]?["step"]?.text == $0.rawValue } ?? true
      case (1, "$literal"): false
      default: members.values.contains { $0.holdsOutput(of: step) }
      }
    }
  }
}
