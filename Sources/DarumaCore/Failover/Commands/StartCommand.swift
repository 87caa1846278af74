/// Starts a plan of one kind by hand.
protocol StartCommand: OperatorCommand {
  static var kind: Plan.Kind { get }
}

extension StartCommand {
  static var mustBeReadInTime: Bool { true }

  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let catalog = state.catalog else { return "application \(state.name) is not declared" }
    guard let name = order.command.plan else { return "no plan is named" }
    guard let plan = catalog.plan(name) else {
      return "application \(catalog.name) has no plan \(name); it has "
        + catalog.plans.map(\.name.rawValue).joined(separator: ", ")
    }
    guard plan.kind == kind else { return "plan \(name) is of kind \(plan.kind.rawValue), not \(kind.rawValue)" }
    if let before = order.command.before, before > order.givenAt {
      return "\(before) has not come yet: name the moment before which the data must be from"
    }
    let choices = Choices.make(
      plan, catalog, state.projection.protection, before: order.command.before, at: order.givenAt)
    return Guards(
      moment: .starting, plan: plan, application: catalog, choices: choices, state: state, now: order.givenAt
    ).block()?.description
  }

  static func misfit(_ order: Order, _ state: ApplicationState) -> String? {
    isStarted(order, state) ? nil : refusal(order, state)
  }

  private static func isStarted(_ order: Order, _ state: ApplicationState) -> Bool {
    state.executions.values.contains { $0.command == order.signal }
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard !isStarted(order, turn.state), let catalog = turn.state.catalog, let digest = turn.state.catalogDigest,
      let plan = order.command.plan.flatMap(catalog.plan)
    else { return }
    let before = order.command.before
    let choices = Choices.make(plan, catalog, turn.state.projection.protection, before: before, at: turn.now)
    turn.record(
      .executionStarted(
        ExecutionStarted(
          execution: ExecutionID(application: turn.state.name, at: turn.now, count: turn.state.executionCount + 1),
          file: digest, plan: plan.name, trigger: nil, by: order.command.by, onset: turn.now, evidence: [],
          fates: choices.fates,
          loss: Loss.of(choices.fates, onset: turn.now, within: plan.longestToCutOver, at: turn.now),
          approval: catalog.approvalByHand(of: plan), command: order.signal, before: before)))
  }
}
