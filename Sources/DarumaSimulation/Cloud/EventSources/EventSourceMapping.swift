/// What feeds a Lambda function from a queue or a stream, and its life.
///
/// | state | time passes | switched on | switched off |
/// |---|---|---|---|
/// | enabled | - | enabled | disabling |
/// | disabled | - | enabling | disabled |
/// | enabling | enabled | refused | refused |
/// | disabling | disabled | refused | refused |
package struct EventSourceMapping: Sendable {
  private enum State: Sendable {
    case enabled
    case disabled
    case enabling(until: Int64)
    case disabling(until: Int64)
  }

  package let id: String
  /// ARNs.
  package let function: String
  package let source: String
  /// Milliseconds since the epoch.
  package private(set) var changedAt: Int64

  private var state: State

  package init(id: String, function: String, source: String, isEnabled: Bool, since: Int64) {
    self.id = id
    self.function = function
    self.source = source
    changedAt = since
    state = isEnabled ? .enabled : .disabled
  }

  /// As Lambda spells it.
  package var stateName: String {
    switch state {
    case .enabled: "Enabled"
    case .disabled: "Disabled"
    case .enabling: "Enabling"
    case .disabling: "Disabling"
    }
  }

  mutating func advance(to now: Int64) {
    switch state {
    case .enabling(let until) where until <= now: state = .enabled
    case .disabling(let until) where until <= now: state = .disabled
    case .enabled, .disabled, .enabling, .disabling: break
    }
  }

  /// - Throws: `ResourceInUseException` while it changes.
  mutating func turn(on: Bool, now: Int64, _ timings: Timings) throws(CloudError) {
    switch (state, on) {
    case (.enabled, true), (.disabled, false): return
    case (.enabled, false): state = .disabling(until: now + timings.mappingSwitch)
    case (.disabled, true): state = .enabling(until: now + timings.mappingSwitch)
    case (.enabling, _), (.disabling, _):
      throw CloudError(
        "ResourceInUseException",
        "Cannot update the event source mapping because it is in use (currently \(stateName)).")
    }
    changedAt = now
  }
}

/// What wakes functions in one region: Lambda's event source mappings and EventBridge's rules.
package struct EventSources: Sendable {
  package let place: Place
  /// By id.
  package private(set) var mappings: [String: EventSourceMapping] = [:]
  /// By bus and name.
  package private(set) var rules: [EventRule.Key: EventRule] = [:]

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64) {
    mappings.mutateEach { $0.advance(to: now) }
  }

  package mutating func put(_ mapping: EventSourceMapping) { mappings[mapping.id] = mapping }
  package mutating func put(_ rule: EventRule) { rules[rule.key] = rule }

  package func arn(ofMapping id: String) -> String { place.arn(.lambda, "event-source-mapping:\(id)") }

  /// The default bus is left out.
  package func arn(ofRule key: EventRule.Key) -> String {
    place.arn(.events, key.bus == EventRule.defaultBus ? "rule/\(key.name)" : "rule/\(key.bus)/\(key.name)")
  }
}

/// One event source mapping.
package struct GetEventSourceMapping: CloudOperation {
  package static let service = CloudService.lambda
  package static let name = "GetEventSourceMapping"
  package static let isChange = false

  package let id: String

  package init(id: String) {
    self.id = id
  }

  package var parameters: [String: String] { ["UUID": id] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> EventSourceMapping {
    try estate[region: context.region].eventSources.mapping(id)
  }
}

/// Switches an event source mapping on or off. Absolute: repeating is harmless.
package struct UpdateEventSourceMapping: CloudOperation {
  package static let service = CloudService.lambda
  package static let name = "UpdateEventSourceMapping"
  package static let isChange = true

  package let id: String
  /// nil: as it is.
  package let isEnabled: Bool?

  package init(id: String, isEnabled: Bool?) {
    self.id = id
    self.isEnabled = isEnabled
  }

  package var parameters: [String: String] {
    var shown = ["UUID": id]
    shown["Enabled"] = isEnabled.map(String.init)
    return shown
  }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> EventSourceMapping {
    var mapping = try estate[region: context.region].eventSources.mapping(id)
    if let isEnabled { try mapping.turn(on: isEnabled, now: context.now, estate.timings) }
    estate[region: context.region].eventSources.put(mapping)
    return mapping
  }
}

extension EventSources {
  fileprivate func mapping(_ id: String) throws(CloudError) -> EventSourceMapping {
    guard let mapping = mappings[id] else {
      throw CloudError("ResourceNotFoundException", "The resource you requested does not exist.", status: 404)
    }
    return mapping
  }
}
