import Testing

@testable import DarumaSimulation

@Suite("Eventual consistency")
struct ForgettingTests {
  private let restore = RestoreDBInstanceFromDBSnapshot(identifier: "restored", snapshot: "copy")

  @Test("what was just created can be missing from describe answers, but its name is taken")
  func afterCreation() throws {
    var scenario = Scenario(faults: [
      FaultRule(.forget(milliseconds: 30_000), operation: "RestoreDBInstanceFromDBSnapshot", .nth(1))
    ])
    try scenario.prepareCopy()
    let made = try scenario.call(restore)
    #expect(scenario.refusal(of: DescribeDBInstances(identifier: "restored")) == "DBInstanceNotFound")
    #expect(scenario.refusal(of: ListTagsForResource(resource: made.arn)) == "DBInstanceNotFound")
    #expect(try scenario.call(DescribeDBInstances()).instances.isEmpty)
    #expect(scenario.refusal(of: restore) == "DBInstanceAlreadyExists")
    scenario.pass(seconds: 30)
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances.count == 1)
  }

  @Test("a describing call can forget what it was about to tell")
  func whileDescribing() throws {
    var scenario = Scenario(faults: [
      FaultRule(.forget(milliseconds: 1_000), operation: "DescribeDBInstances", region: "us-east-1", .nth(2))
    ])
    let list = DescribeDBInstances()
    #expect(try scenario.call(list, in: "us-east-1").instances.count == 1)
    #expect(try scenario.call(list, in: "us-east-1").instances.isEmpty)
    #expect(try scenario.call(list, in: "us-east-1").instances.isEmpty)
    scenario.pass(seconds: 1)
    #expect(try scenario.call(list, in: "us-east-1").instances.count == 1)
  }

  @Test("services and clusters can be forgotten too")
  func containers() throws {
    var scenario = Scenario()
    let describe = DescribeServices(cluster: SampleEstate.recoveryCluster, services: [SampleEstate.service])
    let arn = try scenario.call(describe).services[0].arn
    scenario.cloud.forget(arn, in: "us-west-2", until: scenario.now + 1_000)
    #expect(try scenario.call(describe).failures.map(\.reason) == ["MISSING"])
    scenario.pass(seconds: 1)
    #expect(try scenario.call(describe).services.count == 1)
  }

  @Test("forgetting longer wins over forgetting shorter")
  func longest() {
    var visibility = Visibility()
    visibility.hide("a", until: 100)
    visibility.hide("a", until: 50)
    visibility.advance(to: 99)
    #expect(!visibility.shows("a"))
    visibility.advance(to: 100)
    #expect(visibility.shows("a"))
  }
}
