import Testing

@testable import DarumaSimulation

@Suite("Load balancers and the health of what they lead to")
struct LoadBalancingTests {
  private let group = SampleEstate.recoveryTargetGroup.arn
  private let maintenance = SampleEstate.maintenanceTargetGroup.arn

  private func states(_ scenario: inout Scenario) throws -> [String] {
    try scenario.call(DescribeTargetHealth(targetGroup: group)).map(\.state.rawValue)
  }

  private func scale(_ scenario: inout Scenario, to count: Int) throws {
    _ = try scenario.call(
      UpdateService(
        cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, desiredCount: count))
  }

  private func weigh(_ shares: (Int, Int)) -> ModifyListener {
    let forward = ListenerAction.Forward([
      ListenerAction.Share(group, weight: shares.0), ListenerAction.Share(maintenance, weight: shares.1),
    ])
    return ModifyListener(listener: SampleEstate.recoveryListener, actions: [ListenerAction(.forward(forward))])
  }

  @Test("each task is healthy half a minute after it has started, one by one")
  func health() throws {
    var scenario = Scenario()
    #expect(try states(&scenario) == [])
    try scale(&scenario, to: 2)
    var seen: [[String]] = []
    for seconds: Int64 in [44, 1, 5, 24, 1, 5] {
      scenario.pass(seconds: seconds)
      seen.append(try states(&scenario))
    }
    #expect(
      seen == [
        [], ["initial"], ["initial", "initial"], ["initial", "initial"], ["healthy", "initial"],
        ["healthy", "healthy"],
      ])
    #expect(try scenario.call(DescribeTargetHealth(targetGroup: group)).map(\.port) == [8080, 8080])
  }

  @Test("who looks seldom sees the same as who looks often")
  func rarelyLooked() throws {
    var (often, seldom) = (Scenario(), Scenario())
    for step: Int64 in 0..<30 {
      if step == 0 { try scale(&often, to: 3) }
      if step == 10 { try scale(&often, to: 1) }
      if step == 12 { try scale(&often, to: 4) }
      often.pass(seconds: 5)
      _ = try states(&often)
    }
    try scale(&seldom, to: 3)
    seldom.pass(seconds: 50)
    try scale(&seldom, to: 1)
    seldom.pass(seconds: 10)
    try scale(&seldom, to: 4)
    seldom.pass(seconds: 90)
    #expect(try states(&seldom) == states(&often))
  }

  @Test("tasks that don't answer their health checks stay unhealthy until they are replaced by some that do")
  func unhealthy() throws {
    var scenario = Scenario(faults: [FaultRule(.endBadly(.tasksStayUnhealthy), operation: "UpdateService", .nth(1))])
    try scale(&scenario, to: 2)
    scenario.pass(minutes: 5)
    #expect(try states(&scenario) == ["unhealthy", "unhealthy"])
    let first = try scenario.call(DescribeTargetHealth(targetGroup: group)).first
    #expect(first?.state.reason == "Target.FailedHealthChecks")
    _ = try scenario.call(
      UpdateService(
        cluster: SampleEstate.recoveryCluster, serviceName: SampleEstate.service, forcesNewDeployment: true))
    scenario.pass(minutes: 5)
    #expect(try states(&scenario) == ["healthy", "healthy"])
  }

  @Test("targets of a group that nothing leads to are unused")
  func unused() throws {
    var scenario = Scenario(timings: .instant)
    try scale(&scenario, to: 1)
    let alone = ListenerAction.Forward([ListenerAction.Share(maintenance, weight: 1)])
    _ = try scenario.call(
      ModifyListener(listener: SampleEstate.recoveryListener, actions: [ListenerAction(.forward(alone))]))
    #expect(try states(&scenario) == ["healthy"], "a rule leads there")
    _ = try scenario.call(ModifyRule(rule: SampleEstate.recoveryRule, actions: [ListenerAction(.forward(alone))]))
    #expect(try states(&scenario) == ["unused"])
    let shown = try scenario.call(DescribeTargetGroups(names: ["kaigo-dr-api"])).groups
    #expect(shown.first?.loadBalancers == [])
  }

  @Test("users are served only where the balancer leads to the service and a target is healthy")
  func serving() throws {
    var scenario = Scenario(timings: .instant)
    try scenario.prepareCopy()
    _ = try scenario.call(RestoreDBInstanceFromDBSnapshot(identifier: "db", snapshot: "copy"))
    try scale(&scenario, to: 1)
    let visit = VisitWebSite(host: SampleEstate.recoveryHost, path: "/")
    #expect(try scenario.call(visit, in: "web") == .page(status: 200, reason: "ok", region: "us-west-2"))
    _ = try scenario.call(weigh((0, 1)))
    #expect(
      try scenario.call(visit, in: "web")
        == .page(
          status: 503, reason: "kaigo-dr-alb does not lead to kaigo-api in us-west-2", region: "us-west-2"))
    _ = try scenario.call(weigh((1, 0)))
    #expect(try scenario.call(visit, in: "web") == .page(status: 200, reason: "ok", region: "us-west-2"))
  }

  @Test("a rule gets its actions, and a repeat changes nothing")
  func rules() throws {
    var scenario = Scenario()
    let arn = SampleEstate.recoveryRule
    let actions = [ListenerAction(.forward(ListenerAction.Forward([ListenerAction.Share(group, weight: 5)])))]
    for _ in 1...2 { #expect(try scenario.call(ModifyRule(rule: arn, actions: actions)).actions == actions) }
    #expect(try scenario.call(DescribeRules(listener: SampleEstate.recoveryListener)).rules.map(\.actions) == [actions])
    #expect(scenario.refusal(of: DescribeRules(arns: [arn + "0"])) == "RuleNotFound")
  }

  @Test("what makes no sense is refused, and nothing is changed")
  func refusals() throws {
    var scenario = Scenario()
    let listener = SampleEstate.recoveryListener
    func forward(_ shares: [(String, Int)]) -> ModifyListener {
      let forward = ListenerAction.Forward(shares.map { ListenerAction.Share($0.0, weight: $0.1) })
      return ModifyListener(listener: listener, actions: [ListenerAction(.forward(forward))])
    }
    let before = try scenario.call(DescribeListeners(arns: [listener])).listeners
    #expect(scenario.refusal(of: forward([(group + "x", 1)])) == "TargetGroupNotFound")
    #expect(scenario.refusal(of: forward([(group, 1000)])) == "ValidationError")
    #expect(scenario.refusal(of: forward([(group, 1), (group, 2)])) == "ValidationError")
    #expect(scenario.refusal(of: forward([])) == "ValidationError")
    #expect(scenario.refusal(of: ModifyListener(listener: listener + "x", actions: [])) == "ListenerNotFound")
    #expect(scenario.refusal(of: DescribeListeners()) == "ValidationError")
    #expect(scenario.refusal(of: DescribeListeners(loadBalancer: "x")) == "LoadBalancerNotFound")
    #expect(scenario.refusal(of: DescribeTargetGroups(names: ["x"])) == "TargetGroupNotFound")
    #expect(scenario.refusal(of: DescribeLoadBalancers(names: ["x"])) == "LoadBalancerNotFound")
    #expect(scenario.refusal(of: DescribeTargetHealth(targetGroup: "x")) == "TargetGroupNotFound")
    #expect(try scenario.call(DescribeListeners(arns: [listener])).listeners == before)
  }

  @Test("the recovery region's balancer may show its maintenance page before the disaster")
  func standby() throws {
    var scenario = Scenario()
    scenario.cloud = SampleEstate.kaigo(now: scenario.now, recoveryBalancer: .showsMaintenance)
    let listener = try scenario.call(DescribeListeners(arns: [SampleEstate.recoveryListener])).listeners.first
    #expect(listener?.actions.flatMap(\.shares).map(\.weight) == [0, 1])
    let shown = try scenario.call(DescribeTargetHealth(targetGroup: maintenance))
    #expect(shown.map(\.state) == [.healthy])
  }
}
