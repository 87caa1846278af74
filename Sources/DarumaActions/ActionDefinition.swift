package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// All of one action. It stands in one file, named as its type is, and nothing else in the program knows it: the list of
/// actions is made from the files when the module is built, and schema, checks, plans and documentation from the list.
package protocol ActionDefinition: Sendable {
  /// Its `with` in an application file, as read.
  associatedtype Wanted: ActionWanted
  /// What is asked for, with everything filled in.
  associatedtype Request: ActionRequest

  /// The same in application files, in the journal and in the documentation.
  static var name: ActionName { get }
  /// What it does, in a sentence.
  static var about: String { get }
  static var resource: ActionKind.ResourceUse { get }
  static var traits: ActionTraits { get }
  /// How long it typically takes until it is done: what the expected time of a plan is made of. What bounds it is the
  /// step's timeout.
  static var usually: Span { get }
  /// What puts it back as it was.
  static var undo: Undo { get }
  /// How its `with` is written: keys, types, defaults, a sentence each.
  static var form: Form<Wanted> { get }

  /// Every request that it may send, those that look first. What it learns by looking is not yet in them.
  static func calls(_ request: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall]

  /// What must be so before it can succeed, beside what it acts on itself; for `daruma plan --check`, and for the watch that
  /// looks at plans all the time. What an earlier step leaves is filled in as words: what asks for it is left out then.
  static func preconditions(_ request: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition]

  /// Looks whether it is so. Never changes anything.
  static func observe(_ request: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation

  /// Starts it. Sends at most one changing request.
  static func act(_ request: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted
}

extension ActionDefinition {
  package static func preconditions(
    _ request: Request, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] { [] }

  /// Of what only looks: there is nothing to bring about, so it is observed until it is so.
  package static func act(_ request: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    preconditionFailure("\(at.effect.id) only looks (\(name)): it is observed until so, and never acted on")
  }
}

/// A request, read from the parameters of an action.
package protocol ActionRequest: Sendable {
  /// - Throws: ``CloudFault`` where a parameter is missing or of another type.
  init(_ arguments: Arguments) throws(CloudFault)
}

/// Where an action is carried out, on whose behalf, and with what.
package struct ActionPlace: Sendable {
  package var effect: Effect
  private let given: ActionTools?

  /// Where an effect is carried out.
  package init(effect: Effect, tools: ActionTools) {
    self.effect = effect
    given = tools
  }

  /// Where an effect would be: nothing can be sent from here.
  package init(planning effect: Effect) {
    self.effect = effect
    given = nil
  }

  package var tools: ActionTools {
    guard let given else { preconditionFailure("\(effect.id) is only planned: nothing may be sent for it") }
    return given
  }

  package var region: Region { effect.action.region }

  /// Whether all of it is known before the plan begins; only of a dry run it may not be.
  var isWhole: Bool { !effect.action.parameters.values.contains(where: \.holdsPlaceholder) }

  /// How what is made says which effect it came of.
  package var mark: EffectMark { EffectMark(effect) }

  /// Whose work it is that something is as wanted, where nothing tells whether it ever was otherwise: ours where it was
  /// sent, or where another attempt went before, which a person may have begun who knows. Otherwise it is `failure`.
  package func authorUnlessFirst(_ failure: Failure) -> Observation.Author {
    effect.attempt > 1 ? .unknown : .usOr(failure)
  }
}
