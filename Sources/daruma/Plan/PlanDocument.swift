import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore

/// A plan as it would run now: what `daruma plan` shows, and one JSON object of it.
struct PlanDocument: Encodable {
  var application: ApplicationName
  var plan: PlanName
  var kind: Plan.Kind
  /// As of when it is told.
  var at: Instant
  var primary: Region
  var recovery: Region
  /// Where a person starts it.
  var rto: Span
  var rpo: Span
  /// The triggers that start it, each with what an execution of it is held against.
  var triggers: [Starter]
  /// The sum of what the steps of the critical path usually take.
  var expected: Span
  /// The same of their timeouts, with the first attempt of each.
  var longest: Span
  var criticalPath: [StepID]
  /// Nil where no data comes over.
  var loss: Loss?
  var choices: [Choice]
  var missing: [Missing]
  /// What would stop a person who started it now; missing where nothing would, or where there is no journal.
  var block: Block?
  /// Whether recovery points were looked up; without a journal nothing is known of them.
  var pointsAreKnown: Bool
  var steps: [Line]
  /// Whether the credentials at hand may do it; missing where it was not asked.
  var permissionFindings: [Finding]?

  struct Starter: Encodable {
    var trigger: TriggerName
    var rto: Span
    var rpo: Span
    /// From when its condition holds: until it fires, until people have to have agreed, and what the steps usually take.
    var expected: Span
  }

  struct Missing: Encodable {
    var resource: ResourceID
    /// Why its newest point is none to restore from; missing where it has none at all.
    var reason: String?
  }

  struct Line: Encodable {
    var step: StepID
    var action: ActionName
    /// What it does, with everything filled in that is known.
    var sentence: String
    var region: Region
    /// What has to work for it.
    var needs: String
    var after: [StepID]
    /// From the beginning of the plan.
    var begins: Span
    var usually: Span
    var timeout: Span
    var retries: Int
    var isCutOver: Bool
    var onCriticalPath: Bool
    var repeatIs: String
    var undoneBy: String
    var calls: [Call]
    /// Why it can't be said, or could not be done; missing where nothing is in the way.
    var failure: Failure?
    /// What was looked at; missing where it was not.
    var findings: [Finding]?
  }

  struct Finding: Encodable {
    var verdict: CheckFinding.Verdict
    var subject: String
    var state: String
    /// Missing where nothing is to be done.
    var remedy: String?
  }

  struct Call: Encodable {
    var service: String
    var operation: String
    /// Method and path of a REST call; missing where the operation's name says all.
    var line: String?
    var changes: Bool
    /// Missing for an address that is not AWS's.
    var region: Region?
    var input: Document
    var permissions: [String]
  }
}

extension PlanDocument {
  /// What stands in the way of beginning it now.
  var hindrances: Int {
    (pointsAreKnown ? missing.count : 0) + (block == nil ? 0 : 1) + steps.count { $0.failure != nil }
  }

  /// What was looked at and is not as it must be.
  var unmet: Int {
    (steps.compactMap(\.findings).flatMap(\.self) + (permissionFindings ?? [])).count { $0.verdict == .unmet }
  }

  /// - Parameter state: What the journal knows; nil without one.
  init(_ run: DryRun, _ application: Application, _ state: ApplicationState?, at now: Instant) {
    let usual = PlanSchedule(run.plan) { step in
      min(step.timeout, step.usually)
    }
    let items = Dictionary(uniqueKeysWithValues: run.items.map { ($0.step.id, $0) })
    self.application = application.name
    plan = run.plan.name
    kind = run.plan.kind
    at = now
    primary = application.regions.primary
    recovery = application.regions.recovery
    let byHand = application.objectives(of: run.plan, by: nil)
    rto = byHand.rto
    rpo = byHand.rpo
    triggers = application.triggers.filter { $0.run == run.plan.name }.map { trigger in
      let objectives = application.objectives(of: run.plan, by: trigger)
      let approval = application.approval(of: run.plan, by: trigger)?.timeout ?? .zero
      return Starter(
        trigger: trigger.name, rto: objectives.rto, rpo: objectives.rpo,
        expected: trigger.holdFor + approval + usual.whole)
    }
    expected = usual.whole
    longest = PlanSchedule(run.plan, time: \.timeout).whole
    criticalPath = usual.criticalPath
    loss = run.loss
    choices = run.choices
    missing = run.missing.map { Missing(resource: $0.resource, reason: $0.reason) }
    pointsAreKnown = state != nil
    block = state.flatMap { DryRun.block(run.plan, application, $0, at: now) }
    steps = run.plan.stepsInOrder.map { step in
      Line(step, items[step.id]?.effect, run.faults[step.id], usual, application)
    }
  }
}

extension Step {
  /// How long it usually takes, as it is written.
  fileprivate var usually: Span {
    action.awaits?.lasting ?? ActionCatalog.table[action.name]?.usually ?? timeout
  }
}

extension PlanDocument.Line {
  fileprivate init(
    _ step: Step, _ effect: Effect?, _ fault: Failure?, _ schedule: PlanSchedule, _ application: Application
  ) {
    let kind = ActionCatalog.table[step.action.name]
    self.step = step.id
    action = step.action.name
    sentence = effect?.action.sentence ?? step.action.name.rawValue
    region = application.regions.region(of: step)
    needs = step.action.awaits?.needs ?? step.action.traits.plane.words
    after = step.after
    begins = schedule.begin[step.id] ?? .zero
    usually = step.usually
    timeout = step.timeout
    retries = step.retries
    isCutOver = step.isCutOver
    onCriticalPath = schedule.criticalPath.contains(step.id)
    repeatIs = step.action.traits.idempotency.words
    let undo = kind?.undo.words ?? ""
    undoneBy = effect?.action.filled(undo) ?? undo
    calls = []
    failure = fault
    guard let effect else { return }
    do throws(CloudFault) {
      calls = try ActionCatalog.calls(of: effect).map(PlanDocument.Call.init)
    } catch {
      failure = error.failure
    }
  }
}

extension PlanDocument.Call {
  fileprivate init(_ call: PlannedCall) {
    service = call.service
    operation = call.operation
    line = call.line
    changes = call.changes
    region = call.region
    input = call.input
    permissions = call.permissions.map(\.action)
  }
}

extension PlanDocument.Finding {
  init(_ finding: CheckFinding) {
    verdict = finding.verdict
    subject = finding.subject
    state = finding.state
    remedy = finding.remedy
  }
}
