import Testing

@testable import DarumaSimulation

@Suite("A region is down")
struct OutageTests {
  private func down(
    _ manner: Outage.Manner, reachesGlobal: Bool = false, until: Int64? = nil
  ) -> Scenario {
    var scenario = Scenario()
    scenario.cloud.estate.outages = [
      Outage(
        region: SampleEstate.primaryRegion, from: scenario.now, until: until, manner: manner,
        reachesGlobalControlPlanes: reachesGlobal)
    ]
    return scenario
  }

  @Test("calls into it are refused, left waiting or answered with 503")
  func manners() {
    var refused = down(.refused)
    guard case .unreachable = refused.reply(DescribeDBInstances(), in: "us-east-1").delivery else {
      Issue.record("not refused")
      return
    }
    var silent = down(.silent)
    guard case .silent = silent.reply(DescribeDBInstances(), in: "us-east-1").delivery else {
      Issue.record("not silent")
      return
    }
    var unavailable = down(.unavailable)
    #expect(unavailable.refusal(of: DescribeDBInstances(), in: "us-east-1") == "ServiceUnavailable")
    #expect(unavailable.cloud.log.calls.last?.deed == .notReached)
  }

  @Test("the other region goes on")
  func otherRegion() throws {
    var scenario = down(.silent)
    _ = try scenario.call(DescribeDBInstances(), in: "us-west-2")
  }

  @Test("Route 53 goes on unless its control plane is said to fall too", arguments: [false, true])
  func globalControlPlane(falls: Bool) {
    var scenario = down(.unavailable, reachesGlobal: falls)
    let call = GetHostedZone(id: SampleEstate.hostedZone)
    #expect(scenario.refusal(of: call, in: "us-east-1") == (falls ? "ServiceUnavailable" : nil))
  }

  @Test("it ends when it is said to")
  func end() throws {
    var scenario = down(.silent, until: Scenario.start + 1_000)
    #expect(scenario.reply(DescribeDBInstances(), in: "us-east-1").delivery.output == nil)
    scenario.pass(seconds: 1)
    _ = try scenario.call(DescribeDBInstances(), in: "us-east-1")
  }

  @Test("faults are not used up by calls that can't reach the service")
  func faultsWait() {
    var scenario = down(.silent, until: Scenario.start + 1_000)
    scenario.cloud.faults.add(FaultRule(.throttle, .nth(1)))
    _ = scenario.reply(DescribeDBInstances(), in: "us-east-1")
    scenario.pass(seconds: 1)
    #expect(scenario.refusal(of: DescribeDBInstances(), in: "us-east-1") == "Throttling")
  }

  @Test("a region that doesn't exist refuses every call")
  func unknownRegion() {
    var scenario = Scenario()
    #expect(scenario.refusal(of: DescribeDBInstances(), in: "eu-nowhere-1") == "SignatureDoesNotMatch")
  }
}
