import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("autoscaling.scale")
struct AutoScalingScaleTests {
  private static func effect(_ capacity: Int = 2, minimum: Int? = nil) throws -> Effect {
    let traits = try #require(ActionCatalog.table["autoscaling.scale"]).traits
    var parameters: [String: Document] = ["group": "web", "desiredCapacity": .integer(Int64(capacity))]
    parameters["minSize"] = minimum.map { .integer(Int64($0)) }
    return .sample(Action(name: "autoscaling.scale", region: "us-west-2", parameters: parameters, traits: traits))
  }

  private static func instance(_ state: String = "InService", _ health: String = "Healthy", weight: Int? = nil)
    -> String
  {
    "<member><InstanceId>i-1</InstanceId><LifecycleState>\(state)</LifecycleState><HealthStatus>\(health)</HealthStatus>"
      + (weight.map { "<WeightedCapacity>\($0)</WeightedCapacity>" } ?? "") + "</member>"
  }

  private static func group(
    _ name: String = "web", desired: Int = 2, minimum: Int = 0, instances: [String] = [], more: String = ""
  ) -> HTTPResponse {
    .ok(
      "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>"
        + "<AutoScalingGroupName>\(name)</AutoScalingGroupName><DesiredCapacity>\(desired)</DesiredCapacity>"
        + "<MinSize>\(minimum)</MinSize><MaxSize>9</MaxSize><Instances>\(instances.joined())</Instances>\(more)"
        + "</member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>")
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      (group(desired: 1), Observation.absent), (group(minimum: 3), .absent),
      (group(instances: [instance()]), .inProgress("web: 1 of 2 in service and healthy")),
      (
        group(instances: [instance(), instance("Pending")]), .inProgress("web: 1 of 2 in service and healthy")
      ),
      (
        group(instances: [instance(), instance("InService", "Unhealthy")]),
        .inProgress("web: 1 of 2 in service and healthy")
      ),
      (group(instances: [instance(), instance()]), .done(outputs: ["inService": "2"], by: .unknown)),
      (group(instances: [instance(weight: 2)]), .done(outputs: ["inService": "2"], by: .unknown)),
      (group(instances: [instance(weight: 3)]), .done(outputs: ["inService": "3"], by: .unknown)),
      (
        group(instances: [instance(), instance(), instance()]), .inProgress("web: 3 in service, and only 2 wanted")
      ),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let (cloud, _) = Self.cloud(answer)
    #expect(try await cloud.observe(try Self.effect(minimum: 0)) == wanted)
  }

  @Test("nothing in service is enough for a capacity of 0, and what still serves is not")
  func none() async throws {
    let (serving, _) = Self.cloud(Self.group(desired: 0, instances: [Self.instance()]))
    #expect(try await serving.observe(try Self.effect(0)) == .inProgress("web: 1 in service, and only 0 wanted"))
    let (cloud, _) = Self.cloud(Self.group(desired: 0))
    #expect(try await cloud.observe(try Self.effect(0)) == .done(outputs: ["inService": "0"], by: .unknown))
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (
        HTTPResponse.ok(
          "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups/>"
            + "</DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>"), "autoscaling.group-missing",
        false
      ),
      (
        .ok(
          "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult/></DescribeAutoScalingGroupsResponse>"),
        "autoscaling.UnreadableAnswer", true
      ),
      (group(instances: [instance(weight: .max), instance(weight: .max)]), "autoscaling.UnreadableAnswer", true),
      (group(instances: [instance(weight: 0)]), "autoscaling.UnreadableAnswer", true),
      (group("other", instances: [instance(), instance()]), "autoscaling.UnreadableAnswer", true),
      (group(more: "<Status>Delete in progress</Status>"), "autoscaling.group-leaving", false),
      (
        group(
          more: "<SuspendedProcesses><member><ProcessName>Launch</ProcessName></member></SuspendedProcesses>"),
        "autoscaling.launch-suspended", false
      ),
    ])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answer)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("only what the plan gives is changed")
  func changed() async throws {
    let (cloud, transport) = Self.cloud(
      .ok("<UpdateAutoScalingGroupResponse><ResponseMetadata/></UpdateAutoScalingGroupResponse>"))
    #expect(try await cloud.act(try Self.effect(minimum: 1)) == .started)
    let body = try #require(transport.bodies.first)
    #expect(
      body.contains("AutoScalingGroupName=web") && body.contains("DesiredCapacity=2") && body.contains("MinSize=1"))
    #expect(!body.contains("MaxSize"))
  }
}
