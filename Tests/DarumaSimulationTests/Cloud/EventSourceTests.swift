import Testing

@testable import DarumaSimulation

@Suite("What wakes functions: event source mappings and rules")
struct EventSourceTests {
  private let id = SampleEstate.recoveryMapping

  private func state(_ scenario: inout Scenario) throws -> String {
    try scenario.call(GetEventSourceMapping(id: id)).stateName
  }

  @Test("a mapping takes its time to change, and no other change meanwhile")
  func mapping() throws {
    var scenario = Scenario()
    #expect(try state(&scenario) == "Disabled")
    _ = try scenario.call(UpdateEventSourceMapping(id: id, isEnabled: true))
    #expect(try state(&scenario) == "Enabling")
    #expect(scenario.refusal(of: UpdateEventSourceMapping(id: id, isEnabled: false)) == "ResourceInUseException")
    scenario.pass(seconds: 20)
    #expect(try state(&scenario) == "Enabled")
    _ = try scenario.call(UpdateEventSourceMapping(id: id, isEnabled: true))
    #expect(try state(&scenario) == "Enabled")
    _ = try scenario.call(UpdateEventSourceMapping(id: id, isEnabled: false))
    scenario.pass(seconds: 20)
    #expect(try state(&scenario) == "Disabled")
    #expect(scenario.refusal(of: GetEventSourceMapping(id: "x")) == "ResourceNotFoundException")
  }

  @Test("a rule is on or off at once; one of an AWS service is for that service to switch")
  func rules() throws {
    var scenario = Scenario()
    let key = EventRule.Key(name: SampleEstate.rule)
    #expect(try scenario.call(DescribeRule(rule: key)).isEnabled == false)
    try scenario.call(EnableRule(rule: key))
    #expect(try scenario.call(DescribeRule(rule: key)).isEnabled)
    try scenario.call(DisableRule(rule: key))
    #expect(try scenario.call(DescribeRule(rule: key)).isEnabled == false)
    let elsewhere = EnableRule(rule: EventRule.Key(bus: "b", name: key.name))
    #expect(scenario.refusal(of: elsewhere) == "ResourceNotFoundException")
    let managed = EventRule.Key(name: "managed")
    scenario.cloud.estate[region: "us-west-2"].eventSources.put(
      EventRule(key: managed, arn: "arn", pattern: "{}", managedBy: "backup.amazonaws.com", isEnabled: false))
    #expect(scenario.refusal(of: EnableRule(rule: managed)) == "ManagedRuleException")
  }
}
