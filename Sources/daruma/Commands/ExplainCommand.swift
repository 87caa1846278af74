import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Why something happened, or did not, from the journal.",
    discussion:
      """
      Every event of the application that is about the execution or trigger, with the signal that caused it; and of a \
      trigger that is not firing what each leaf of its condition reads now, since when, and what is missing; of an execution \
      that is under way what each of its steps waits for now, and since when. Of a plan: when it was ready and when not, as \
      it was looked at.
      """
  )

  @Argument(help: "The application.") var application: String
  @Argument(help: "An execution, a trigger or a plan; what was decided of all if not given.") var subject: String?
  @OptionGroup var journal: JournalOptions
  @Flag(help: "One JSON object an event.") var json = false

  func run() async throws {
    try await reportingFailures {
      let reading = try await JournalReading.open(try await journal.path())
      let state = try await reading.latest(warningOn: .errors).state
      let known = try state.application(named: application)
      let now = Moment.now(state).at
      let times = LocalTimes(known.catalog)
      var out = Terminal.output
      out.times = times
      var found = 0
      /// Said once there is something that it is about.
      func begin() {
        if found == 0, !json { out.line(out.styled("times are those of \(times.name(at: now))", .dim)) }
        found += 1
      }
      try await reading.commits { commit in
        for event in commit.events where event.application.rawValue == application && isAsked(event) {
          begin()
          if json { try JSONOutput.line(try PrintedEvent(event)) } else { show(event, on: out) }
        }
      }
      let readings = readings(state, at: now)
      for reading in readings {
        begin()
        if json { try JSONOutput.line(reading) } else { reading.show(on: out) }
      }
      for reading in waits(known, try await journal.path(), state, at: now) {
        begin()
        if json { try JSONOutput.line(reading) } else { reading.show(on: out) }
      }
      if found == 0 {
        throw Refusal(message: "nothing about \(subject ?? application) was decided yet")
      }
    }
  }

  /// What the steps that are under way wait for, where they are asked for.
  private func waits(
    _ known: ApplicationState, _ path: String, _ state: State, at now: Instant
  ) -> [StepWaiting] {
    guard let execution = known.runningExecution, isAsked(execution) else { return [] }
    let isAlive = WorkerStatus.read(path, state, nil, at: SystemClock().now).isAlive
    let waiting = isAlive ? WaitingObserver.read(JournalPlace(path)) : []
    return execution.plan.steps.compactMap { step in
      StatusDocument.Waiting(step, execution, known, waiting, at: now).map {
        StepWaiting(execution: execution.id, step: step.id, waits: $0)
      }
    }
  }

  private func isAsked(_ execution: Execution) -> Bool {
    subject == nil || execution.id.rawValue == subject || execution.trigger?.rawValue == subject
  }

  /// What the triggers read that were asked for and are not firing.
  private func readings(_ state: State, at now: Instant) -> [TriggerReading] {
    guard let state = state.applications[ApplicationName(application)] else { return [] }
    return (state.catalog?.triggers ?? []).filter { subject == nil || $0.name.rawValue == subject }
      .filter { state.triggers[$0.name]?.isFiring != true }.map { TriggerReading($0, state, at: now) }
  }

  private func isAsked(_ event: Event) -> Bool {
    guard let subject else { return event.isDecision }
    switch event.body {
    case .trigger(let name, let change):
      if case .fired(let execution) = change, execution.rawValue == subject { return true }
      return name.rawValue == subject
    case .executionStarted(let started):
      return started.execution.rawValue == subject || started.trigger?.rawValue == subject
    case .execution(let id, _), .step(let id, _, _), .progress(let id, _): return id.rawValue == subject
    case .effect(let id, _): return id.rawValue.hasPrefix(subject + "/")
    case .notice(.due(_, let telling)), .notice(.told(let telling)): return telling.execution?.rawValue == subject
    case .placement(.departed(let id)): return id.rawValue == subject
    case .placement: return false
    case .command(.taken(_, let command)), .command(.accepted(_, let command)), .command(.rejected(_, let command, _)),
      .command(.refused(_, let command, _)):
      return command.execution?.rawValue == subject || command.trigger?.rawValue == subject
    case .observation(.planReadinessChanged(let found)): return found.plan.rawValue == subject
    case .observation(.planReadinessTurned(let turn)): return turn.plan.rawValue == subject
    case .catalog, .observed, .observation, .command(.automationPaused), .command(.automationResumed),
      .command(.findingCleared), .command(.reconciliationAsked), .command(.guardOverridden), .command(.rearmed):
      return false
    }
  }

  private func show(_ event: Event, on out: Terminal) {
    let cause = event.cause.map { out.styled("  because of \($0)", .dim) } ?? ""
    out.line(out.styled("\(event.at)", .dim) + "  \(event.sentence)" + cause)
  }
}

/// What a step that is under way waits for now.
private struct StepWaiting: Encodable {
  var execution: ExecutionID
  var step: StepID
  var waits: StatusDocument.Waiting

  func show(on out: Terminal) {
    out.line(out.styled("step \(step) is under way", .bold))
    waits.show(on: out)
  }
}

extension Event {
  /// Whether it is something that Daruma decided, and not something it saw.
  var isDecision: Bool {
    switch body {
    case .trigger, .executionStarted, .execution, .step, .progress, .command, .effect, .placement, .notice: true
    case .observation(.planReadinessTurned): true
    case .catalog, .observed, .observation: false
    }
  }
}
