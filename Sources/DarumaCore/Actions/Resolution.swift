/// Turns a plan's step into the action that is done: fills in its blanks.
struct Resolution {
  private let step: Step
  /// Counts from 1 the names that attempts gave to what they make.
  private let generation: Int
  private let execution: Execution
  /// Of a dry run: what is not known before it begins is filled in with a word for it.
  private let isDry: Bool

  /// - Parameter isDry: Whether what only an execution will know is filled in with words: `<endpoint of restore-db>`.
  static func resolve(
    _ step: Step, generation: Int, _ execution: Execution, isDry: Bool = false
  ) -> Result<Action, Failure> {
    let resolution = Resolution(step: step, generation: generation, execution: execution, isDry: isDry)
    do throws(Failure) {
      var parameters: [String: Document] = [:]
      for (name, value) in step.action.parameters { parameters[name] = try resolution.fill(value) }
      return .success(
        Action(
          name: step.action.name, version: step.action.version, region: execution.application.regions.region(of: step),
          parameters: parameters, traits: step.action.traits, awaits: step.action.awaits))
    } catch {
      return .failure(error)
    }
  }

  private func fill(_ document: Document) throws(Failure) -> Document {
    let blank: Blank?
    do throws(BlankError) {
      blank = try Blank(document)
    } catch {
      throw unresolved("this version of Daruma does not know \(error.blank)")
    }
    if let blank { return try fill(blank) }
    switch document {
    case .null, .bool, .integer, .decimal, .text: return document
    case .list(let items):
      var filled: [Document] = []
      for item in items { filled.append(try fill(item)) }
      return .list(filled)
    case .object(let members):
      var filled: [String: Document] = [:]
      for (name, value) in members { filled[name] = try fill(value) }
      return .object(filled)
    }
  }

  private func fill(_ blank: Blank) throws(Failure) -> Document {
    let application = execution.application
    switch blank {
    case .point:
      guard let choice = execution.choices.first(where: { $0.resource == step.resource }) else {
        if isDry, let resource = step.resource { return .text("<newest point of \(resource)>") }
        throw unresolved("no recovery point was chosen for its resource")
      }
      return .text(choice.point.rawValue)
    case .moment:
      let choice = execution.choices.first { $0.resource == step.resource }
      return .text(choice?.notAfter?.description ?? "latest")
    case .region: return .text(application.regions.region(of: step).rawValue)
    case .account: return .text(application.account.rawValue)
    case .application: return .text(application.name.rawValue)
    case .plan: return .text(execution.plan.name.rawValue)
    case .execution: return .text(execution.id.rawValue)
    case .output(let source, let key):
      guard let output = execution.steps[source]?.outputs[key] else {
        if isDry { return .text("<\(key) of \(source)>") }
        throw unresolved("step \(source) left no \(key)")
      }
      return .text(output)
    case .name(let longest): return .text(try names(longest)[generation - 1])
    case .earlierNames(let longest):
      return .list(try names(longest).dropLast().reversed().map { .text($0) })
    case .before(let span):
      let moment = execution.startedAt - span
      return .text((lastMoment.map { min(moment, $0) } ?? moment).description)
    case .start: return .text(Self.stamp(execution))
    case .generation: return .integer(Int64(generation))
    case .joined(let parts):
      var text = ""
      for part in parts { text += try fill(part).text ?? "" }
      return .text(text)
    case .literal(let document): return document
    }
  }

  /// The last moment of which what is restored may be.
  private var lastMoment: Instant? { execution.before.map { $0 - Span(milliseconds: 1) } }

  /// Of all generations so far, this one last.
  private func names(_ longest: Int) throws(Failure) -> [String] {
    guard let id = step.resource, let resource = execution.application.resource(id) else {
      throw unresolved("it has no resource to name after what it makes")
    }
    return (1...generation).map { Self.name(resource, execution, generation: $0, longest: longest) }
  }

  /// A name that has to be cut off ends in a number made of the whole of it: two that begin alike are told apart.
  private static func name(_ resource: Resource, _ execution: Execution, generation: Int, longest: Int) -> String {
    let suffix = "-" + stamp(execution) + (generation > 1 ? "-\(generation)" : "")
    let name = resource.arn.resourceName
    if name.count + suffix.count <= longest { return name + suffix }
    let mark = "-" + Fingerprint.short(name)
    var base = name.prefix(max(0, longest - mark.count - suffix.count))
    while base.last == "-" { base = base.dropLast() }
    return String(base) + mark + suffix
  }

  private static func stamp(_ execution: Execution) -> String { execution.startedAt.compact.lowercased() }

  private func unresolved(_ reason: String) -> Failure {
    Failure(code: "step.unresolved", message: "step \(step.id) can't be done: \(reason)", isRetriable: false)
  }
}
