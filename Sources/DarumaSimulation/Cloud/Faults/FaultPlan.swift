/// The faults on order. Several rules can strike one call: the first refusal or cut decides; delays add up.
package struct FaultPlan: Sendable {
  package private(set) var rules: [FaultRule]

  package init(_ rules: [FaultRule] = []) {
    self.rules = rules
  }

  package mutating func add(_ rule: FaultRule) {
    rules.append(rule)
  }

  package mutating func removeAll() {
    rules.removeAll()
  }

  mutating func take(
    service: CloudService, operation: String, region: String, now: Int64, random: inout SeededGenerator
  ) -> FaultOrders {
    var orders = FaultOrders()
    for index in rules.indices {
      let isStruck = rules[index].strikes(
        service: service, operation: operation, region: region, now: now, random: &random)
      if isStruck { orders.add(rules[index].fault, service) }
    }
    return orders
  }
}

/// What the rules that struck one call amount to.
struct FaultOrders: Sendable {
  private(set) var refusal: CloudError?
  private(set) var cutsBefore = false
  private(set) var losesAnswer = false
  private(set) var delay: Int64 = 0
  private(set) var forgetFor: Int64?
  private(set) var ending: BadEnding?
  private(set) var labels: [String] = []

  fileprivate mutating func add(_ fault: Fault, _ service: CloudService) {
    labels.append(fault.label)
    switch fault {
    case .throttle: refusal = refusal ?? .throttled(by: service)
    case .fail: refusal = refusal ?? .internalFailure(of: service)
    case .unavailable: refusal = refusal ?? .unavailable(service)
    case .refuse(let error): refusal = refusal ?? error
    case .cut: cutsBefore = true
    case .loseAnswer: losesAnswer = true
    case .slow(let milliseconds): delay += milliseconds
    case .forget(let milliseconds): forgetFor = max(forgetFor ?? 0, milliseconds)
    case .endBadly(let ending): self.ending = ending
    }
  }
}
