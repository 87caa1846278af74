package import DarumaCore

/// One action as application files know it: its name, what it acts on, and how its `with` is written. Each is described by
/// the module of actions.
package struct ActionKind: Sendable {
  package enum ResourceUse: Sendable, Hashable {
    case required([ResourceType])
    case optional([ResourceType])
    case none
  }

  package let name: ActionName
  /// What it does, in a sentence.
  package let about: String
  package let resource: ResourceUse
  package let traits: ActionTraits
  /// How long it typically takes until it is done.
  package let usually: Span
  /// What puts it back as it was.
  package let undo: Undo
  /// What the schema says of `with`.
  package let schema: JSONValue
  private let readWith: @Sendable (Written, Findings) -> (any ActionWanted)?

  package init<Wanted: ActionWanted>(
    name: ActionName, about: String, resource: ResourceUse, traits: ActionTraits,
    usually: Span, undo: Undo, form: Form<Wanted>
  ) {
    self.name = name
    self.about = about
    self.resource = resource
    self.traits = traits
    self.usually = usually
    self.undo = undo
    schema = form.schema
    readWith = { written, findings in form.read(written, findings) }
  }

  /// The types of resource that the action acts on; empty where it acts on none.
  package var resourceTypes: [ResourceType] {
    switch resource {
    case .required(let types), .optional(let types): types
    case .none: []
    }
  }

  /// Whether `with` has a key that must be given.
  var needsWith: Bool {
    guard case .object(let members) = schema else { return false }
    return members.contains { ["required", "oneOf", "anyOf"].contains($0.name) }
  }

  /// The action at `place`; nil where `with` is unusable.
  func read(_ with: Written, at place: Place, _ findings: Findings) -> ActionDraft? {
    let before = findings.count
    return readWith(with, findings).map {
      ActionDraft(kind: self, place: place, wanted: $0, isWhole: findings.count == before)
    }
  }

  /// Reports a resource that is missing, or that the action can't have. `place` is the resource's, or the
  /// step's.
  func checkResource(isGiven: Bool, at place: Place, _ findings: Findings) {
    switch resource {
    case .required(let types) where !isGiven:
      findings.report(
        .missingKey, at: place, "\(name) needs `resource`",
        remedy: "add `resource:` with the id of an \(types.words) of this file")
    case .none where isGiven:
      findings.report(
        .keyConflict, at: place, "\(name) acts on no resource", remedy: "remove `resource`")
    case .required, .optional, .none:
      break
    }
  }
}

extension [ResourceType] {
  /// `rds.instance or rds.cluster`.
  var words: String { map(\.rawValue).joined(separator: " or ") }
}

/// What a step does, as read. Names of other steps and of roles are not yet looked up.
struct ActionDraft: Sendable {
  var kind: ActionKind
  /// Where the action's name is written.
  var place: Place
  var wanted: any ActionWanted
  /// Whether `with` was read without a complaint: what is not in the parameters is not in the file.
  var isWhole: Bool

  /// How long it usually takes, as it is written here.
  var usually: Span { wanted.awaits?.lasting ?? kind.usually }

  /// What it is, as it is written here.
  var traits: ActionTraits { wanted.traits(of: kind.traits) }

  func action(in setting: ActionSetting) -> StepAction {
    StepAction(name: kind.name, parameters: wanted.parameters(in: setting), traits: traits, awaits: wanted.awaits)
  }
}
