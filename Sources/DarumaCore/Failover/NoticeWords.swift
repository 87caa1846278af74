/// What a message says: what happened, and what to do next, with the command as it must be typed.
struct NoticeWords {
  let title: String
  let message: String

  init(_ telling: Telling, _ application: Application, _ state: ApplicationState) {
    let name = application.name
    switch telling {
    case .approvalRequested(let id, let round):
      title =
        "Approve \(state.executions[id]?.plan.name.rawValue ?? "") of \(name)?"
        + (round > 1 ? " (request \(round))" : "")
      message = Self.request(id, round, state)
    case .began(let id):
      title = "\(Self.plan(id, state)) of \(name) runs"
      message = "Execution \(id) acts from now on. Stop it with: daruma abort \(name) --execution \(id) --by YOU"
    case .usersMoved(let id):
      title = "\(name) is \(state.placement.words(application.regions))"
      message =
        "Execution \(id) has moved the users. No failover starts from there. When it is served from "
        + "\(application.regions.primary) again, say so with: daruma rearm \(name) --served-from "
        + "\(application.regions.primary) --by YOU"
    case .stepPaused(let id, let step, _, let failure):
      title = "\(Self.plan(id, state)) of \(name) waits for a person"
      message = Self.paused(id, step, failure, name)
    case .stepAsked(let id, let step, _):
      title = "\(Self.plan(id, state)) of \(name): do by hand: \(step)"
      message = Self.asked(id, step, state)
    case .ended(let id):
      title = Self.ending(id, application, state)
      message = Self.end(id, application, state)
    case .suppressed(let trigger, let block):
      title = "\(name): trigger \(trigger) is held back"
      message =
        "Its condition holds, and nothing is done: \(block.reason). To go on: \(block.remedy)."
        + Self.override(block.guardName, name)
    case .placementUnknown(let reason, _):
      title = "\(name): nobody knows from where it is served"
      message =
        "\(reason). Look where users arrive, then say so with: daruma rearm \(name) --served-from "
        + "\(application.regions.primary) --by YOU (or \(application.regions.recovery)). Until then nothing fails over."
    case .placementTold(_, let person, _):
      title = "\(name) is \(state.placement.words(application.regions))"
      message = "\(person) says so. Exposure and triggers are about that from now on."
    case .effectUnknown(let effect, let failure):
      title =
        "\(name): nobody saw how \(effect.rawValue.split(separator: "/").dropFirst().joined(separator: "/")) ended"
      message =
        (state.effects[effect]?.effect.action.awaits == nil
          ? "It was sent, and what became of it was not seen in time: \(failure.message). It may still come true. Look at "
            + "AWS, and at: "
          : "People were asked to do it: \(failure.message). It may be done all the same. Ask them, and look at: ")
        + "daruma explain \(name) \(telling.execution?.rawValue ?? "")"
    case .commandRejected(_, let command, let reason, let untold):
      title = "\(name): \(command.command.rawValue) of \(command.by) was rejected"
      message = "\(reason).\(Self.untold(untold)) The same within an hour is not told again; " + Self.each(name)
    case .strangerRefused(let command, let reason, _, let untold):
      title = "\(name): a command that no operator signed was refused"
      message =
        "\(command.command.rawValue), said to be of \(command.by): \(reason).\(Self.untold(untold)) Further ones within an "
        + "hour are not told; " + Self.each(name)
    case .rejectionsUntold(let rejections, _):
      title = "\(name): \(rejections.count) more commands were rejected"
      message =
        "They came since \(rejections.since), after one of which people were told, and were like it or too many. Find out who "
        + "sends them; " + Self.each(name)
    case .overridden(let override):
      title = "\(name): guard \(override.guardName.rawValue) was overridden by \(override.by)"
      message = "Until \(override.until) it does not count. The risk: \(override.risk). Why: \(override.comment)."
    case .cannotHear(let since, let words):
      title = "\(name): Daruma can't hear since \(since)"
      message =
        "\(words). "
        + (application.guards.actDeaf
          ? "The application file lets it act on what it knows: an all-clear or a denial may be unread."
          : "Until it hears again nothing fires, begins or is sent. Look at the brokers and at the host's clock.")
    case .paused(let person, _):
      title = "\(name): automatic failover was paused by \(person)"
      message =
        "No trigger fires, and nothing more is sent of what one has started, until: daruma resume \(name) --by YOU"
    case .journalAccepted(let acceptance):
      title = "\(name): \(acceptance.by) went on with a journal that is not whole"
      message =
        "\(acceptance.reason). What it says of before may be wrong or missing; everything is listed anew."
        + (acceptance.comment.map { " Comment: \($0)." } ?? "")
    case .recordsLost(let lost, _):
      title = "\(name): what came in \(lost.topic) was lost in part"
      message =
        "\(lost.words). Nobody knows what was in it. Daruma goes on with the earliest record there is and lists "
        + "everything anew; look yourself at what no listing tells, such as heartbeats and orders of people."
    case .callerChanged(let caller, _):
      if let fault = caller.fault(for: application.account) {
        title = "\(name): Daruma does nothing in AWS: \(caller.words)"
        message =
          "\(fault). Nothing is listed, begun or sent until that is right; what is under way waits. "
          + "\(caller.remedy(for: application.account) ?? "")."
      } else {
        title = "\(name): Daruma has the right credentials again"
        message = "They are of account \(application.account). What waited goes on, and everything is listed."
      }
    case .planTurned(let turn, _):
      title = "\(name): plan \(turn.plan) is \(turn.isReady ? "ready again" : "not ready")"
      message = Self.readiness(turn, name, state.planReadiness[turn.plan]?.readiness)
    case .withdrawn(let person, _):
      title = "\(name) is not watched any more"
      message =
        "Its application file is gone (\(person)): no trigger fires, and nobody is told what can be restored. If that "
        + "was not meant, put the file back; what was known stays known."
    }
  }

  private static func readiness(_ turn: PlanTurn, _ name: ApplicationName, _ known: PlanReadiness?) -> String {
    let more = "See: daruma status \(name), daruma plan \(name) \(turn.plan) --check"
    guard !turn.isReady else {
      return "Everything that it needs and that can be looked at is as it must be, since \(turn.since). \(more)"
    }
    let marks = (known?.unmet ?? []).prefix(3).map { mark in
      mark.sentence + (mark.remedy.map { "; to mend it: \($0)" } ?? "") + "."
    }
    let rest = (known?.unmet.count ?? 0) - marks.count
    return "It would fail if it began now, since \(turn.since). " + marks.joined(separator: " ")
      + (rest > 0 ? " And \(rest) more." : "") + " \(more)"
  }

  private static func untold(_ rejections: UntoldRejections?) -> String {
    rejections.map { " Before it, \($0.count) more were rejected since \($0.since) and not told." } ?? ""
  }

  private static func each(_ name: ApplicationName) -> String { "the journal has each: daruma explain \(name)" }

  private static func plan(_ id: ExecutionID, _ state: ApplicationState) -> String {
    state.executions[id]?.plan.name.rawValue ?? "an execution"
  }

  private static func request(_ id: ExecutionID, _ round: Int, _ state: ApplicationState) -> String {
    guard let execution = state.executions[id], let approval = execution.machine.approval else {
      return "Request \(round) is not in force any more."
    }
    let terms = approval.terms
    var lines: [String] = []
    if round > 1 { lines.append("The request before this one is void: what it was bound to has changed.") }
    if let loss = terms.loss {
      lines.append(
        "You will lose \(loss.now) of data (\(loss.resource); \(loss.atOnset) if nothing was written since "
          + "\(terms.onset)), and \(loss.atMost) at the most if it takes as long as it may.")
    }
    if !terms.leftBehind.isEmpty {
      lines.append("LEFT BEHIND: \(terms.leftBehind.map(\.rawValue).joined(separator: ", ")).")
    }
    if let before = terms.before { lines.append("What is restored is from before \(before).") }
    if let objectives = terms.objectives {
      lines.append("It is held against \(objectives.words), from \(terms.onset).")
    }
    if let since = terms.deafSince { lines.append("It has not heard anything since \(since).") }
    let role = approval.policy.from.first.map { " --role \($0)" } ?? ""
    lines.append(
      "Approve before \(approval.expiresAt) with: daruma approve \(terms.application) --execution \(id) --digest "
        + "\(approval.digest)\(role) --by YOU")
    lines.append(
      "Deny with: daruma deny \(terms.application) --execution \(id)\(role) --by YOU --comment WHY")
    return lines.joined(separator: " ")
  }

  private static func asked(_ id: ExecutionID, _ step: StepID, _ state: ApplicationState) -> String {
    guard let execution = state.executions[id], let running = execution.steps[step]?.running,
      case .word(let role, let instructions)? = running.effect.action.awaits
    else { return "Nobody waits for it any more." }
    let command = execution.doneCommand(step, role)
    return
      "\(instructions) Say when it is done, with: \(command). If it can't be done, add --failed REASON. It is waited "
      + "for until \(running.effect.deadline)."
  }

  private static func paused(_ id: ExecutionID, _ step: StepID, _ failure: Failure, _ name: ApplicationName) -> String {
    "Step \(step) failed: \(failure). Try it anew with: daruma resume \(name) --execution \(id) --by YOU, go on without "
      + "it with: daruma skip \(name) --execution \(id) --step \(step) --by YOU --comment WHY, or end it with: daruma abort "
      + "\(name) --execution \(id) --by YOU." + (Guard(failure).map { override($0, name) } ?? "")
  }

  private static func override(_ name: Guard, _ application: ApplicationName) -> String {
    guard let risk = name.risk else { return "" }
    return " A person may override it: daruma override \(application) --guard \(name.rawValue) --by YOU --comment WHY "
      + "(the risk: \(risk))."
  }

  private static func ending(_ id: ExecutionID, _ application: Application, _ state: ApplicationState) -> String {
    guard let execution = state.executions[id] else { return "\(application.name): execution \(id) has ended" }
    return "\(execution.plan.name) of \(application.name): \(execution.machine.stateWords)"
  }

  private static func end(_ id: ExecutionID, _ application: Application, _ state: ApplicationState) -> String {
    guard let execution = state.executions[id] else { return "" }
    var lines: [String] = []
    if let reason = execution.machine.endReason { lines.append(reason + ".") }
    lines.append(
      execution.hasChanged
        ? "\(application.name) is \(state.placement.words(application.regions))." : "Nothing was changed outside.")
    let unseen = state.effects.of(id).filter { $0.machine.isLeftOpen }.map(\.effect.action.sentence)
    if !unseen.isEmpty { lines.append("It was not seen how this ended: \(unseen.joined(separator: "; ")).") }
    // What is in no file can't be armed.
    if let person = execution.deniedBy, let trigger = execution.trigger, state.catalog?.trigger(trigger) != nil {
      lines.append(
        "\(person) did not want it: trigger \(trigger) is quiet until its condition ends; arm it earlier with: daruma rearm "
          + "\(application.name) \(trigger) --by YOU.")
    }
    lines.append("More: daruma report \(id), daruma explain \(application.name) \(id)")
    return lines.joined(separator: " ")
  }
}

extension EffectMachine {
  /// Whether nobody saw how it ended, although it was sent.
  package var isLeftOpen: Bool {
    switch state {
    case .unknown, .sent: true
    case .intended, .done, .failed, .calledOff: false
    }
  }
}

extension Guard {
  /// The guard that made a step fail; nil where none did.
  fileprivate init?(_ failure: Failure) {
    guard failure.code.hasPrefix(Block.codePrefix) else { return nil }
    self.init(rawValue: String(failure.code.dropFirst(Block.codePrefix.count)))
  }
}
