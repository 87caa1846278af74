/// A rule of EventBridge: on or off, at once.
package struct EventRule: Sendable, Equatable {
  package static let defaultBus = "default"

  package struct Key: Sendable, Hashable {
    package let bus: String
    package let name: String

    package init(bus: String = EventRule.defaultBus, name: String) {
      self.bus = bus
      self.name = name
    }
  }

  package let key: Key
  package let arn: String
  package let schedule: String?
  package let pattern: String?
  /// The AWS service that alone may switch it, if any.
  package let managedBy: String?
  package internal(set) var isEnabled: Bool

  package init(
    key: Key, arn: String, schedule: String? = nil, pattern: String? = nil, managedBy: String? = nil, isEnabled: Bool
  ) {
    self.key = key
    self.arn = arn
    self.schedule = schedule
    self.pattern = pattern
    self.managedBy = managedBy
    self.isEnabled = isEnabled
  }
}

/// One rule.
package struct DescribeRule: CloudOperation {
  package static let service = CloudService.events
  package static let name = "DescribeRule"
  package static let isChange = false

  package let rule: EventRule.Key

  package init(rule: EventRule.Key) {
    self.rule = rule
  }

  package var parameters: [String: String] { rule.parameters }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> EventRule {
    try estate[region: context.region].eventSources.rule(rule)
  }
}

/// Enables a rule. Absolute: repeating is harmless.
package struct EnableRule: CloudOperation {
  package static let service = CloudService.events
  package static let name = "EnableRule"
  package static let isChange = true

  package let rule: EventRule.Key

  package init(rule: EventRule.Key) {
    self.rule = rule
  }

  package var parameters: [String: String] { rule.parameters }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    try estate[region: context.region].eventSources.turn(rule, on: true)
  }
}

/// Disables a rule. Absolute: repeating is harmless.
package struct DisableRule: CloudOperation {
  package static let service = CloudService.events
  package static let name = "DisableRule"
  package static let isChange = true

  package let rule: EventRule.Key

  package init(rule: EventRule.Key) {
    self.rule = rule
  }

  package var parameters: [String: String] { rule.parameters }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    try estate[region: context.region].eventSources.turn(rule, on: false)
  }
}

extension EventRule.Key {
  fileprivate var parameters: [String: String] { ["Name": name, "EventBusName": bus] }
}

extension EventSources {
  fileprivate func rule(_ key: EventRule.Key) throws(CloudError) -> EventRule {
    guard let rule = rules[key] else {
      throw CloudError("ResourceNotFoundException", "Rule \(key.name) does not exist on EventBus \(key.bus).")
    }
    return rule
  }

  fileprivate mutating func turn(_ key: EventRule.Key, on: Bool) throws(CloudError) {
    var changed = try rule(key)
    guard changed.managedBy == nil else {
      throw CloudError("ManagedRuleException", "Rule \(key.name) is managed by \(changed.managedBy ?? "").")
    }
    changed.isEnabled = on
    put(changed)
  }
}
