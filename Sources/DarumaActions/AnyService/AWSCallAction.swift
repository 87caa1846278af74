package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `aws.call`: any operation of any AWS service that can be done safely: one look that tells whether it is so, and one
/// change that brings it about, which may be sent again because it is absolute, or bears a name or a token of its own.
/// Without a change it only looks, and waits until it is so.
package enum AWSCallAction: ActionDefinition {
  package static let name: ActionName = "aws.call"
  package static let about =
    "Calls any operation of any AWS service: looks first, changes what is not yet so, and waits until it is."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("the service"), sentence: "{purpose} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("see what {purpose} has changed")
}

// MARK: - In an application file

extension AWSCallAction {
  private static let longestPurpose = 200
  /// The parameter that makes a token another one where what was made is broken.
  fileprivate static let generation = "generation"
  private static let mostOutputs = 20
  private static let mostCodes = 20

  static let service = Key.required(
    "service", WrittenService.form,
    "The service by the first label of its host, such as `backup`; one that Daruma does not know is described: `host`, "
      + "`protocol`, `version`.")
  private static let look = Key.required(
    "look", WrittenCall.form, "The call that tells how things are. It never changes anything.")
  private static let change = Key.optional(
    "change", WrittenCall.changingForm, "The call that brings it about; without it the step only looks.")
  private static let does = Key.optional(
    "does",
    Form<ActionTraits.Nature>.choice([
      ("changes", .changes), ("creates", .creates), ("movesUsers", .movesUsers), ("destroys", .destroys),
    ]),
    "What the change does: `changes` (without it), `creates`, `movesUsers` or `destroys`. What was created and is not yet "
      + "done is waited for, and not created again.")
  private static let purpose = Key.required(
    "purpose", Form<String>.text(atMost: longestPurpose), "What it is for, in a few words, as logs and notices say it.")
  private static let done = Key.required(
    "done", AnswerCondition.list, "What must be so in the look's answer, all of it, for the step to be done.")
  private static let waiting = Key.optional(
    "waiting", AnswerCondition.list, "What says in the look's answer that it is on its way: any of it.")
  private static let failed = Key.optional(
    "failed", AnswerCondition.list, "What says in the look's answer that it can't become so any more: any of it.")
  private static let absent = Key.optional(
    "absent", Form<[String]>.list(of: errorCode, count: 1...mostCodes),
    "Codes of errors by which the look says that there is nothing yet: `ResourceNotFoundException`.")
  private static let repeated = Key.optional(
    "repeated", Form<[String]>.list(of: errorCode, count: 1...mostCodes),
    "Codes of errors by which the change says that an earlier try has done it: `ResourceAlreadyExistsException`.")
  private static let outputs = Key.optional(
    "outputs",
    Form<[(name: Located<String>, value: DocumentPath)]>.dictionary(
      keys: Form<String>.awsIdentifier("the name of an output", example: "a name such as `endpoint`"),
      of: AnswerCondition.path, count: 1...mostOutputs),
    "What is left for later steps, by a name of your own: an expression that finds it in the look's answer.")

  private static let errorCode = Form<String>.awsIdentifier(
    "the code of an error", marks: ".:-_", longest: 200, example: "a code such as `ResourceNotFoundException`")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of aws.call",
      keys: [service, purpose, look, change, does, done, waiting, failed, absent, repeated, outputs],
      rules: [.needs(does.name, change.name), .needs(repeated.name, change.name)])
  ) { fields in
    let (service, purpose) = (fields.value(service), fields.value(purpose))
    let (look, change, nature) = (fields.value(look), fields.value(change), fields.value(does))
    let (done, waiting, failed) = (fields.value(done), fields.value(waiting), fields.value(failed))
    let (absent, repeated, outputs) = (fields.value(absent), fields.value(repeated), fields.value(outputs))
    let isOnlyLooking = !fields.isGiven(Self.change)
    guard let service, let purpose, let look, let done, isOnlyLooking || change != nil else { return nil }
    look.check(as: service, isLook: true, fields.findings)
    change?.check(as: service, isLook: false, fields.findings)
    return Wanted(
      service: service, purpose: purpose, look: look, change: change,
      nature: isOnlyLooking ? .looks : nature ?? .changes, done: done, waiting: waiting ?? [], failed: failed ?? [],
      absent: absent ?? [], repeated: repeated ?? [],
      outputs: (outputs ?? []).map { ($0.name.value, $0.value) })
  }

  package struct Wanted: ActionWanted {
    var service: WrittenService
    var purpose: String
    var look: WrittenCall
    var change: WrittenCall?
    var nature: ActionTraits.Nature
    var done: [AnswerCondition]
    var waiting: [AnswerCondition]
    var failed: [AnswerCondition]
    var absent: [String]
    var repeated: [String]
    var outputs: [(name: String, path: DocumentPath)]

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        AWSCallAction.purpose.name: .text(purpose), AWSCallAction.service.name: service.document,
        AWSCallAction.look.name: look.document, AWSCallAction.change.name: change?.document,
        AWSCallAction.does.name: .text(nature.rawValue),
        generation: .blank(.generation), AWSCallAction.done.name: .list(done.map(\.document)),
        AWSCallAction.waiting.name: .list(waiting.map(\.document)),
        AWSCallAction.failed.name: .list(failed.map(\.document)),
        AWSCallAction.absent.name: Document(absent), AWSCallAction.repeated.name: Document(repeated),
        AWSCallAction.outputs.name: .object(
          Dictionary(outputs.map { ($0.name, .text($0.path.text)) }) { first, _ in first }),
      ])
    }

    package var uses: [OutputUse] { look.input.uses + (change?.input.uses ?? []) }

    package func traits(of kind: ActionTraits) -> ActionTraits {
      var traits = kind
      traits.nature = nature
      traits.idempotency = change?.token != nil ? .token : nature == .creates ? .named : kind.idempotency
      traits.plane = service.isGlobal ? .global(service.name) : .control(service.name)
      traits.outputs = outputs.map(\.name).sorted()
      return traits
    }
  }
}

// MARK: - Carried out

extension AWSCallAction {
  package struct Request: ActionRequest {
    var look: AWSCall
    var change: AWSCall?
    /// The member of the change that gets ``generation``'s token; nil where it takes none.
    var token: String?
    var generation: Int
    var nature: ActionTraits.Nature
    var done: [AnswerCondition]
    var waiting: [AnswerCondition]
    var failed: [AnswerCondition]
    /// With the service's word before them, as faults have them.
    var absent: Set<String>
    var repeated: Set<String>
    var outputs: [String: DocumentPath]
    var purpose: String

    package init(_ arguments: Arguments) throws(CloudFault) {
      let service = try WrittenService.service(arguments, AWSCallAction.service.name)
      guard let looked = try WrittenCall.call(arguments, AWSCallAction.look.name, of: service, isChange: false) else {
        throw arguments.fault(AWSCallAction.look.name, "is missing")
      }
      look = looked.call
      let changed = try WrittenCall.call(arguments, AWSCallAction.change.name, of: service, isChange: true)
      change = changed?.call
      token = changed?.token
      generation = try arguments.integer(AWSCallAction.generation)
      guard let nature = ActionTraits.Nature(rawValue: try arguments.text(does.name)),
        (nature == .looks) == (changed == nil)
      else { throw arguments.fault(does.name, "is nothing that a call does") }
      self.nature = nature
      done = try AnswerCondition.read(arguments, AWSCallAction.done.name)
      waiting = try AnswerCondition.read(arguments, AWSCallAction.waiting.name)
      failed = try AnswerCondition.read(arguments, AWSCallAction.failed.name)
      guard !done.isEmpty else { throw arguments.fault(AWSCallAction.done.name, "is missing") }
      absent = Set(try arguments.texts(AWSCallAction.absent.name).map { service.faultCode($0) })
      repeated = Set(try arguments.texts(AWSCallAction.repeated.name).map { service.faultCode($0) })
      outputs = try AnswerCondition.paths(arguments, AWSCallAction.outputs.name)
      purpose = try arguments.text(AWSCallAction.purpose.name)
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [PlannedCall(wanted.look, in: at.region)] + (change(wanted, at).map { [PlannedCall($0, in: at.region)] } ?? [])
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(wanted.look, in: at.region)
    } catch {
      guard wanted.absent.contains(error.code) else { throw error }
      return wanted.nature == .looks ? .inProgress("\(wanted.purpose): there is nothing yet (\(error.code))") : .absent
    }
    if let reason = wanted.failed.first(where: { $0.holds(in: answer) }) {
      return .broken(broken(wanted, reason, answer))
    }
    if wanted.done.allSatisfy({ $0.holds(in: answer) }) { return try finish(answer, wanted) }
    let missing = wanted.done.first { !$0.holds(in: answer) }
    let state = missing.map { "\($0.path) is \($0.found(in: answer)), not yet \($0.wish)" } ?? ""
    // What was created and is there is on its way: a second one would be another.
    let isUnderway = wanted.waiting.contains { $0.holds(in: answer) } || [.looks, .creates].contains(wanted.nature)
    return isUnderway ? .inProgress("\(wanted.purpose): \(state)") : .absent
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    guard let change = change(wanted, at) else {
      preconditionFailure("\(at.effect.id) only looks: it is observed until so, and never acted on")
    }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change, in: at.region)
    } catch {
      guard wanted.repeated.contains(error.code) else { throw error }
    }
    return .started
  }

  private static func change(_ wanted: Request, _ at: ActionPlace) -> AWSCall? {
    guard var change = wanted.change else { return nil }
    if let token = wanted.token, case .object(var members) = change.input {
      members[token] = .text(StepToken.attempt(wanted.generation, of: at.effect))
      change.input = .object(members)
    }
    return change
  }

  private static func finish(_ answer: Document, _ wanted: Request) throws(CloudFault) -> Observation {
    var outputs: [String: String] = [:]
    for (name, path) in wanted.outputs {
      guard let text = answer.at(path)?.text, !text.isEmpty else {
        throw .unreadable(wanted.look.service, "has no text at \(path), which is to be left as \(name)")
      }
      outputs[name] = text
    }
    return .done(outputs: outputs, by: .unknown)
  }

  private static func broken(_ wanted: Request, _ condition: AnswerCondition, _ answer: Document) -> Failure {
    Failure(
      code: "aws.call-failed",
      message: "\(wanted.purpose): \(wanted.look.service.name) says that \(condition.path) is "
        + "\(condition.found(in: answer)), which the plan calls failed. Mend it, then retry the step.",
      isRetriable: wanted.nature == .creates)
  }
}
