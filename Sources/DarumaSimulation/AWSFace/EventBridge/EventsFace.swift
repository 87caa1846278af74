/// Rules of EventBridge on the wire: JSON 1.1, version 2015-10-07.
enum EventsFace {
  static let service = JSONService(
    wire: JSONProtocol(targetPrefix: "AWSEvents", spelling: .capitals),
    actions: [
      DescribeRule.name: describeRule,
      EnableRule.name: enableRule,
      DisableRule.name: disableRule,
    ])

  private static let describeRule: JSONService.Action = { body, exchange throws(CloudError) in
    exchange.perform(DescribeRule(rule: try RuleInput.read(body).key())) { RuleDocument($0) }
  }

  private static let enableRule: JSONService.Action = { body, exchange throws(CloudError) in
    exchange.perform(EnableRule(rule: try RuleInput.read(body).key())) { EmptyDocument() }
  }

  private static let disableRule: JSONService.Action = { body, exchange throws(CloudError) in
    exchange.perform(DisableRule(rule: try RuleInput.read(body).key())) { EmptyDocument() }
  }
}

/// What the operations read and write. Member names from the EventBridge API reference.
struct RuleInput: CapitalJSONInput {
  static let members: Set<String> = ["Name", "EventBusName"]
  let name: String?
  let eventBusName: String?

  func key() throws(CloudError) -> EventRule.Key {
    let missing = CloudError(
      "ValidationException",
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null")
    return EventRule.Key(bus: eventBusName ?? EventRule.defaultBus, name: try required(name, or: missing))
  }
}

struct RuleDocument: Encodable, Sendable {
  let name: String
  let arn: String
  let eventPattern: String?
  let scheduleExpression: String?
  let state: String
  let managedBy: String?
  let eventBusName: String

  init(_ rule: EventRule) {
    name = rule.key.name
    arn = rule.arn
    eventPattern = rule.pattern
    scheduleExpression = rule.schedule
    state = rule.isEnabled ? "ENABLED" : "DISABLED"
    managedBy = rule.managedBy
    eventBusName = rule.key.bus
  }
}
