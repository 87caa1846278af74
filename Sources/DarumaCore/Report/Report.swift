/// What an execution came to: written with its closing event, from the state alone.
package struct Report: Codable, Hashable, Sendable {
  package var application: ApplicationName
  package var execution: ExecutionID
  package var plan: PlanName
  package var kind: Plan.Kind
  package var outcome: String
  /// Why it ended so; nil where it succeeded.
  package var reason: String?
  package var startedBy: String
  package var onset: Instant
  package var startedAt: Instant
  package var endedAt: Instant
  /// From where users are served after it, in words.
  package var placement: String
  /// When users were moved; nil where they were not, or nobody knows.
  package var cutOverAt: Instant?
  /// Whether nobody knows if users were moved.
  package var isCutOverUnknown: Bool
  /// From the onset to the end of the verification; nil where the service did not come back, or a step that brings data
  /// or users over was not carried out.
  package var rta: Objective?
  /// The data that was lost if the primary took writes until users were moved: nothing can have been lost beyond it. Nil
  /// where users were not moved, and where a resource was left behind: nobody knows then.
  package var rpa: Objective?
  /// The data that was lost if nothing was written any more since the onset.
  package var rpaAtOnset: Objective?
  package var evidence: [EvidenceItem]
  /// What became of each resource.
  package var fates: [ResourceFate]
  package var approvers: [Approver]
  package var steps: [StepLine]
  /// What brings data or users over and was not carried out, or was skipped by a person, in words.
  package var missing: [String]
  /// What was sent and of which nobody saw how it ended.
  package var leftRunning: [String]
  /// Since when it could not hear everything as it acted, as its file allows; nil where it heard.
  package var deafSince: Instant?
  /// Guards that a person overrode, with the risk.
  package var overrides: [GuardOverride]
  package var account: Account
  package var regions: Regions
  /// SHA-256 of the application file that it ran by.
  package var file: String
  /// Of the terms that were approved last; nil where nobody was asked.
  package var digest: String?
  /// Who said what, each attempt, commit by commit; nil where only the state is known.
  package var history: ExecutionHistory?
  /// Where the journal ended when this was written; nil where that is not known.
  package var journal: JournalMark?
  /// Of the program that wrote this.
  package var version: String?

  /// A commit, and the head of the journal's chain after it (64 hexadecimal digits): what `daruma journal verify
  /// --expect-head` is given.
  package struct JournalMark: Codable, Hashable, Sendable {
    package var commit: Int64
    package var head: String

    package init(commit: Int64, head: String) {
      self.commit = commit
      self.head = head
    }

    package var words: String { "head of the journal after commit \(commit): \(head)" }
  }

  /// An objective and what was reached.
  package struct Objective: Codable, Hashable, Sendable {
    package var actual: Span
    package var objective: Span

    package var isMet: Bool { actual <= objective }

    private enum Key: String, CodingKey { case actual, objective, met }

    package init(actual: Span, objective: Span) {
      self.actual = actual
      self.objective = objective
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      actual = try container.decode(Span.self, forKey: .actual)
      objective = try container.decode(Span.self, forKey: .objective)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(actual, forKey: .actual)
      try container.encode(objective, forKey: .objective)
      try container.encode(isMet, forKey: .met)
    }
  }

  package struct StepLine: Codable, Hashable, Sendable {
    package var step: StepID
    package var action: String
    package var state: String
    package var startedAt: Instant?
    package var endedAt: Instant?
    package var detail: String

    package var duration: Span? {
      guard let startedAt, let endedAt else { return nil }
      return endedAt - startedAt
    }
  }

  /// Nil while the execution has not ended, or is not known any more.
  package init?(_ id: ExecutionID, of state: ApplicationState) {
    guard let execution = state.executions[id], let ended = execution.machine.endedAt else { return nil }
    let undone = state.undoneSteps(of: execution)
    application = execution.application.name
    self.execution = execution.id
    plan = execution.plan.name
    kind = execution.plan.kind
    outcome = execution.machine.stateName
    reason = execution.machine.endReason
    startedBy = execution.startedBy
    onset = execution.onset
    startedAt = execution.startedAt
    endedAt = ended
    evidence = execution.evidence
    fates = state.outcomeFates(of: execution)
    placement = "\(execution.application.name) is " + state.placement.words(execution.application.regions)
    cutOverAt = execution.cutOverAt
    isCutOverUnknown = execution.cutOverAt == nil && state.placement.isUnknown && state.placement.mover == id
    leftRunning = state.effects.of(id).filter { $0.machine.isLeftOpen }.map(\.effect.action.sentence)
    missing = undone.map { step in
      "step \(step.id) " + (execution.steps[step.id] ?? StepMachine()).whyMissing
    }
    deafSince = execution.deafSince
    overrides = execution.overrides
    account = execution.application.account
    regions = execution.application.regions
    file = execution.file
    digest = execution.approvers.last?.digest
    approvers = execution.approvers
    steps = execution.plan.steps.map { StepLine($0, execution.steps[$0.id] ?? StepMachine()) }
    if case .succeeded = execution.machine.state, undone.isEmpty {
      rta = Objective(actual: ended - execution.onset, objective: execution.objectives.rto)
    }
    // What was lost is what the data that came over lacks at the moment when users went there.
    if let moved = cutOverAt ?? execution.repairedAt, !fates.contains(where: \.fate.isLeftBehind),
      let oldest = fates.compactMap(\.fate.asOf).min()
    {
      let objective = execution.objectives.rpo
      rpa = Objective(actual: moved - oldest, objective: objective)
      rpaAtOnset = Objective(actual: max(.zero, execution.onset - oldest), objective: objective)
    }
  }
}

extension Execution {
  /// When a repair put what it restored in the place of what was there: its last step that restores, or leads users to it.
  fileprivate var repairedAt: Instant? {
    guard plan.kind == .restore, !choices.isEmpty else { return nil }
    return plan.steps.filter { $0.isCutOver || $0.action.restores != nil }
      .compactMap { step in steps[step.id].flatMap { $0.wasCarriedOut ? $0.endedAt : nil } }.max()
  }
}

extension ExecutionMachine {
  /// Why it ended otherwise than well.
  package var endReason: String? {
    switch state {
    case .failed(let failure, _): failure.description
    case .aborted(let reason, let person, _): "\(reason) (\(person))"
    case .pending, .awaitingApproval, .running, .pausedByOperator, .pausedByFailedStep, .verifying, .stopping,
      .succeeded:
      nil
    }
  }
}

extension Report.StepLine {
  fileprivate init(_ step: Step, _ machine: StepMachine) {
    self.step = step.id
    action = step.action.name.rawValue
    startedAt = machine.startedAt
    endedAt = machine.endedAt
    state = machine.stateName
    detail =
      switch machine.state {
      case .waiting, .ready: ""
      case .running(let running): running.effect.action.sentence
      case .succeeded, .adopted:
        (machine.lastEffect?.action.sentence ?? "")
          + (machine.saidBy.map { " (done, says \($0))" } ?? "")
      case .failed(let failure, _, _): failure.description
      case .skipped(let reason, let person, _): "\(reason) (\(person))"
      case .stopped: "nothing of it was sent"
      }
  }
}

extension StepMachine {
  /// Who said that it is done; nil where nobody was asked.
  package var saidBy: String? {
    lastEffect?.action.awaits?.isByPerson == true ? outputs[DoneCommand.sayer] : nil
  }

  /// The state's name, as in DESIGN.md section 5.
  package var stateName: String {
    switch state {
    case .waiting: "waiting"
    case .ready: "ready"
    case .running: "running"
    case .succeeded: "succeeded"
    case .adopted: "adopted"
    case .failed: "failed"
    case .skipped: "skipped"
    case .stopped: "stopped"
    }
  }
}
