import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("elbv2.weights")
struct ELBv2WeightsTests {
  private static let balancing = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
  private static let inPrimary = "arn:aws:elasticloadbalancing:us-east-1:123456789012"
  private static let rule = "\(balancing):listener-rule/app/web/1/2/3"
  private static let listener = "\(balancing):listener/app/web/1/2"
  private static func group(_ name: String) -> String { "\(balancing):targetgroup/\(name)/9" }

  private static func effect(
    _ shares: [(name: String, weight: Int)] = [("old", 0), ("new", 100)], of rule: String = rule, healthy: Int = 2
  ) throws -> Effect {
    let traits = try #require(ActionCatalog.table["elbv2.weights"]).traits
    let groups = shares.map { ["arn": .text(group($0.name)), "weight": .integer(Int64($0.weight))] as Document }
    return .sample(
      Action(
        name: "elbv2.weights", region: "us-west-2",
        parameters: [
          "rule": .text(rule), "targetGroups": .list(groups), "healthyTargets": .integer(Int64(healthy)),
        ], traits: traits))
  }

  private static func forward(_ shares: [(name: String, weight: String?)], more: String = "") -> String {
    let groups = shares.map { share in
      let weight = share.weight.map { "<Weight>\($0)</Weight>" } ?? ""
      return "<member><TargetGroupArn>\(group(share.name))</TargetGroupArn>\(weight)</member>"
    }
    return "<member><Type>forward</Type><Order>1</Order><ForwardConfig><TargetGroups>\(groups.joined())</TargetGroups>"
      + "\(more)</ForwardConfig></member>"
  }

  private static func rule(_ actions: String, arn: String = rule) -> HTTPResponse {
    .ok(
      "<DescribeRulesResponse><DescribeRulesResult><Rules><member><RuleArn>\(arn)</RuleArn><Priority>1</Priority>"
        + "<Actions>\(actions)</Actions></member></Rules></DescribeRulesResult></DescribeRulesResponse>")
  }

  private static func listener(_ actions: String) -> HTTPResponse {
    .ok(
      "<DescribeListenersResponse><DescribeListenersResult><Listeners><member><ListenerArn>\(listener)</ListenerArn>"
        + "<DefaultActions>\(actions)</DefaultActions></member></Listeners></DescribeListenersResult>"
        + "</DescribeListenersResponse>")
  }

  private static func health(_ states: String...) -> HTTPResponse {
    let targets = states.enumerated().map {
      "<member><Target><Id>i-\($0)</Id><Port>80</Port></Target><TargetHealth><State>\($1)</State></TargetHealth></member>"
    }
    return .ok(
      "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>\(targets.joined())"
        + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>")
  }

  private static let modified = HTTPResponse.ok(
    "<ModifyRuleResponse><ModifyRuleResult><Rules/></ModifyRuleResult></ModifyRuleResponse>")

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let switched = forward([("old", "0"), ("new", "100")])

  @Test(
    "any other list of weights is not so yet",
    arguments: [
      forward([("old", "100"), ("new", "0")]), forward([("new", "100")]), forward([("old", "0"), ("new", "99")]),
      forward([("old", "0"), ("new", "100"), ("third", "1")]), forward([("old", "0"), ("third", "100")]),
      "<member><Type>forward</Type><TargetGroupArn>\(group("old"))</TargetGroupArn></member>",
    ])
  func absent(actions: String) async throws {
    let (cloud, transport) = Self.cloud(Self.rule(actions))
    #expect(try await cloud.observe(try Self.effect()) == .absent)
    transport.finish()
  }

  @Test(
    "it is so when enough targets are healthy where users are led, and only there",
    arguments: [
      (health("healthy", "healthy"), nil), (health("healthy", "healthy", "unhealthy"), nil),
      (health("healthy", "initial"), "new/9: 1 of 2 healthy, 1 initial"),
      (health("healthy", "unhealthy", "unhealthy"), "new/9: 1 of 2 healthy, 2 unhealthy"),
      (health("draining", "unused", "unavailable"), "new/9: 0 of 2 healthy, 1 draining, 1 unavailable, 1 unused"),
      (health("unhealthy.draining", "what"), "new/9: 0 of 2 healthy, 1 unhealthy.draining, 1 what"),
      (health(), "new/9: 0 of 2 healthy"),
    ] as [(HTTPResponse, String?)])
  func healthy(answer: HTTPResponse, waits: String?) async throws {
    let (cloud, transport) = Self.cloud(Self.rule(Self.forward([("new", "100"), ("old", "0")])), answer)
    let weights = "\(Self.group("old"))=0,\(Self.group("new"))=100"
    let done = Observation.done(outputs: ["weights": weights, "healthyTargets": "2"], by: .unknown)
    #expect(try await cloud.observe(try Self.effect()) == waits.map { .inProgress($0) } ?? done)
    #expect(transport.bodies.last?.contains("targetgroup%2Fnew%2F9") == true)
    transport.finish()
  }

  @Test("each target group that users are led to is asked for; a single one may weigh anything")
  func each() async throws {
    let (cloud, _) = Self.cloud(
      Self.rule(Self.forward([("old", "1"), ("new", "1")])), Self.health("healthy", "healthy"), Self.health("healthy"))
    #expect(
      try await cloud.observe(try Self.effect([("old", 1), ("new", 1)])) == .inProgress("new/9: 1 of 2 healthy"))
    for weight in ["1", nil] {
      let (one, _) = Self.cloud(Self.rule(Self.forward([("new", weight)])), Self.health("healthy", "healthy"))
      guard case .done = try await one.observe(try Self.effect([("new", 100)])) else {
        Issue.record("one alone has everything, whatever it weighs")
        return
      }
    }
    let (none, _) = Self.cloud(Self.rule(Self.forward([("new", "0")])))
    #expect(try await none.observe(try Self.effect([("new", 100)])) == .absent, "one alone of weight 0 has nothing")
  }

  @Test("the default of a listener is looked at in the listener")
  func listenerDefault() async throws {
    let (cloud, transport) = Self.cloud(Self.listener(Self.switched), Self.health())
    guard case .done = try await cloud.observe(try Self.effect(of: Self.listener, healthy: 0)) else {
      Issue.record("0 healthy targets are enough where 0 are asked for")
      return
    }
    #expect(transport.bodies.first?.contains("Action=DescribeListeners") == true)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (
        [.ok("<DescribeRulesResponse><DescribeRulesResult><Rules/></DescribeRulesResult></DescribeRulesResponse>")], nil
      ),
      ([.ok("<DescribeRulesResponse><DescribeRulesResult/></DescribeRulesResponse>")], nil),
      ([rule(switched, arn: rule + "4")], nil), ([rule("")], nil), ([rule(switched + switched)], nil),
      ([rule("<member><Order>1</Order></member>")], nil), ([rule("<member><Type>forward</Type></member>")], nil),
      ([rule(forward([("old", nil), ("new", "100")]))], nil), ([rule(forward([("old", "x"), ("new", "100")]))], nil),
      (
        [
          rule(switched),
          .ok(
            "<DescribeTargetHealthResponse><DescribeTargetHealthResult/></DescribeTargetHealthResponse>"),
        ], nil
      ),
      (
        [
          rule(switched),
          .ok(
            "<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions><member><Target>"
              + "<Id>i-1</Id></Target></member></TargetHealthDescriptions></DescribeTargetHealthResult>"
              + "</DescribeTargetHealthResponse>"),
        ], nil
      ),
      ([rule("<member><Type>redirect</Type><Order>1</Order></member>")], "elbv2.no-forward"),
      ([.queryError(400, "RuleNotFound")], "elbv2.rule-missing"),
    ] as [([HTTPResponse], String?)])
  func never(answers: [HTTPResponse], code: String?) async throws {
    let harness = CallHarness(answers.map { .success($0) })
    let cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code ?? "elasticloadbalancing.UnreadableAnswer" && fault?.isRetriable == (code == nil))
    harness.transport.finish()
  }

  @Test("the rest of the rule's actions stay as they are: stickiness, and a sign-in with its secret")
  func changed() async throws {
    let signIn =
      "<member><Type>authenticate-oidc</Type><Order>1</Order><AuthenticateOidcConfig><Issuer>https://i</Issuer>"
      + "<ClientId>c</ClientId><Scope/><AuthenticationRequestExtraParams/></AuthenticateOidcConfig></member>"
    let old = Self.forward(
      [("old", "1")],
      more: "<TargetGroupStickinessConfig><Enabled>true</Enabled><DurationSeconds>60</DurationSeconds>"
        + "</TargetGroupStickinessConfig>"
    ).replacing("</ForwardConfig>", with: "</ForwardConfig><TargetGroupArn>\(Self.group("old"))</TargetGroupArn>")
    let (cloud, transport) = Self.cloud(Self.rule(signIn + old), Self.modified)
    #expect(try await cloud.act(try Self.effect()) == .started)
    let pairs = try #require(transport.bodies.last).split(separator: "&").map(String.init)
    let second = "Actions.member.2.ForwardConfig"
    for pair in [
      "Action=ModifyRule", "Actions.member.1.Type=authenticate-oidc",
      "Actions.member.1.AuthenticateOidcConfig.ClientId=c",
      "Actions.member.1.AuthenticateOidcConfig.UseExistingClientSecret=true", "Actions.member.2.Order=1",
      "\(second).TargetGroups.member.1.Weight=0", "\(second).TargetGroups.member.2.Weight=100",
      "\(second).TargetGroupStickinessConfig.Enabled=true",
      "\(second).TargetGroupStickinessConfig.DurationSeconds=60",
    ] {
      #expect(pairs.contains(pair), "\(pair)")
    }
    #expect(!pairs.contains { $0.contains("Scope") || $0.contains("ExtraParams") || $0.contains("Conditions") })
    #expect(!pairs.contains { $0.hasPrefix("Actions.member.2.TargetGroupArn") })
  }

  @Test("a rule in another region is refused, unless the step acts there")
  func whereItActs() {
    let with =
      "{ rule: \"\(Self.inPrimary):listener/app/web/1/2\", targetGroups: [{ arn: \"\(Self.inPrimary):targetgroup/a/b\", "
      + "weight: 1 }] }"
    #expect(WrittenStep("elbv2.weights", with: with).codes == [.arnOfOtherRegion])
    #expect(WrittenStep("elbv2.weights", with: with, more: "region: primary, needs: a test").codes == [])
    #expect(WrittenStep("elbv2.weights", with: with, more: "region: us-east-1, needs: a test").codes == [])
  }

  @Test("a listener's default is changed in the listener")
  func changedListener() async throws {
    let (cloud, transport) = Self.cloud(
      Self.listener(Self.forward([("old", "1")])),
      .ok("<ModifyListenerResponse><ModifyListenerResult><Listeners/></ModifyListenerResult></ModifyListenerResponse>"))
    #expect(try await cloud.act(try Self.effect(of: Self.listener)) == .started)
    let body = try #require(transport.bodies.last)
    #expect(body.contains("Action=ModifyListener") && body.contains("DefaultActions.member.1.ForwardConfig"))
  }

  @Test("nothing is sent where the rule forwards nowhere, or the plan would leave nobody served")
  func notSent() async throws {
    let (cloud, transport) = Self.cloud(
      Self.rule("<member><Type>fixed-response</Type></member>"), Self.rule(Self.switched),
      .queryError(400, "TargetGroupNotFound"))
    for (shares, code) in [
      ([("new", 100)], "elbv2.no-forward"), ([("new", 0), ("old", 0)], "action.bad-parameter"),
      ([("new", -1)], "action.bad-parameter"), ([], "action.bad-parameter"),
      ([("new", 1), ("new", 2)], "action.bad-parameter"), ([("new", 100)], "elbv2.target-group-missing"),
    ] as [([(String, Int)], String)] {
      let effect = try Self.effect(shares.map { (name: $0.0, weight: $0.1) })
      let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
      #expect(fault?.code == code && fault?.isRetriable == false)
    }
    #expect(transport.requests.count == 3)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ rule: \"\(rule)\", targetGroups: [{ arn: \"\(group("new"))\", weight: 100 }] }", []),
      (
        "{ rule: \"\(listener)\", healthyTargets: 0, targetGroups: [{ arn: \"\(group("new"))\", weight: 1 }, "
          + "{ arn: \"\(group("old"))\", weight: 0 }] }", []
      ),
      ("{ rule: \"\(rule)\", targetGroups: [{ arn: \"\(group("new"))\", weight: 0 }] }", [.outOfRange]),
      ("{ rule: \"\(rule)\", targetGroups: [{ arn: \"\(group("new"))\", weight: 1000 }] }", [.outOfRange]),
      ("{ rule: \"\(rule)\", targetGroups: [] }", [.itemCount]),
      ("{ rule: \"\(group("new"))\", targetGroups: [{ arn: \"\(group("new"))\", weight: 1 }] }", [.arnOfOtherType]),
      ("{ rule: \"\(rule)\", targetGroups: [{ arn: \"\(rule)\", weight: 1 }] }", [.arnOfOtherType]),
      (
        "{ rule: \"\(rule)\", targetGroups: [{ arn: \"arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b\", "
          + "weight: 1 }] }", [.arnOfOtherRegion]
      ),
      (
        "{ rule: \"\(rule)\", targetGroups: [{ arn: \"\(group("a"))\", weight: 1 }, { arn: \"\(group("a"))\", "
          + "weight: 2 }] }", [.keyConflict]
      ),
      ("{ targetGroups: [{ arn: \"\(group("new"))\" }] }", [.missingKey, .missingKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("elbv2.weights", with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["targetGroups"] != nil) == codes.isEmpty)
  }
}
