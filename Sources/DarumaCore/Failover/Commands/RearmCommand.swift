/// `rearm APP [TRIGGER]`: what held triggers off after an earlier execution, or since a person wanted quiet, is over.
/// `rearm APP --served-from REGION`: a person says from where users are served.
enum RearmCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let catalog = state.catalog else { return "application \(state.name) is not declared" }
    if let region = order.command.servedFrom {
      guard place(region, catalog) != nil else {
        return "\(state.name) has no region \(region); it has \(catalog.regions.primary) and "
          + "\(catalog.regions.recovery)"
      }
      if let running = state.runningExecution { return running.unfit + "; wait for its end or abort it" }
      return nil
    }
    if let name = order.command.trigger {
      guard let machine = state.triggers[name], catalog.trigger(name) != nil else {
        return "application \(state.name) has no trigger \(name)"
      }
      return machine.decide(.rearmAsked) == nil && state.lastChange == nil && state.lastAsked == nil
        ? "trigger \(name) is not held off" : nil
    }
    return nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    if let place = order.command.servedFrom.flatMap({ place($0, catalog) }), turn.state.placement.place != place {
      turn.give(.personSaid(place, by: order.command.by))
    }
    if turn.state.rearmedAt != turn.now { turn.record(.command(.rearmed(by: order.command.by))) }
    for trigger in catalog.triggers where order.command.trigger.map({ $0 == trigger.name }) ?? true {
      // Who says where users are has not said that what people wanted quiet is to act again.
      let isQuiet = turn.state.triggers[trigger.name]?.isAcknowledged ?? false
      if isQuiet, order.command.servedFrom != nil, order.command.trigger == nil { continue }
      turn.give(.rearmAsked, to: trigger.name)
    }
  }

  private static func place(_ region: Region, _ catalog: Application) -> PlacementMachine.Place? {
    if region == catalog.regions.primary { return .primary }
    return region == catalog.regions.recovery ? .recovery(region) : nil
  }
}
