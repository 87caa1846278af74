import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("elbv2.healthy")
struct ELBv2HealthyTests {
  private static let group = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/9"
  private static let elsewhere = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/9"

  private static func effect(_ count: Int = 2) throws -> Effect {
    let traits = try #require(ActionCatalog.table["elbv2.healthy"]).traits
    return .sample(
      Action(
        name: "elbv2.healthy", region: "us-west-2",
        parameters: ["targetGroup": .text(group), "healthyTargets": .integer(Int64(count))], traits: traits))
  }

  private static func health(_ states: String...) -> HTTPResponse {
    let targets = states.enumerated().map {
      "<member><Target><Id>i-\($0)</Id><Port>80</Port></Target><TargetHealth><State>\($1)</State></TargetHealth></member>"
    }
    return answer("<TargetHealthDescriptions>\(targets.joined())</TargetHealthDescriptions>")
  }

  private static func answer(_ result: String) -> HTTPResponse {
    .ok(
      "<DescribeTargetHealthResponse><DescribeTargetHealthResult>\(result)</DescribeTargetHealthResult>"
        + "</DescribeTargetHealthResponse>")
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  @Test(
    "enough healthy targets are enough, whatever else there is; any other state is waited out",
    arguments: [
      (health("healthy", "healthy"), "2", nil), (health("healthy", "unhealthy", "healthy", "draining"), "2", nil),
      (health("healthy", "healthy", "healthy"), "3", nil),
      (health("healthy", "initial"), nil, "web/9: 1 of 2 healthy, 1 initial"),
      (
        health("unused", "unavailable", "unhealthy.draining"), nil,
        "web/9: 0 of 2 healthy, 1 unavailable, 1 unhealthy.draining, 1 unused"
      ),
      (health(), nil, "web/9: 0 of 2 healthy"),
      (health("Healthy", "HEALTHY"), nil, "web/9: 0 of 2 healthy, 1 HEALTHY, 1 Healthy"),
    ] as [(HTTPResponse, String?, String?)])
  func seen(answer: HTTPResponse, count: String?, waits: String?) async throws {
    let (cloud, transport) = Self.cloud(answer)
    let wanted =
      waits.map { Observation.inProgress($0) } ?? .done(outputs: ["healthyTargets": count ?? ""], by: .unknown)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    #expect(
      transport.bodies == [
        "Action=DescribeTargetHealth&Version=2015-12-01&TargetGroupArn=arn%3Aaws%3Aelasticloadbalancing%3Aus-west-2"
          + "%3A123456789012%3Atargetgroup%2Fweb%2F9"
      ])
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (answer(""), "elasticloadbalancing.UnreadableAnswer", true),
      (
        answer("<TargetHealthDescriptions><member><Target><Id>i</Id></Target></member></TargetHealthDescriptions>"),
        "elasticloadbalancing.UnreadableAnswer", true
      ),
      (
        answer(
          "<TargetHealthDescriptions><member><TargetHealth><State>healthy</State></TargetHealth></member>"
            + "</TargetHealthDescriptions>"), "elasticloadbalancing.UnreadableAnswer", true
      ),
      (.queryError(400, "TargetGroupNotFound"), "elbv2.target-group-missing", false),
      (.queryError(403, "AccessDenied"), "elasticloadbalancing.AccessDenied", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answer)
    let effect = try Self.effect(1)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("a wish for none, in the journal, is none")
  func journaled() async throws {
    let (cloud, transport) = Self.cloud()
    let effect = try Self.effect(0)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "action.bad-parameter" && transport.requests.isEmpty)
  }

  @Test("it only looks, and proves nothing of the data")
  func traits() throws {
    let traits = try #require(ActionCatalog.table["elbv2.healthy"]).traits
    #expect(!traits.changesOutside && traits.proves == nil && !traits.bringsOver)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ targetGroup: \"\(group)\", healthyTargets: 2 }", []), ("{ targetGroup: \"\(group)\" }", []),
      ("{ targetGroup: \"\(group)\", healthyTargets: 0 }", [.outOfRange]),
      ("{ targetGroup: \"\(group)\", healthyTargets: \"2\" }", [.notNumber]),
      ("{ targetGroup: \"\(elsewhere)\" }", [.arnOfOtherRegion]),
      ("{ targetGroup: \"arn:aws:elasticloadbalancing:us-west-2:1:listener/app/a/b/c\" }", [.arnOfOtherType]),
      ("{ targetGroup: web }", [.badARN]), ("{ healthyTargets: 2 }", [.missingKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("elbv2.healthy", with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["targetGroup"] == .text(Self.group)) == codes.isEmpty)
  }
}
