package import DarumaCore

/// The `with` of one action, as read: what it says of itself to the checks, and how it becomes a request.
package protocol ActionWanted: Sendable {
  /// The request, with blanks for what is known when the step begins.
  func parameters(in setting: ActionSetting) -> [String: Document]

  /// What the action is, where that depends on how it is written; `traits` without it.
  func traits(of traits: ActionTraits) -> ActionTraits

  /// What it needs of earlier steps.
  var uses: [OutputUse] { get }

  /// Whom it tells by their role.
  var roles: [Located<Role>] { get }

  /// What only one application may move.
  var claims: [Claim] { get }

  /// What it calls besides AWS.
  func addresses(in setting: ActionSetting) -> [CalledAddress]

  /// What it waits for that Daruma itself finds out; nil for what is done outside.
  var awaits: Awaited? { get }

  /// The condition that it waits for.
  var condition: Located<ConditionDraft>? { get }

  /// Reports what only it can know. Called where `with` was read without a complaint.
  func check(in setting: ActionSetting, _ findings: Findings)
}

extension ActionWanted {
  package func traits(of traits: ActionTraits) -> ActionTraits { traits }
  package var uses: [OutputUse] { [] }
  package var roles: [Located<Role>] { [] }
  package var claims: [Claim] { [] }
  package var awaits: Awaited? { nil }
  package var condition: Located<ConditionDraft>? { nil }
  package func addresses(in setting: ActionSetting) -> [CalledAddress] { [] }
  package func check(in setting: ActionSetting, _ findings: Findings) {}
}

/// What stands around an action in its file.
package struct ActionSetting: Sendable {
  /// Where the action's name is written.
  package var place: Place
  package var planKind: Plan.Kind?
  /// Whether the step names a resource, known or not.
  package var hasResource: Bool
  /// The ARN of the step's resource; nil where it names none, or one that is not known.
  package var arn: ARN?
  /// Whether a step of the plan restores the step's resource, so that a point of it is chosen.
  package var isRestored: Bool
  package var primary: Region?
  package var recovery: Region?
  /// Where the step acts; nil where the file does not say it clearly.
  package var region: Region?
  package var contacts: [Contact]
}

/// What an earlier step is to have left.
package struct OutputUse: Sendable, Hashable {
  package var step: StepID
  package var key: String
  package var place: Place

  package init(step: StepID, key: String, place: Place) {
    self.step = step
    self.key = key
    self.place = place
  }
}

/// What an action has to itself: two applications that both move it would each act as if they were alone.
package struct Claim: Sendable, Hashable {
  /// The same for the same thing, however it is written.
  package var key: String
  /// What both do: `switch app.example.com in zone Z1`.
  package var deed: String
  /// `let one application have the record`.
  package var remedy: String

  package init(key: String, deed: String, remedy: String) {
    self.key = key
    self.deed = deed
    self.remedy = remedy
  }
}

/// An address outside of AWS's control planes that an action calls.
package struct CalledAddress: Sendable {
  package var value: String
  package var place: Place
  /// Whether it is reached through the primary region.
  package var isInPrimary: Bool

  package init(value: String, place: Place, isInPrimary: Bool) {
    self.value = value
    self.place = place
    self.isInPrimary = isInPrimary
  }
}
