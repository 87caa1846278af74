import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("ec2.isolate")
struct EC2IsolateTests {
  private static func effect() throws -> Effect { try ScriptedCloud.effect("ec2.isolate", ["group": "sg-1"]) }

  private static func rule(
    _ id: String, _ source: String = "<cidrIpv4>0.0.0.0/0</cidrIpv4>", group: String = "sg-1", isEgress: Bool = false,
    ports: String = "<fromPort>443</fromPort><toPort>443</toPort>"
  ) -> String {
    "<item><securityGroupRuleId>\(id)</securityGroupRuleId><groupId>\(group)</groupId><isEgress>\(isEgress)</isEgress>"
      + "<ipProtocol>tcp</ipProtocol>\(ports)\(source)</item>"
  }

  private static func rules(_ rules: String...) -> HTTPResponse {
    .ok(
      "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet>\(rules.joined())</securityGroupRuleSet>"
        + "</DescribeSecurityGroupRulesResponse>")
  }

  private static func group(_ tags: [(String, String)] = [], id: String = "sg-1") -> HTTPResponse {
    let items = tags.map { "<item><key>\($0.0)</key><value>\($0.1)</value></item>" }.joined()
    return .ok(
      "<DescribeSecurityGroupsResponse><securityGroupInfo><item><groupId>\(id)</groupId><tagSet>\(items)</tagSet></item>"
        + "</securityGroupInfo></DescribeSecurityGroupsResponse>")
  }

  private static let execution = "kaigo.20261124T034200Z.1"
  private static let https = "tcp=443-443=0.0.0.0/0"
  private static let recorded = group([("daruma:ingress", "\(execution) 1"), ("daruma:ingress-1", https)])
  private static let outward = rule("sgr-9", isEgress: true)

  @Test("it is done when nothing comes in, and tells what did")
  func seen() async throws {
    #expect(try await ScriptedCloud(Self.rules(Self.rule("sgr-1"))).observe(try Self.effect()) == .absent)
    for (answer, rules) in [
      (Self.recorded, Self.https), (Self.group(), ""),
      // Of another execution: what is open now says nothing of it.
      (Self.group([("daruma:ingress", "kaigo.20261123T000000Z.1 1"), ("daruma:ingress-1", Self.https)]), ""),
    ] {
      #expect(
        try await ScriptedCloud(Self.rules(Self.outward), answer).observe(try Self.effect())
          == .done(outputs: ["group": "sg-1", "rules": rules], by: .unknown))
    }
  }

  @Test("before a rule is taken away it is written down, each of its own kind")
  func record() async throws {
    let scene = ScriptedCloud(
      Self.rules(
        Self.rule("sgr-1"), Self.rule("sgr-2", "<cidrIpv6>::/0</cidrIpv6>", ports: ""), Self.outward,
        Self.rule("sgr-3", "<prefixListId>pl-1</prefixListId>"),
        Self.rule("sgr-4", "<referencedGroupInfo><groupId>sg-2</groupId></referencedGroupInfo>"),
        Self.rule(
          "sgr-5", "<referencedGroupInfo><groupId>sg-3</groupId><userId>999999999999</userId></referencedGroupInfo>")),
      Self.group(), .ok("<CreateTagsResponse><return>true</return></CreateTagsResponse>"))
    #expect(try await scene.act(try Self.effect()) == .started)
    #expect(
      Asked(scene.transport.requests[2]).form == [
        "Action": "CreateTags", "Version": "2016-11-15", "ResourceId.1": "sg-1", "Tag.1.Key": "daruma:ingress",
        "Tag.1.Value": "\(Self.execution) 1", "Tag.2.Key": "daruma:ingress-1",
        "Tag.2.Value":
          "tcp=-=::/0 tcp=443-443=0.0.0.0/0 tcp=443-443=999999999999/sg-3 tcp=443-443=pl-1 tcp=443-443=sg-2",
      ])
  }

  @Test("what is written down is taken away in one request; what is not yet is written first")
  func revoke() async throws {
    let scene = ScriptedCloud(
      Self.rules(Self.rule("sgr-1"), Self.outward), Self.recorded,
      .ok("<RevokeSecurityGroupIngressResponse><return>true</return></RevokeSecurityGroupIngressResponse>"))
    #expect(try await scene.act(try Self.effect()) == .started)
    #expect(
      Asked(scene.transport.requests[2]).form == [
        "Action": "RevokeSecurityGroupIngress", "Version": "2016-11-15", "GroupId": "sg-1",
        "SecurityGroupRuleId.1": "sgr-1",
      ])
    let added = ScriptedCloud(
      Self.rules(Self.rule("sgr-1", "<cidrIpv4>10.0.0.0/8</cidrIpv4>")), Self.recorded, .ok("<CreateTagsResponse/>"))
    #expect(try await added.act(try Self.effect()) == .started)
    #expect(Asked(added.transport.requests[2]).form["Tag.2.Value"] == "\(Self.https) tcp=443-443=10.0.0.0/8")
    let closed = ScriptedCloud(Self.rules(Self.outward))
    #expect(try await closed.act(try Self.effect()) == .started)
    #expect(closed.transport.requests.count == 1)
  }

  @Test("many rules stand in several tags, whole ones in each; more than fit are refused before anything is sent")
  func many() async throws {
    func ruled(_ count: Int) -> ScriptedCloud {
      let rules = (0..<count).map { Self.rule("sgr-\($0)", "<cidrIpv4>10.\($0 / 256).\($0 % 256).0/24</cidrIpv4>") }
      return ScriptedCloud(
        .ok(
          "<DescribeSecurityGroupRulesResponse><securityGroupRuleSet>\(rules.joined())</securityGroupRuleSet>"
            + "</DescribeSecurityGroupRulesResponse>"), Self.group(), .ok("<CreateTagsResponse/>"))
    }
    let scene = ruled(60)
    #expect(try await scene.act(try Self.effect()) == .started)
    let form = Asked(scene.transport.requests[2]).form
    let values = (2...9).compactMap { form["Tag.\($0).Value"] }
    #expect(values.allSatisfy { $0.count <= 256 } && values.joined(separator: " ").split(separator: " ").count == 60)
    #expect(form["Tag.1.Value"] == "\(Self.execution) \(values.count)")
    let full = ruled(400)
    #expect(await full.fault(acting: try Self.effect())?.code == "ec2.too-many-rules")
    #expect(full.transport.requests.count == 2)
  }

  private static func refusal(_ code: String) -> HTTPResponse {
    HTTPResponse(
      status: 400,
      body: Array("<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors></Response>".utf8))
  }

  @Test("a rule that is gone meanwhile is no fault; a group that is not there is")
  func refused() async throws {
    for code in ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"] {
      let scene = ScriptedCloud(Self.rules(Self.rule("sgr-1")), Self.recorded, Self.refusal(code))
      #expect(try await scene.act(try Self.effect()) == .started)
    }
    let denied = ScriptedCloud(Self.rules(Self.rule("sgr-1")), Self.recorded, Self.refusal("UnauthorizedOperation"))
    #expect(await denied.fault(acting: try Self.effect())?.code == "ec2.UnauthorizedOperation")
    let missing = ScriptedCloud(Self.rules(), Self.refusal("InvalidGroup.NotFound"))
    #expect(await missing.fault(observing: try Self.effect())?.code == "ec2.group-missing")
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [.ok("<DescribeSecurityGroupRulesResponse/>")], [rules(rule("sgr-1", group: "sg-2"))], [rules(rule(""))],
      [rules(rule("sgr-1", ""))], [rules("<item><securityGroupRuleId>sgr-1</securityGroupRuleId></item>")],
      [rules(), .ok("<DescribeSecurityGroupsResponse/>")], [rules(), group(id: "sg-2")],
      [rules(), group([("daruma:ingress", "\(execution) 2"), ("daruma:ingress-1", https)])],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
    #expect(fault?.code == "ec2.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("in a file: the id of a group")
  func file() async throws {
    #expect(WrittenStep("ec2.isolate", with: "{ group: sg-1 }").codes == [])
    #expect(WrittenStep("ec2.isolate", with: "{ group: web }").codes == [.badAWSIdentifier])
    #expect(WrittenStep("ec2.isolate", with: "{}").codes == [.missingKey])
    let bad = try ScriptedCloud.effect("ec2.isolate", ["group": 1])
    #expect(await ScriptedCloud().fault(acting: bad)?.code == "action.bad-parameter")
  }
}
