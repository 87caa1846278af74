import DarumaCore

/// What `daruma status --json` says of one application.
struct StatusDocument: Encodable {
  struct Exposed: Encodable {
    var resource: ResourceID
    var status: Exposure.Status
    var point: RecoveryPointID?
    var takenAt: Instant?
    /// The data that would be lost now.
    var exposure: Span?
    var rpo: Span
    /// By level of proof: the data that would be lost if only points proved so far counted.
    var byUsability: [String: Span]
  }

  struct Triggered: Encodable {
    var trigger: TriggerName
    var state: String
    var detail: String
  }

  struct Executed: Encodable {
    var execution: ExecutionID
    var plan: PlanName
    var state: String
    var startedAt: Instant
    var endedAt: Instant?
    var loss: Span?
    var steps: [Stepped]
    var approval: Asked?
  }

  struct Stepped: Encodable {
    var step: StepID
    var state: String
    var outputs: [String: String]
  }

  struct Asked: Encodable {
    var digest: String
    var expiresAt: Instant
    var from: [Role]
    var loss: Span?
  }

  var application: ApplicationName
  var at: Instant
  var sequence: Int64
  var recoveryPoints: Int
  var automationPausedBy: String?
  var exposures: [Exposed]
  var triggers: [Triggered]
  var executions: [Executed]

  init(_ state: ApplicationState, at now: Instant) {
    application = state.name
    at = now
    sequence = state.sequence
    let protection = state.projection.protection
    recoveryPoints = protection.points.values.count { $0.isUsable(at: now) }
    automationPausedBy = state.automationPausedBy
    exposures =
      state.catalog.map { catalog in
        catalog.resources.filter(\.isProtected).map { Exposed($0, catalog, state, at: now) }
      } ?? []
    triggers = state.triggers.sorted { $0.key < $1.key }.map {
      Triggered(trigger: $0.key, state: $0.value.stateName, detail: $0.value.detail)
    }
    executions = state.executions.values.sorted { $0.startedAt < $1.startedAt }.map(Executed.init)
  }
}

extension StatusDocument.Exposed {
  init(_ resource: Resource, _ catalog: Application, _ state: ApplicationState, at now: Instant) {
    let protection = state.projection.protection
    let newest = protection.newestUsable(of: resource.arn, in: catalog.regions.recovery, at: now)
    self.resource = resource.id
    point = newest?.point.id
    takenAt = newest?.takenAt
    exposure = newest.map { now - $0.takenAt }
    rpo = catalog.objectives.rpo
    status = exposure.map { $0 > catalog.objectives.rpo ? .breached : .withinObjective } ?? .unknown
    byUsability = [:]
    for level in Usability.allCases {
      let found = protection.newestUsable(
        of: resource.arn, in: catalog.regions.recovery, atLeast: level, at: now)
      if let found { byUsability["\(level)"] = now - found.takenAt }
    }
  }
}

extension StatusDocument.Executed {
  init(_ execution: Execution) {
    self.execution = execution.id
    plan = execution.plan.name
    state = execution.machine.stateName
    startedAt = execution.startedAt
    endedAt = execution.machine.endedAt
    loss = execution.loss
    steps = execution.plan.steps.map { step in
      let machine = execution.steps[step.id] ?? StepMachine()
      return StatusDocument.Stepped(step: step.id, state: machine.stateName, outputs: machine.outputs)
    }
    approval = execution.machine.approval.map {
      StatusDocument.Asked(
        digest: $0.digest, expiresAt: $0.expiresAt, from: $0.policy.from, loss: $0.terms.loss)
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

  var detail: String {
    switch state {
    case .clear: ""
    case .holding(let since): "its condition holds since \(since)"
    case .suppressed(_, let block): block.description
    case .firing(let execution): execution.rawValue
    case .coolingDown(let until): "until \(until)"
    case .acknowledged(let person): "by \(person)"
    }
  }
}
