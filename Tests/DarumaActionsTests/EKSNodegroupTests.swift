import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("eks.nodegroup")
struct EKSNodegroupTests {
  private static let arn = "arn:aws:eks:us-west-2:123456789012:nodegroup/main/web/9"

  private static func effect(_ more: [String: Document] = [:]) throws -> Effect {
    try ScriptedCloud.effect(
      "eks.nodegroup", ["cluster": "main", "nodegroup": "web", "desiredSize": 2].merging(more) { $1 })
  }

  private static func group(
    _ status: Document = "ACTIVE", desired: Document = 2, changing more: [String: Document] = [:]
  ) -> HTTPResponse {
    let members: [String: Document] = [
      "nodegroupName": "web", "clusterName": "main", "nodegroupArn": .text(arn), "status": status,
      "scalingConfig": ["minSize": 1, "maxSize": 4, "desiredSize": desired],
      "resources": ["autoScalingGroups": [["name": "asg-1"]]],
      "health": ["issues": [["code": "AsgInstanceLaunchFailures", "message": "no capacity"]]],
    ]
    return .json(["nodegroup": .object(members.merging(more) { $1 })])
  }

  private static func instances(_ states: (String, String)..., name: String = "asg-1") -> HTTPResponse {
    let list = states.map {
      "<member><LifecycleState>\($0.0)</LifecycleState><HealthStatus>\($0.1)</HealthStatus></member>"
    }
    return answer(
      "<AutoScalingGroups><member><AutoScalingGroupName>\(name)</AutoScalingGroupName><Instances>\(list.joined())"
        + "</Instances></member></AutoScalingGroups>")
  }

  private static func answer(_ result: String) -> HTTPResponse {
    .ok(
      "<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult>\(result)</DescribeAutoScalingGroupsResult>"
        + "</DescribeAutoScalingGroupsResponse>")
  }

  private static let good = ("InService", "Healthy")
  private static let done = Observation.done(outputs: ["inService": "2"], by: .unknown)

  @Test(
    "done only when as many instances serve as are wanted",
    arguments: [
      ([group(), instances(good, good)], [:], done), ([group("DEGRADED"), instances(good, good)], [:], done),
      ([group(), instances(good, good, ("Pending", "Healthy"))], [:], done),
      (
        [group(), instances(good, ("InService", "Unhealthy"))], [:],
        .inProgress("main/web: 1 of 2 in service, ACTIVE: no capacity")
      ),
      ([group(), instances(good, good, good)], [:], .inProgress("main/web: 3 of 2 in service, ACTIVE: no capacity")),
      ([group(desired: 1)], [:], .absent), ([group()], ["minSize": 2], .absent), ([group()], ["maxSize": 5], .absent),
      ([group(), instances(good, good)], ["minSize": 1, "maxSize": 4], done),
      ([group("UPDATING", desired: 1)], [:], .inProgress("node group main/web is UPDATING")),
      ([group("CREATING")], [:], .inProgress("node group main/web is CREATING")),
    ] as [([HTTPResponse], [String: Document], Observation)])
  func seen(answers: [HTTPResponse], more: [String: Document], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect(more)) == wanted)
    scene.transport.finish()
    #expect(scene.transport.requests[0].url.hasSuffix("/clusters/main/node-groups/web"))
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      ([.json([:])], "eks.UnreadableAnswer", true),
      ([group(changing: ["clusterName": "x"])], "eks.UnreadableAnswer", true),
      ([group(changing: ["nodegroupName": "x"])], "eks.UnreadableAnswer", true),
      (
        [group(changing: ["nodegroupArn": .text(arn.replacing("us-west-2", with: "us-east-1"))])],
        "eks.UnreadableAnswer", true
      ),
      ([group("FINE")], "eks.UnreadableAnswer", true), ([group(.null)], "eks.UnreadableAnswer", true),
      ([group(desired: "two")], "eks.UnreadableAnswer", true),
      ([group(changing: ["resources": .null])], "eks.UnreadableAnswer", true),
      ([group(), answer("")], "autoscaling.UnreadableAnswer", true),
      ([group(), instances(good, good, name: "other")], "autoscaling.UnreadableAnswer", true),
      (
        [
          group(),
          answer(
            "<AutoScalingGroups><member><AutoScalingGroupName>asg-1</AutoScalingGroupName></member></AutoScalingGroups>"
          ),
        ], "autoscaling.UnreadableAnswer", true
      ),
      ([group("DELETING")], "eks.nodegroup-unusable", false),
      ([group("CREATE_FAILED")], "eks.nodegroup-unusable", false),
      ([.jsonError(404, "ResourceNotFoundException")], "eks.nodegroup-missing", false),
    ] as [([HTTPResponse], String, Bool)])
  func never(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("one request sets the sizes that are given, with a token; another change is waited out")
  func changed() async throws {
    let scene = ScriptedCloud(.json(["update": ["id": "u"]]))
    #expect(try await scene.act(try Self.effect(["minSize": 2])) == .started)
    let request = try #require(scene.transport.requests.first)
    #expect(request.method == "POST" && request.url.hasSuffix("/clusters/main/node-groups/web/update-config"))
    #expect(
      try request.document == [
        "scalingConfig": ["desiredSize": 2, "minSize": 2],
        "clientRequestToken": "daruma-a7deae21d1371afcf730b60f4db5d5fb",
      ])
    for (error, code, isRetriable) in [
      ("ResourceInUseException", "eks.ResourceInUseException", true),
      ("InvalidParameterException", "eks.InvalidParameterException", false),
      ("ResourceNotFoundException", "eks.nodegroup-missing", false),
    ] {
      let fault = await ScriptedCloud(.jsonError(400, error)).fault(acting: try Self.effect())
      #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    }
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ cluster: main, nodegroup: web, desiredSize: 2 }", []), ("{ cluster: main, nodegroup: web }", [.missingKey]),
      ("{ cluster: main, nodegroup: web, desiredSize: 2, minSize: 0, maxSize: 3 }", []),
      ("{ cluster: main, nodegroup: web, desiredSize: 2, maxSize: 0 }", [.outOfRange]),
      ("{ nodegroup: web, desiredSize: 2 }", [.missingKey]),
      ("{ cluster: main, nodegroup: a/b, desiredSize: 2 }", [.badAWSIdentifier]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("eks.nodegroup", with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["desiredSize"] == 2) == codes.isEmpty)
  }
}
