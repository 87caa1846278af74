import Testing

@testable import DarumaSimulation

@Suite("ECS services")
struct ContainerServiceTests {
  private let cluster = SampleEstate.recoveryCluster
  private let service = SampleEstate.service

  private func describe(_ scenario: inout Scenario) throws -> ContainerService {
    let output = try scenario.call(DescribeServices(cluster: cluster, services: [service]))
    return try #require(output.services.first)
  }

  @Test("the recovery region's tasks start on order")
  func start() throws {
    var scenario = Scenario()
    _ = try scenario.call(UpdateService(cluster: cluster, serviceName: service, desiredCount: 4))
    scenario.now += Timings().firstTask
    #expect(try describe(&scenario).runningCount == 1)
    scenario.now += 3 * Timings().nextTask
    #expect(try describe(&scenario).runningCount == 4)
  }

  @Test("asking again for the same count changes nothing")
  func repeating() throws {
    var scenario = Scenario()
    let update = UpdateService(cluster: cluster, serviceName: service, desiredCount: 4)
    _ = try scenario.call(update)
    scenario.now += Timings().firstTask - 1
    _ = try scenario.call(update)
    scenario.now += 1
    #expect(try describe(&scenario).runningCount == 1)
  }

  @Test("old tasks stay until the new deployment is steady, however rarely anybody looks")
  func rolling() throws {
    var scenario = Scenario()
    _ = try scenario.call(UpdateService(cluster: cluster, serviceName: service, desiredCount: 2))
    scenario.pass(minutes: 10)
    _ = try scenario.call(UpdateService(cluster: cluster, serviceName: service, forcesNewDeployment: true))
    scenario.now += Timings().firstTask
    #expect(try describe(&scenario).runningCount == 3)
    #expect(try describe(&scenario).deployments.map(\.status) == ["PRIMARY", "ACTIVE"])
    scenario.pass(minutes: 10)
    #expect(try describe(&scenario).deployments.map(\.rolloutState) == ["COMPLETED"])
    #expect(try describe(&scenario).runningCount == 2)
  }

  @Test("a rollout whose tasks don't start fails and leaves the old tasks")
  func failingRollout() throws {
    var scenario = Scenario(faults: [
      FaultRule(.endBadly(.tasksDoNotStart), operation: "UpdateService", .nth(2))
    ])
    _ = try scenario.call(UpdateService(cluster: cluster, serviceName: service, desiredCount: 2))
    scenario.pass(minutes: 10)
    _ = try scenario.call(UpdateService(cluster: cluster, serviceName: service, forcesNewDeployment: true))
    scenario.now += Timings().rolloutFailure
    let found = try describe(&scenario)
    #expect(found.primary.rolloutState == "FAILED")
    #expect(found.primary.failedTasks == Deployment.failuresUntilGivenUp)
    #expect(found.runningCount == 2)
  }

  @Test("names are taken as short names and as ARNs of this place only")
  func names() throws {
    var scenario = Scenario()
    let here = "arn:aws:ecs:us-west-2:123456789012:"
    let there = "arn:aws:ecs:us-east-1:123456789012:"
    let found = try scenario.call(
      DescribeServices(
        cluster: here + "cluster/kaigo-dr",
        services: [here + "service/kaigo-dr/kaigo-api", there + "service/kaigo-dr/kaigo-api"]))
    #expect(found.services.map(\.name) == ["kaigo-api"])
    #expect(found.failures.map(\.reason) == ["MISSING"])
    let elsewhere = DescribeServices(cluster: there + "cluster/kaigo-dr", services: [service])
    #expect(scenario.refusal(of: elsewhere) == "ClusterNotFoundException")
  }

  @Test("creating a service again gives the same one only for the same token and the same arguments")
  func creation() throws {
    var scenario = Scenario()
    func create(_ token: String?, count: Int = 1) -> CreateService {
      CreateService(
        cluster: cluster, serviceName: "batch", taskDefinition: SampleEstate.taskDefinition,
        desiredCount: count, clientToken: token)
    }
    let first = try scenario.call(create("t"))
    #expect(try scenario.call(create("t")).primary.id == first.primary.id)
    for other in [create("u"), create(nil), create("t", count: 2)] {
      #expect(scenario.refusal(of: other) == "InvalidParameterException")
    }
  }

  @Test("without a token creating a service again is refused")
  func creationWithoutToken() throws {
    var scenario = Scenario()
    let create = CreateService(
      cluster: cluster, serviceName: "batch", taskDefinition: SampleEstate.taskDefinition, desiredCount: 1)
    _ = try scenario.call(create)
    #expect(scenario.refusal(of: create) == "InvalidParameterException")
  }
}
