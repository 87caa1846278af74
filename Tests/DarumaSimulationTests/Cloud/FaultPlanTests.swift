import Testing

@testable import DarumaSimulation

@Suite("Faults on order")
struct FaultPlanTests {
  private let restore = RestoreDBInstanceFromDBSnapshot(identifier: "restored", snapshot: "copy")
  private let list = DescribeDBInstances()

  @Test(
    "a refused call changes nothing and says why",
    arguments: [
      (Fault.throttle, "Throttling", 400), (.fail, "InternalFailure", 500),
      (.unavailable, "ServiceUnavailable", 503),
      (.refuse(CloudError("InstanceQuotaExceeded", "full")), "InstanceQuotaExceeded", 400),
    ])
  func refusals(fault: Fault, code: String, status: Int) throws {
    var scenario = Scenario(faults: [FaultRule(fault, operation: "RestoreDBInstanceFromDBSnapshot", .nth(1))])
    try scenario.prepareCopy()
    let error = scenario.reply(restore).delivery.error
    #expect(error?.code == code)
    #expect(error?.status == status)
    #expect(scenario.cloud.estate[region: "us-west-2"].databases.instances.isEmpty)
    #expect(scenario.cloud.log.calls(of: "RestoreDBInstanceFromDBSnapshot").last?.deed == .refused(code))
    _ = try scenario.call(restore)
  }

  @Test(
    "each service throttles and fails in its own words",
    arguments: [
      (CloudService.rds, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.ecs, "ThrottlingException", "ServerException", "ServiceUnavailableException"),
      (.route53, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.sns, "Throttling", "InternalError", "ServiceUnavailable"),
      (.sts, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.loadBalancing, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.backup, "ThrottlingException", "InternalFailure", "ServiceUnavailableException"),
      (.fileSystems, "ThrottlingException", "InternalServerError", "ServiceUnavailableException"),
      (.elasticache, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.ssm, "ThrottlingException", "InternalServerError", "ServiceUnavailableException"),
      (.autoscaling, "Throttling", "InternalFailure", "ServiceUnavailable"),
      (.lambda, "TooManyRequestsException", "ServiceException", "ServiceUnavailableException"),
      (.events, "ThrottlingException", "InternalException", "ServiceUnavailableException"),
    ])
  func words(service: CloudService, throttled: String, failed: String, unavailable: String) {
    #expect(CloudError.throttled(by: service).code == throttled)
    #expect(CloudError.internalFailure(of: service).code == failed)
    #expect(CloudError.unavailable(service).code == unavailable)
  }

  @Test("a lost answer leaves the deed done, so that the next try finds the name taken")
  func lostAnswer() throws {
    var scenario = Scenario(faults: [
      FaultRule(.loseAnswer, operation: "RestoreDBInstanceFromDBSnapshot", .nth(1))
    ])
    try scenario.prepareCopy()
    guard case .cut = scenario.reply(restore).delivery else {
      Issue.record("the answer was not lost")
      return
    }
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances.count == 1)
    #expect(scenario.refusal(of: restore) == "DBInstanceAlreadyExists")
    #expect(scenario.cloud.log.count(of: "RestoreDBInstanceFromDBSnapshot", isDone: true) == 1)
    let first = try #require(scenario.cloud.log.calls(of: "RestoreDBInstanceFromDBSnapshot").first)
    #expect(first.deed == .done)
    #expect(first.arrived == .nothing)
    #expect(first.faults == ["lose answer"])
  }

  @Test("a cut connection leaves nothing done")
  func cutConnection() throws {
    var scenario = Scenario(faults: [FaultRule(.cut, operation: "RestoreDBInstanceFromDBSnapshot", .nth(1))])
    try scenario.prepareCopy()
    guard case .cut = scenario.reply(restore).delivery else {
      Issue.record("the connection was not cut")
      return
    }
    #expect(scenario.cloud.estate[region: "us-west-2"].databases.instances.isEmpty)
    #expect(scenario.cloud.log.calls(of: "RestoreDBInstanceFromDBSnapshot").first?.deed == .notReached)
  }

  @Test("an error can be lost like any answer")
  func lostError() {
    var scenario = Scenario(faults: [FaultRule(.loseAnswer)])
    guard case .cut = scenario.reply(DescribeDBInstances(identifier: "nowhere")).delivery else {
      Issue.record("the answer was not lost")
      return
    }
    #expect(scenario.cloud.log.calls.first?.deed == .refused("DBInstanceNotFound"))
  }

  @Test("delays add up and come with errors too")
  func slowness() {
    var scenario = Scenario(faults: [
      FaultRule(.slow(milliseconds: 200)),
      FaultRule(.slow(milliseconds: 50), operation: "DescribeDBInstances"),
    ])
    guard case .answered(_, let delay) = scenario.reply(list).delivery,
      case .refused(_, let otherDelay) = scenario.reply(DescribeDBSnapshots(identifier: "nowhere")).delivery
    else {
      Issue.record("no answers")
      return
    }
    #expect(delay == 250)
    #expect(otherDelay == 200)
  }

  @Test(
    "rules choose their calls",
    arguments: [
      (FaultRule.Occurrence.always, [true, true, true, true, true, true]),
      (.nth(3), [false, false, true, false, false, false]),
      (.first(2), [true, true, false, false, false, false]),
      (.every(2), [false, true, false, true, false, true]),
      (.chance(perMille: 0), [false, false, false, false, false, false]),
      (.chance(perMille: 1_000), [true, true, true, true, true, true]),
    ])
  func occurrences(_ occurrence: FaultRule.Occurrence, struck: [Bool]) {
    var scenario = Scenario(faults: [FaultRule(.throttle, operation: "DescribeDBInstances", occurrence)])
    let seen = struck.map { _ in scenario.refusal(of: list) != nil }
    #expect(seen == struck)
  }

  @Test("a rule leaves other operations, services, regions and times alone")
  func narrowRules() {
    let start = Scenario.start
    var scenario = Scenario(faults: [
      FaultRule(
        .throttle, operation: "DescribeDBInstances", region: "us-west-2", during: start..<(start + 1_000)),
      FaultRule(.fail, service: .ecs),
    ])
    #expect(scenario.refusal(of: list, in: "us-west-2") == "Throttling")
    #expect(scenario.refusal(of: list, in: "us-east-1") == nil)
    #expect(scenario.refusal(of: DescribeDBSnapshots(), in: "us-west-2") == nil)
    #expect(scenario.refusal(of: DescribeClusters()) == "ServerException")
    scenario.pass(seconds: 1)
    #expect(scenario.refusal(of: list, in: "us-west-2") == nil)
  }

  @Test(
    "a restore that fails ends in the state ordered",
    arguments: [(BadEnding.failed, "failed"), (.incompatibleRestore, "incompatible-restore")])
  func badEndings(ending: BadEnding, status: String) throws {
    var scenario = Scenario(faults: [
      FaultRule(.endBadly(ending), operation: "RestoreDBInstanceFromDBSnapshot")
    ])
    try scenario.prepareCopy()
    #expect(try scenario.call(restore).status == "creating")
    scenario.now += Timings().instanceRestore
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances.first?.status == status)
    scenario.pass(minutes: 10_000)
    #expect(try scenario.call(DescribeDBInstances(identifier: "restored")).instances.first?.status == status)
  }

  @Test("a copy that fails can't be restored from")
  func failedCopy() throws {
    var scenario = Scenario(faults: [FaultRule(.endBadly(.failed), operation: "CopyDBSnapshot")])
    try scenario.prepareCopy()
    #expect(try scenario.call(DescribeDBSnapshots(identifier: "copy")).snapshots.first?.status == "failed")
    #expect(scenario.refusal(of: restore) == "InvalidDBSnapshotState")
  }
}
