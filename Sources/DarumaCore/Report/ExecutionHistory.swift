/// How an execution came to its end, event by event: who said what, each attempt, and the commits of the journal that say
/// so.
package struct ExecutionHistory: Codable, Hashable, Sendable {
  /// An event, and the commit that it stands in.
  package struct Entry: Sendable {
    package var event: Event
    package var commit: Int64
    package var worker: String

    package init(_ event: Event, commit: Int64, worker: String) {
      self.event = event
      self.commit = commit
      self.worker = worker
    }
  }

  /// What a person ordered while it ran, and whether that was done.
  package struct Order: Codable, Hashable, Sendable {
    package var at: Instant
    package var commit: Int64
    package var order: CommandGiven.Command
    package var by: String
    package var role: Role?
    package var step: StepID?
    package var comment: String?
    package var digest: String?
    /// Whether the sender's key was checked.
    package var signed: Bool
    /// Why it was refused; nil where it was done.
    package var refusal: String?
  }

  /// A request to people to agree.
  package struct Request: Codable, Hashable, Sendable {
    package var at: Instant
    package var commit: Int64
    package var round: Int
    package var roles: [Role]
    package var digest: String
    package var expiresAt: Instant
  }

  /// One try at a step.
  package struct Attempt: Codable, Hashable, Sendable {
    package var step: StepID
    package var attempt: Int
    package var commit: Int64
    package var startedAt: Instant
    /// Nil where nobody saw its end.
    package var endedAt: Instant?
    /// `succeeded`, `adopted`, `failed`, `skipped`, `stopped`, or `running` where nobody saw its end.
    package var outcome: String
    package var reason: String?
    package var detail: String
  }

  package struct Line: Codable, Hashable, Sendable {
    package var at: Instant
    package var commit: Int64
    package var type: EventType
    package var sentence: String
  }

  package private(set) var requests: [Request] = []
  package private(set) var orders: [Order] = []
  package private(set) var attempts: [Attempt] = []
  package private(set) var timeline: [Line] = []
  /// Those who wrote the commits: another one after the first died.
  package private(set) var workers: [String] = []
  package private(set) var firstCommit: Int64?
  package private(set) var lastCommit: Int64?

  /// - Parameter entries: from its start on, in order; what is not about it is passed over.
  package init(_ execution: ExecutionID, of entries: [Entry]) {
    for entry in entries { take(entry, execution) }
  }

  private mutating func take(_ entry: Entry, _ execution: ExecutionID) {
    guard isAbout(entry.event, execution) else { return }
    firstCommit = firstCommit ?? entry.commit
    lastCommit = entry.commit
    if !workers.contains(entry.worker) { workers.append(entry.worker) }
    let event = entry.event
    switch event.body {
    case .execution(_, .approvalRequested(let approval)):
      requests.append(
        Request(
          at: event.at, commit: entry.commit, round: approval.round, roles: approval.policy.from,
          digest: approval.digest,
          expiresAt: approval.expiresAt))
    case .command(.accepted(_, let command)): add(command, entry, refusal: nil)
    case .command(.rejected(_, let command, let reason)): add(command, entry, refusal: reason)
    case .step(_, let step, let change): take(step, change, entry)
    case .catalog, .observed, .observation, .trigger, .executionStarted, .execution, .progress, .effect, .placement,
      .notice, .command:
      break
    }
    guard event.isOfTimeline else { return }
    timeline.append(Line(at: event.at, commit: entry.commit, type: event.body.type, sentence: event.sentence))
  }

  private mutating func add(_ command: CommandGiven, _ entry: Entry, refusal: String?) {
    orders.append(
      Order(
        at: entry.event.at, commit: entry.commit, order: command.command, by: command.by, role: command.role,
        step: command.step, comment: command.failed ?? command.comment, digest: command.digest,
        signed: command.signature != nil,
        refusal: refusal))
  }

  private mutating func take(_ step: StepID, _ change: StepMachine.Event, _ entry: Entry) {
    switch change {
    case .ready: break
    case .started(let effect, _):
      attempts.append(
        Attempt(
          step: step, attempt: effect.attempt, commit: entry.commit, startedAt: entry.event.at, outcome: "running",
          detail: effect.action.sentence))
    case .succeeded: end(step, "succeeded", nil, entry)
    case .adopted: end(step, "adopted", "it was done already", entry)
    case .attemptFailed(let failure, _, _, _), .failed(let failure, _): end(step, "failed", failure.description, entry)
    case .skipped(let reason, let person): end(step, "skipped", "\(reason) (\(person))", entry)
    case .stopped: end(step, "stopped", "nothing of it was sent", entry)
    }
  }

  /// Of the attempt that is open; where none is, the step came to this without one.
  private mutating func end(_ step: StepID, _ outcome: String, _ reason: String?, _ entry: Entry) {
    guard let index = attempts.lastIndex(where: { $0.step == step && $0.endedAt == nil }) else { return }
    attempts[index].endedAt = entry.event.at
    attempts[index].outcome = outcome
    attempts[index].reason = reason
  }

  /// Commands that name no execution are about the one that runs.
  private func isAbout(_ event: Event, _ id: ExecutionID) -> Bool {
    switch event.body {
    case .executionStarted(let started): started.execution == id
    case .execution(let execution, _), .step(let execution, _, _), .progress(let execution, _): execution == id
    case .effect(let effect, _): effect.rawValue.hasPrefix(id.rawValue + "/")
    case .trigger(_, .fired(let execution)): execution == id
    case .command(.accepted(_, let command)), .command(.rejected(_, let command, _)), .command(.taken(_, let command)):
      command.execution == nil || command.execution == id
    case .command, .placement: true
    case .observation(.readinessChanged): true
    case .catalog, .observed, .observation, .trigger, .notice: false
    }
  }
}

extension Event {
  /// Whether a person who reads how it went wants to know: what is decided and done, and not each word that led there.
  fileprivate var isOfTimeline: Bool {
    switch body {
    case .trigger, .executionStarted, .execution, .placement, .command(.accepted), .command(.rejected),
      .command(.guardOverridden), .command(.automationPaused), .command(.automationResumed), .command(.rearmed),
      .effect(_, .lost), .effect(_, .failed), .effect(_, .calledOff), .observation(.readinessChanged):
      true
    case .step(_, _, .ready): false
    case .step: true
    case .progress(_, .verificationFailed), .progress(_, .noticeFailed): true
    case .catalog, .observed, .observation, .progress, .effect, .command, .notice: false
    }
  }
}
