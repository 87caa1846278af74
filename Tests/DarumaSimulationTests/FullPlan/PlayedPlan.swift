import DarumaActions
import DarumaCatalog
import DarumaCore
import DarumaSimulation
import Testing

/// A plan of an application file, as an execution goes through it.
struct PlayedPlan {
  let application: Application
  let plan: Plan
  /// By resource.
  let points: [ResourceID: String]
  let startedAt: Instant

  struct Unreadable: Error {
    let diagnostics: [Diagnostic]
  }

  struct Unresolved: Error {
    let step: StepID
    let blank: Document
  }

  init(_ text: String, points: [ResourceID: String], startedAt: Instant) throws {
    let reading = ApplicationFile.read(Array(text.utf8), file: "plan.yaml")
    guard let application = reading.application, let plan = application.plans.first else {
      throw Unreadable(diagnostics: reading.diagnostics)
    }
    self.application = application
    self.plan = plan
    self.points = points
    self.startedAt = startedAt
  }

  /// What a step does, with what the steps before it have left.
  func effect(of step: Step, after left: [StepID: [String: String]]) throws -> Effect {
    var parameters: [String: Document] = [:]
    for (name, value) in step.action.parameters { parameters[name] = try fill(value, of: step, left) }
    let execution = ExecutionID("\(application.name).1")
    return Effect(
      id: Effect.identifier(execution: execution, step: step.id, attempt: 1), application: application.name,
      execution: execution, step: step.id, attempt: 1, purpose: .perform,
      action: Action(
        name: step.action.name, version: step.action.version, region: application.regions.region(of: step),
        parameters: parameters, traits: step.action.traits),
      deadline: startedAt + .hours(4))
  }

  private func fill(
    _ document: Document, of step: Step, _ left: [StepID: [String: String]]
  ) throws -> Document {
    guard let blank = try Blank(document) else {
      switch document {
      case .null, .bool, .integer, .decimal, .text: return document
      case .list(let items): return .list(try items.map { try fill($0, of: step, left) })
      case .object(let members): return .object(try members.mapValues { try fill($0, of: step, left) })
      }
    }
    switch blank {
    case .output(let source, let key):
      if let output = left[source]?[key] { return .text(output) }
    case .point:
      if let point = step.resource.flatMap({ points[$0] }) { return .text(point) }
    case .name:
      if let resource = step.resource.flatMap(application.resource) {
        return .text("\(resource.arn.resourceName)-\(startedAt.compact.lowercased())")
      }
    case .earlierNames: return .list([])
    case .before(let span): return .text((startedAt - span).description)
    case .start: return .text(startedAt.compact.lowercased())
    case .region: return .text(application.regions.region(of: step).rawValue)
    case .application: return .text(application.name.rawValue)
    case .plan: return .text(plan.name.rawValue)
    case .execution: return .text("\(application.name).1")
    case .literal(let document): return document
    case .joined(let parts): return .text(try parts.map { try fill($0, of: step, left).text ?? "" }.joined())
    // What no step of the plan asks for.
    default: break
    }
    throw Unresolved(step: step.id, blank: document)
  }
}
