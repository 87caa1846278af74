import DarumaCore
import TestSupport
import DarumaFeeds

/// Holds what a worker does against what is really so.
struct PropertyWatch {
  /// Longer than a worker takes itself for current without having asked.
  static let staleAfter = Span.seconds(15)

  private(set) var violations: [String] = []
  /// How often what a property is about came up: one that never does proves nothing.
  private(set) var occasions: [String: Int] = [:]

  mutating func check(_ isRight: Bool, _ property: String, _ details: @autoclosure () -> String = "") {
    occasions[property, default: 0] += 1
    if !isRight { violations.append("\(property): \(details())") }
  }

  // MARK: - What is decided

  /// - Parameters:
  ///   - unread: The records that are in the topic and were not taken in.
  mutating func look(_ step: SteppedWorker.Step, unread: some Sequence<Instant>) {
    let unread = Array(unread)
    for event in step.events { look(event, step, unread) }
  }

  private mutating func look(_ event: Event, _ step: SteppedWorker.Step, _ unread: [Instant]) {
    guard let before = step.before.applications[event.application] else { return }
    switch event.body {
    case .trigger(let name, .fired):
      guard let since = before.triggers[name]?.heldSince, let trigger = before.catalog?.trigger(name) else { return }
      let due = since + trigger.holdFor
      check(!unread.contains { $0 <= due }, "nothing fires past what was said before", "\(name) at \(event.at)")
    case .execution(let id, .began(by: "timer")), .execution(let id, .aborted(_, by: "timer")):
      guard let asked = before.executions[id]?.machine.approval else { return }
      check(
        !unread.contains { $0 < asked.expiresAt }, "no answer that came in time is overtaken", "\(id) at \(event.at)")
    case .execution(let id, .approvalRequested(let approval)):
      guard let loss = approval.terms.loss else { return }
      let exposure = before.exposures.values.compactMap { $0.age(at: event.at) }.max() ?? .zero
      // What came with this very step may have moved the exposure.
      let known = step.after.applications[event.application]?.exposures.values.compactMap { $0.age(at: event.at) }.max()
      check(
        loss.now >= min(exposure, known ?? .zero), "the loss that is asked about is no less than the exposure",
        "\(id): \(loss.now) of \(exposure)")
    case .execution(let id, .began(by: "approval")):
      guard let agreed = before.executions[id]?.lossAtMost else { return }
      let exposure = before.exposures.values.compactMap { $0.age(at: event.at) }.max() ?? .zero
      check(
        agreed >= exposure, "the loss that was approved is no less than the exposure", "\(id): \(agreed) of \(exposure)"
      )
    case .execution(let id, .aborted), .execution(let id, .failed), .execution(let id, .succeeded):
      let open = step.after.applications[event.application]?.effects.of(id).filter { !$0.machine.hasEnded } ?? []
      check(open.isEmpty, "what has ended has nothing on its way", "\(open.map(\.effect.id))")
    default: break
    }
  }

  // MARK: - What is sent

  /// Before `effect` is sent.
  mutating func look(
    sending effect: Effect, _ state: State, _ outside: Outside, unread: some Sequence<Instant>, at now: Instant
  ) {
    guard effect.changesOutside, let application = state.applications[effect.application],
      let execution = effect.execution.flatMap({ application.executions[$0] })
    else { return }
    check(
      application.effects[effect.id]?.machine.sentAt != nil, "what is sent is journaled before", "\(effect.id)")
    check(
      !unread.contains { $0 < now - Self.staleAfter }, "nothing is sent while a newer record is unread",
      "\(effect.id) at \(now)")
    check(
      !execution.machine.hasEnded && !execution.isStopping, "nothing is sent for what has ended",
      "\(effect.id) at \(now)")
    if let identifier = effect.action.identifier { look(atRestoring: identifier, effect, outside) }
    if effect.action.traits.movesUsers { look(atCutOver: effect, execution, application, outside, at: now) }
  }

  private mutating func look(atRestoring identifier: String, _ effect: Effect, _ outside: Outside) {
    let others = Set(
      outside.databases.filter { $0.value.belongs(with: effect.id) }.keys
        + outside.calls.filter { $0.landsAt != nil && $0.effect.id.belongs(with: effect.id) }.compactMap(\.identifier))
    check(others.isSubset(of: [identifier]), "one step makes one database", "\(effect.id) beside \(others)")
  }

  private mutating func look(
    atCutOver effect: Effect, _ execution: Execution, _ application: ApplicationState, _ outside: Outside,
    at now: Instant
  ) {
    let serving = outside.serving[application.name] ?? .primary
    let isFree = serving == .primary || serving == .moved(execution.id)
    check(
      isFree && !outside.isMoving(application.name, exceptBy: execution.id), "no second cut-over without a failback",
      "\(effect.id) at \(now) while \(serving)")
    guard let agreed = execution.lossAtMost, execution.overrides.allSatisfy({ $0.guardName != .lossTooGreat }),
      application.overrides[.lossTooGreat].map({ $0.until <= now }) ?? true
    else { return }
    for choice in execution.choices {
      guard let moment = outside.moments[choice.point] else { continue }
      check(
        now - moment <= agreed, "no more is lost at the cut-over than was agreed to",
        "\(effect.id): \(now - moment) of \(agreed)")
    }
  }

  // MARK: - The end

  /// After everything has come to rest.
  mutating func look(atEnd state: State, _ journal: [Event], _ outside: Outside) {
    var sent: Set<EffectID> = []
    var ended: Set<EffectID> = []
    for event in journal {
      guard case .effect(let id, let change) = event.body else { continue }
      switch change {
      case .sent: sent.insert(id)
      case .done, .failed, .lost, .calledOff: ended.insert(id)
      }
    }
    look(atOrders: journal)
    check(outside.asked.isSubset(of: sent), "what was done stands in the journal", "\(outside.asked.subtracting(sent))")
    check(sent.isSubset(of: ended), "what was sent has an end", "\(sent.subtracting(ended).sorted())")
    for application in state.applications.values {
      check(application.effects.open.isEmpty, "nothing stays open", "\(application.effects.open.map(\.effect.id))")
    }
  }
}

extension PropertyWatch {
  /// Between the taking of a person's order and its end, nothing else is taken in.
  private mutating func look(atOrders journal: [Event]) {
    var taken: [ApplicationName: SignalID] = [:]
    for event in journal {
      switch event.body {
      case .command(.taken(let id, _)): taken[event.application] = id
      case .command(.accepted), .command(.rejected): taken[event.application] = nil
      case .catalog, .observed, .observation(.readinessChanged), .effect(_, .done), .effect(_, .failed):
        check(
          taken[event.application] == nil, "what a person ordered is done before anything else",
          "\(event.body.type) while \(taken[event.application], default: "nothing") is taken")
      default: break
      }
    }
  }
}

extension TriggerMachine {
  fileprivate var heldSince: Instant? {
    switch state {
    case .holding(let since), .suppressed(let since, _): since
    case .clear, .firing, .coolingDown, .acknowledged: nil
    }
  }
}

extension Execution {
  fileprivate var isStopping: Bool { machine.stateName == "stopping" }
}

extension EffectID {
  /// Whether both are attempts of one step of one execution.
  fileprivate func belongs(with other: EffectID) -> Bool {
    rawValue.split(separator: "/").dropLast() == other.rawValue.split(separator: "/").dropLast()
  }
}

extension Outside.Call {
  fileprivate var identifier: String? { effect.action.identifier }
}
