import Testing

@testable import DarumaSimulation

@Suite("Faults strike the calls of every service alike")
struct ServiceFaultTests {
  /// A changing call of each service, by its name.
  static let changes: [(service: CloudService, call: @Sendable (inout Scenario) -> (done: Bool, code: String?))] = [
    (.rds, made(CreateDBInstanceReadReplica(identifier: "r", source: production, kmsKeyID: Scenario.recoveryKey))),
    (.loadBalancing, made(ModifyListener(listener: SampleEstate.recoveryListener, actions: []))),
    (.backup, made(RestoreJobTests.restore(token: "t"))),
    (.fileSystems, made(CreateFileSystem(options: FileSystem.Options(creationToken: "t")))),
    (.elasticache, made(ReplicationGroupTests.create("c"))),
    (.ssm, made(PutParameter(parameter: "/p", value: "v", type: "String"))),
    (.autoscaling, made(UpdateAutoScalingGroup(group: SampleEstate.recoveryWorkers, desired: 2))),
    (.lambda, made(UpdateEventSourceMapping(id: SampleEstate.recoveryMapping, isEnabled: true))),
    (.events, made(EnableRule(rule: EventRule.Key(name: SampleEstate.rule)))),
  ]

  private static let production = "arn:aws:rds:us-east-1:123456789012:db:\(SampleEstate.database)"

  private static func made<Operation: CloudOperation>(
    _ operation: Operation
  ) -> @Sendable (inout Scenario) -> (done: Bool, code: String?) {
    { scenario in
      let delivery = scenario.reply(operation).delivery
      return (scenario.cloud.log.calls.last?.deed == .done, delivery.error?.code)
    }
  }

  @Test(
    "what is refused or cut off was not done, and what lost its answer was",
    arguments: [Fault.throttle, .fail, .unavailable, .cut, .loseAnswer], CloudService.allCases)
  func faults(fault: Fault, service: CloudService) throws {
    guard let call = Self.changes.first(where: { $0.service == service })?.call else { return }
    var scenario = Scenario(faults: [FaultRule(fault, service: service, .nth(1))])
    let struck = call(&scenario)
    #expect(struck.done == (fault == .loseAnswer))
    #expect((struck.code == nil) == (fault == .cut || fault == .loseAnswer))
    if fault != .loseAnswer { #expect(call(&scenario).done) }
  }

  @Test("a missing permission is refused in the service's own words, and nothing was done", arguments: changes.indices)
  func denied(index: Int) {
    let (service, call) = Self.changes[index]
    let denial = CloudError("AccessDenied", "not authorized", status: 403)
    var scenario = Scenario(faults: [FaultRule(.refuse(denial), service: service, .nth(1))])
    #expect(call(&scenario) == (false, "AccessDenied"))
  }
}
