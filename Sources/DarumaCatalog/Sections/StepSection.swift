import DarumaCore

struct StepDraft: Sendable {
  var place: Place
  var id: Located<StepID>?
  var action: ActionDraft?
  var resource: Located<ResourceID>?
  var after: [Located<StepID>]
  /// False where `after` is unusable, or perhaps misspelt.
  var isOrderKnown: Bool
  /// Nil where the file gives none.
  var timeout: Span?
  var retries: Int
  var backoff: Span
  var onFailure: Step.OnFailure
  var onFailurePlace: Place
  var cutOver: Bool
  var cutOverPlace: Place
  var needs: String?
  var region: Located<Step.Place>?

  /// For messages.
  var title: String { id.map { "step \(quoted($0.value.rawValue))" } ?? "this step" }

  /// Whether it says that it acts in the primary region, by word or by code.
  func isIn(primary: Region?) -> Bool {
    guard let region = region?.value else { return false }
    return region == .primary || primary.map { region == .named($0) } ?? false
  }

  func step(_ resolve: (StepDraft, ActionDraft) -> StepAction) -> Step? {
    guard let id, let action else { return nil }
    return Step(
      id: id.value, action: resolve(self, action), resource: resource?.value, after: after.map(\.value),
      timeout: timeout ?? Step.defaultTimeout, retries: retries, backoff: backoff, onFailure: onFailure,
      cutOver: cutOver, needs: needs, region: region?.value)
  }
}

enum StepSection {
  private static let stepName = Form<StepID>.name("the id of a step").located
  private static let id = Key.required("id", stepName, "A short name, unique in this plan.")
  private static let action = Key.required("action", ActionTable.nameForm, "What is done.")
  private static let resource = Key.optional(
    "resource", Form<ResourceID>.name("the id of a resource").located, "What it is done to.")
  private static let with = Key.optional(
    "with", Form<Written>.anyMapping, "How it is done; the keys depend on the action.")
  private static let after = Key.optional(
    "after", Form<[Located<StepID>]>.list(of: stepName, count: 0...PlanSection.mostSteps),
    "Steps that must be done before this one.")
  private static let timeout = Key.optional(
    "timeout", Form<Span>.span(from: .seconds(1)),
    "The longest time for one attempt; \(Step.defaultTimeout.written) without it.")
  private static let retries = Key.optional(
    "retries", Form<Int>.count(0...Step.mostRetries),
    "How often a failed attempt is repeated; \(Step.defaultRetries) without it.")
  private static let backoff = Key.optional(
    "backoff", Form<Span>.span(upTo: Step.longestBackoff),
    "The pause before the first retry, which doubles with each; \(Step.defaultBackoff.written) without it.")
  private static let onFailure = Key.optional(
    "onFailure", Form<Step.OnFailure>.choice(), "What happens when it fails for good; pause without it.")
  private static let cutOver = Key.optional(
    "cutOver", Form<Bool>.boolean, "Whether users reach the recovery region after this step.")
  private static let needs = Key.optional(
    "needs", Form<String>.text(),
    "Why the step may need the primary region or a global control plane, in words.")

  private static let region = Key.optional(
    "region", Form<Step.Place>.place.located,
    "Where it acts: `recovery`, `primary`, or the code of a region; in the recovery region without it.")

  static let form = Form<StepDraft>.mapping(
    KeyTable(
      title: "a step",
      keys: [
        id, action, resource, with, after, timeout, retries, backoff, onFailure, cutOver, needs, region,
      ], furtherSchema: ActionTable.schemaOfSteps)
  ) { fields in
    let given = fields.value(with)
    let options = fields.isGiven(with) ? given : .mapping([], fields.place)
    let named = fields.value(action)
    let target = fields.value(resource)
    let earlier = fields.value(after)
    let isCutOver = fields.value(cutOver) ?? false
    if let named {
      named.value.checkResource(
        isGiven: fields.isGiven(resource), at: fields.place(of: resource), fields.findings)
    }
    return StepDraft(
      place: fields.place, id: fields.value(id),
      action: named.flatMap { named in
        options.flatMap { named.value.read($0, at: named.place, fields.findings) }
      },
      resource: target, after: earlier ?? [],
      isOrderKnown: (earlier != nil || !fields.isGiven(after)) && !fields.hasUnknownKeys,
      timeout: fields.value(timeout),
      retries: fields.value(retries) ?? Step.defaultRetries,
      backoff: fields.value(backoff) ?? Step.defaultBackoff,
      onFailure: fields.value(onFailure) ?? .pause,
      onFailurePlace: fields.place(of: onFailure), cutOver: isCutOver,
      cutOverPlace: fields.place(of: cutOver), needs: fields.value(needs),
      region: fields.value(region))
  }
}

extension Form where Value == Step.Place {
  /// One of two words, or the code of a region.
  fileprivate static var place: Form {
    let words = [Step.Place.recovery.written, Step.Place.primary.written]
    let region = Form<Region>.region
    return Form(schema: ["anyOf": [["enum": .strings(words)], region.schema]]) { written, findings in
      if case .text(let text) = written, words.contains(text.text) { return Step.Place(text.text) }
      return region.read(written, findings).map { .named($0) }
    }
  }
}

extension Form where Value == Written {
  /// A mapping that is read later, by the form of the action.
  fileprivate static var anyMapping: Form {
    Form(schema: ["type": "object"]) { written, findings in
      if case .mapping = written { return written }
      findings.report(
        .wrongKind, at: written.place, "\(written.kind) stands where a mapping is wanted",
        remedy: "write `{ key: value }`")
      return nil
    }
  }
}
