import Testing

@testable import DarumaSimulation

@Suite("Auto Scaling groups")
struct ScalingGroupTests {
  private let name = SampleEstate.recoveryWorkers

  private func counts(_ scenario: inout Scenario) throws -> [Int] {
    let group = try #require(try scenario.call(DescribeAutoScalingGroups(names: [name])).groups.first)
    return [group.desired, group.inService, group.pending]
  }

  @Test("instances come into service one by one")
  func launch() throws {
    var scenario = Scenario()
    try scenario.call(UpdateAutoScalingGroup(group: name, desired: 2))
    #expect(try counts(&scenario) == [2, 0, 2])
    scenario.pass(minutes: 2)
    #expect(try counts(&scenario) == [2, 1, 1])
    scenario.pass(seconds: 5)
    #expect(try counts(&scenario) == [2, 2, 0])
    try scenario.call(UpdateAutoScalingGroup(group: name, desired: 2))
    #expect(try counts(&scenario) == [2, 2, 0])
    try scenario.call(UpdateAutoScalingGroup(group: name, maximum: 1))
    scenario.pass(minutes: 1)
    #expect(try counts(&scenario) == [1, 1, 0])
  }

  @Test("while Launch is suspended nothing comes")
  func suspended() throws {
    var scenario = Scenario()
    var group = try #require(scenario.cloud.estate[region: "us-west-2"].scaling.groups[name])
    group.suspended = ["Launch"]
    scenario.cloud.estate[region: "us-west-2"].scaling.put(group)
    try scenario.call(UpdateAutoScalingGroup(group: name, desired: 2))
    scenario.pass(minutes: 60)
    #expect(try counts(&scenario) == [2, 0, 0])
  }

  @Test("sizes that don't fit each other are refused, and so is a group that is not there")
  func refusals() throws {
    var scenario = Scenario()
    #expect(scenario.refusal(of: UpdateAutoScalingGroup(group: name, desired: 9)) == "ValidationError")
    #expect(scenario.refusal(of: UpdateAutoScalingGroup(group: name, minimum: 9)) == "ValidationError")
    #expect(scenario.refusal(of: UpdateAutoScalingGroup(group: "x", desired: 1)) == "ValidationError")
    #expect(try scenario.call(DescribeAutoScalingGroups(names: ["x"])).groups.isEmpty)
    #expect(try counts(&scenario) == [0, 0, 0])
  }
}
