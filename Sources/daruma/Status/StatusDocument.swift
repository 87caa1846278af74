import DarumaCore
import DarumaRuntime

/// What `daruma status --json` says of one application.
struct StatusDocument: Encodable {
  struct Triggered: Encodable {
    var trigger: TriggerName
    var state: String
    /// The same for people.
    var stateWords: String
    var detail: String
  }

  struct Executed: Encodable {
    var execution: ExecutionID
    var plan: PlanName
    var state: String
    /// The same for people.
    var stateWords: String
    /// What to type so that it goes on; empty where it does by itself.
    var remedies: [String]
    var startedAt: Instant
    var endedAt: Instant?
    /// Why it ended without success; missing where it did not.
    var endedBecause: String?
    var loss: Span?
    /// What it is held against.
    var rto: Span
    var rpo: Span
    /// Until when the service is to be back by that; missing once it has ended.
    var dueAt: Instant?
    var steps: [Stepped]
    var approval: Asked?
  }

  struct Stepped: Encodable {
    var step: StepID
    var state: String
    /// The same for people.
    var stateWords: String
    var outputs: [String: String]
    /// Why it failed; missing where it has not.
    var failure: String?
    /// What it waits for now; missing where no worker is at work on it, and nobody is to do it.
    var waits: Waiting?
  }

  struct Waiting: Encodable {
    var reason: String
    var since: Instant
    /// The same for people.
    var words: String
    /// What a person types who has done it; missing where nobody is waited for.
    var command: String?
    /// Whom it waits for; missing where nobody is waited for.
    var waitsFor: Role?
  }

  struct Asked: Encodable {
    var digest: String
    var expiresAt: Instant
    var from: [Role]
    var loss: Span?
    /// How many people must approve, and who has.
    var required: Int
    var approvers: [String]
    /// What is no longer as it was asked, so that an approval is refused; missing where nothing got worse.
    var outdated: String?
    /// When it is asked anew; missing where nothing got worse.
    var askedAnewAt: Instant?
  }

  var application: ApplicationName
  /// Who is at work on the journal now; missing where a moment of before is shown.
  var worker: WorkerStatus?
  var at: Instant
  /// Of the application file; missing where none is in force.
  var account: Account?
  var sequence: Int64
  /// Those that can be planned with.
  var recoveryPoints: Int
  var automationPausedBy: String?
  /// From where users are served, in words.
  var placement: String?
  var isServedFromPrimary: Bool
  /// Guards that a person has overridden, and until when.
  var overrides: [GuardOverride]
  /// What was heard for the application, in words.
  var readiness: String
  /// Whether that is everything: never without a worker that is alive.
  var isCurrent: Bool
  /// Missing where nobody has asked yet.
  var caller: CallerStatus?
  /// As it is with the worst of ``exposures``; missing where nothing is carried over.
  var exposure: Exposure.Status?
  var exposures: [ExposureStatus]
  var resources: [ResourceStatus]
  /// Resources that should be protected, or that a plan restores, and have no recovery point.
  var uncovered: [ResourceID]
  var listings: [ListingStatus]
  var evidence: EvidenceStatus
  /// Those that triggers start, and failovers.
  var plans: [PlanStatus]
  var triggers: [Triggered]
  var executions: [Executed]
  /// Why a person has to look at it; empty where nobody has to.
  var needsPerson: [PersonNeeded] = []

  /// - Parameter waiting: What effects wait for, of this and other applications.
  init(_ state: ApplicationState, _ worker: WorkerStatus?, waiting: [WaitingEffect] = [], at now: Instant) {
    application = state.name
    self.worker = worker
    at = now
    account = state.catalog?.account
    sequence = state.sequence
    let protection = state.projection.protection
    recoveryPoints = (state.catalog?.resources ?? []).flatMap { protection.points(of: $0.arn) }
      .count { protection.isUsable($0, at: now) }
    automationPausedBy = state.automationPausedBy
    placement = state.catalog.map { state.placement.words($0.regions) }
    isServedFromPrimary = state.isServedFromPrimary
    overrides = state.overrides.values.filter { now < $0.until }.sorted {
      $0.guardName.rawValue < $1.guardName.rawValue
    }
    readiness = state.readiness.words
    isCurrent = state.readiness.isCurrent && worker?.isAlive ?? true
    caller = CallerStatus(state)
    let catalog = state.catalog
    let protected = catalog?.resources.filter(\.isProtected) ?? []
    exposures = protected.compactMap { resource in
      state.exposure(of: resource, at: now).flatMap { exposure in
        catalog.map { ExposureStatus(exposure, rpo: $0.objectives.rpo, at: now) }
      }
    }
    exposure = exposures.map(\.status).max()
    resources = protected.map { ResourceStatus($0, state, at: now) }
    uncovered = catalog?.uncovered(protection, at: now) ?? []
    listings = ListingStatus.all(protection)
    evidence = EvidenceStatus(state, at: now)
    plans = PlanStatus.all(state)
    triggers = state.triggers.sorted { $0.key < $1.key }.map {
      Triggered(
        trigger: $0.key, state: $0.value.stateName, stateWords: $0.value.stateWords, detail: $0.value.detail)
    }
    executions = state.executions.values.sorted { $0.startedAt < $1.startedAt }.map {
      Executed($0, state, waiting: worker?.isAlive == true ? waiting : [], at: now)
    }
    needsPerson = PersonNeeded.all(state, self, at: now)
  }
}

extension StatusDocument {
  /// What was heard, where that is not everything and the worker's own line does not say it already.
  var hearingNews: String? {
    guard worker?.isAlive ?? true, !isCurrent else { return nil }
    return readiness
  }
}

extension StatusDocument.Executed {
  init(_ execution: Execution, _ application: ApplicationState, waiting: [WaitingEffect], at now: Instant) {
    self.execution = execution.id
    plan = execution.plan.name
    state = execution.machine.stateName
    stateWords = execution.machine.stateWords
    remedies = execution.remedies
    startedAt = execution.startedAt
    endedAt = execution.machine.endedAt
    endedBecause = execution.machine.endedBecause
    loss = Loss.of(execution.fates, onset: execution.onset, within: .zero, at: execution.cutOverAt ?? now)?.now
    rto = execution.objectives.rto
    rpo = execution.objectives.rpo
    dueAt = execution.machine.hasEnded ? nil : execution.dueAt
    steps = execution.plan.steps.map { step in
      let machine = execution.steps[step.id] ?? StepMachine()
      let isOver = execution.machine.hasEnded && machine.state == .waiting
      return StatusDocument.Stepped(
        step: step.id, state: isOver ? "notBegun" : machine.stateName,
        stateWords: isOver ? "never begun" : machine.stateWords, outputs: machine.outputs,
        failure: machine.failure?.description,
        waits: StatusDocument.Waiting(step, execution, application, waiting, at: now))
    }
    approval = execution.machine.approval.map { asked in
      let outdated = ApprovalStanding.change(of: execution, in: application, at: now)
      return StatusDocument.Asked(
        digest: asked.digest, expiresAt: asked.expiresAt, from: asked.policy.from, loss: asked.terms.loss?.now,
        required: asked.policy.required, approvers: asked.approvers.map(\.name), outdated: outdated,
        askedAnewAt: outdated == nil ? nil : max(asked.nextRequestAt, now))
    }
  }
}

extension StatusDocument.Waiting {
  /// Nil where it is not under way, or nobody knows.
  init?(
    _ step: Step, _ execution: Execution, _ state: ApplicationState, _ waiting: [WaitingEffect], at now: Instant
  ) {
    if let wait = state.wait(of: step.id, of: execution, at: now) {
      self.init(
        reason: wait.reason, since: wait.since, words: wait.words, command: wait.command, waitsFor: wait.role)
    } else if let effect = waiting.first(where: { $0.execution == execution.id && $0.step == step.id }) {
      self.init(reason: effect.reason, since: effect.since, words: effect.text, command: nil, waitsFor: nil)
    } else {
      return nil
    }
  }
}

extension StepMachine {
  /// The state for people; `stateName` is for programs.
  fileprivate var stateWords: String {
    switch state {
    case .waiting: "waits for other steps"
    case .ready: "about to begin"
    case .running: "running"
    case .succeeded: "succeeded"
    case .adopted: "was there already, and is taken as done"
    case .failed: "failed"
    case .skipped: "skipped by a person"
    case .stopped: "stopped before anything of it was sent"
    }
  }
}

extension TriggerMachine {
  /// The state's name, as in DESIGN.md section 5.
  var stateName: String {
    switch state {
    case .clear: "clear"
    case .holding: "holding"
    case .suppressed: "suppressed"
    case .firing: "firing"
    case .coolingDown: "coolingDown"
    case .acknowledged: "acknowledged"
    }
  }

  /// The state for people; ``stateName`` is for programs.
  var stateWords: String {
    switch state {
    case .clear: "clear"
    case .holding: "waits out its hold-down"
    case .suppressed: "is held back"
    case .firing: "has fired"
    case .coolingDown: "is cooling down"
    case .acknowledged: "is acknowledged"
    }
  }

  var isFiring: Bool {
    guard case .firing = state else { return false }
    return true
  }

  var detail: String {
    switch state {
    case .clear: ""
    case .holding(let since): "its condition holds since \(since)"
    case .suppressed(_, let block): block.description
    case .firing(let execution): "execution \(execution)"
    case .coolingDown(let until): "until \(until)"
    case .acknowledged(let person): "by \(person)"
    }
  }
}
