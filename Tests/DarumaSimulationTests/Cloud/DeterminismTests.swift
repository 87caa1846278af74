import Testing

@testable import DarumaSimulation

@Suite("The same seed, the same story")
struct DeterminismTests {
  /// A story of many calls; with `watching`, others look at everything between them.
  private func story(seed: UInt64, watching: Bool) throws -> [String] {
    var scenario = Scenario(
      faults: [FaultRule(.throttle, operation: "UpdateService", .chance(perMille: 500))], seed: seed)
    try scenario.prepareCopy()
    var told: [String] = []
    for step in 0..<40 {
      let update = UpdateService(
        cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, desiredCount: step % 7,
        forcesNewDeployment: step % 5 == 0)
      told.append("\(scenario.refusal(of: update) ?? "ok")")
      if step == 3 {
        let restored = try scenario.call(RestoreDBInstanceFromDBSnapshot(identifier: "r", snapshot: "copy"))
        told.append(watching ? "" : restored.resourceID)
      }
      for _ in 0..<6 {
        scenario.pass(seconds: 11)
        if watching { _ = scenario.cloud.estate.advance(to: scenario.now) }
      }
      let service = scenario.cloud.estate[region: "us-west-2"].containers.clusters["kaigo-dr"]?.services[
        "kaigo-api"]
      _ = scenario.cloud.estate.advance(to: scenario.now)
      told.append("\(service?.deployments.count ?? 0)")
    }
    let found = try scenario.call(DescribeDBInstances())
    told.append(contentsOf: found.instances.map { "\($0.identifier) \($0.status) \($0.createdAt ?? 0)" })
    return told
  }

  @Test("two runs with one seed tell the same, ids and chances included", arguments: [1, 2, 3] as [UInt64])
  func repeatable(seed: UInt64) throws {
    #expect(try story(seed: seed, watching: false) == story(seed: seed, watching: false))
  }

  @Test("another seed tells another story")
  func seedsDiffer() throws {
    #expect(try story(seed: 1, watching: false) != story(seed: 2, watching: false))
  }

  @Test("time doesn't run backwards")
  func monotonic() {
    var scenario = Scenario()
    _ = scenario.reply(DescribeDBInstances())
    let before = scenario.now
    scenario.now -= 1_000_000
    _ = scenario.reply(DescribeDBInstances())
    #expect(scenario.cloud.log.calls.map(\.at) == [before, before])
  }

  @Test("how often anybody looks changes no life cycle")
  func watchingIsHarmless() {
    func run(watching: Bool) -> [String] {
      var scenario = Scenario()
      let update = UpdateService(
        cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, desiredCount: 3,
        forcesNewDeployment: true)
      _ = scenario.reply(update)
      let end = scenario.now + 1_000_000
      if watching {
        for time in stride(from: scenario.now, to: end, by: 500) {
          _ = scenario.cloud.estate.advance(to: time)
        }
      }
      _ = scenario.cloud.estate.advance(to: end)
      let service = scenario.cloud.estate[region: "us-west-2"].containers.clusters["kaigo-dr"]?.services[
        "kaigo-api"]
      return service?.deployments.map { "\($0.status) \($0.runningCount) \($0.updatedAt)" } ?? []
    }
    #expect(run(watching: true) == run(watching: false))
    #expect(run(watching: false).count == 1)
  }
}
