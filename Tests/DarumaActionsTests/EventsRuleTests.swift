import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("events.rule")
struct EventsRuleTests {
  private static func effect(_ state: String = "enabled", bus: String? = nil) throws -> Effect {
    let traits = try #require(ActionCatalog.table["events.rule"]).traits
    var parameters: [String: Document] = ["rule": "nightly", "state": .text(state)]
    parameters["bus"] = bus.map { .text($0) }
    return .sample(Action(name: "events.rule", region: "us-west-2", parameters: parameters, traits: traits))
  }

  private static let arn = "arn:aws:events:us-west-2:123456789012:rule/nightly"

  private static func rule(
    _ state: String, name: String = "nightly", arn: String = arn, more: String = ""
  ) -> HTTPResponse {
    .ok(#"{"Name":"\#(name)","Arn":"\#(arn)","State":"\#(state)"\#(more)}"#)
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func done(_ state: String, arn: String = arn) -> Observation {
    .done(outputs: ["state": state, "arn": arn], by: .unknown)
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      ("enabled", "ENABLED", done("enabled")),
      ("enabled", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", done("enabled")),
      ("enabled", "DISABLED", .absent), ("disabled", "DISABLED", done("disabled")), ("disabled", "ENABLED", .absent),
      ("disabled", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", .absent),
    ] as [(String, String, Observation)])
  func seen(wish: String, state: String, is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(Self.rule(state))
    #expect(try await cloud.observe(try Self.effect(wish)) == wanted)
    #expect(transport.bodies == [#"{"EventBusName":"default","Name":"nightly"}"#])
  }

  @Test("a rule of another bus is told by its ARN")
  func bus() async throws {
    let arn = "arn:aws:events:us-west-2:123456789012:rule/orders/nightly"
    let (cloud, transport) = Self.cloud(Self.rule("ENABLED", arn: arn), Self.rule("ENABLED"))
    #expect(try await cloud.observe(try Self.effect(bus: "orders")) == Self.done("enabled", arn: arn))
    #expect(transport.bodies == [#"{"EventBusName":"orders","Name":"nightly"}"#])
    let effect = try Self.effect(bus: "orders")
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "events.UnreadableAnswer")
  }

  @Test("a managed rule is well as long as nothing is to be changed")
  func managed() async throws {
    let more = #","ManagedBy":"autoscaling.amazonaws.com""#
    let (cloud, _) = Self.cloud(Self.rule("ENABLED", more: more), Self.rule("DISABLED", more: more))
    #expect(try await cloud.observe(try Self.effect()) == Self.done("enabled"))
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "events.rule-managed" && fault?.isRetriable == false)
    #expect(fault?.message.contains("managed by autoscaling.amazonaws.com") == true)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (rule("enabled"), "events.UnreadableAnswer", true), (rule(""), "events.UnreadableAnswer", true),
      (rule("ENABLED", name: "other"), "events.UnreadableAnswer", true),
      (
        rule("ENABLED", arn: "arn:aws:events:us-east-1:123456789012:rule/nightly"), "events.UnreadableAnswer", true
      ),
      (
        rule("ENABLED", arn: "arn:aws:events:us-west-2:123456789012:rule/orders/nightly"), "events.UnreadableAnswer",
        true
      ),
      (.ok("{}"), "events.UnreadableAnswer", true), (.ok(#"{"State":"ENABLED"}"#), "events.UnreadableAnswer", true),
      (.ok(#"{"Name":"nightly","Arn":"\#(arn)"}"#), "events.UnreadableAnswer", true),
      (.jsonError(400, "ResourceNotFoundException"), "events.rule-missing", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    for state in ["enabled", "disabled"] {
      let (cloud, _) = Self.cloud(answer)
      let effect = try Self.effect(state)
      let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
      #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    }
  }

  @Test(
    "one call switches it", arguments: [("enabled", "AWSEvents.EnableRule"), ("disabled", "AWSEvents.DisableRule")])
  func changed(state: String, target: String) async throws {
    let (cloud, transport) = Self.cloud(.ok("", headers: [HTTPHeader("x-amzn-RequestId", "req-1")]))
    #expect(try await cloud.act(try Self.effect(state)) == .started)
    #expect(transport.requests.first?.headers.contains(HTTPHeader("X-Amz-Target", target)) == true)
    #expect(transport.bodies == [#"{"EventBusName":"default","Name":"nightly"}"#])
  }

  @Test(
    "another change under way is waited out; what is refused for good is told",
    arguments: [
      ("ConcurrentModificationException", "events.ConcurrentModificationException", true),
      ("ManagedRuleException", "events.rule-managed", false),
      ("ResourceNotFoundException", "events.rule-missing", false),
      ("AccessDeniedException", "events.AccessDeniedException", false),
    ])
  func refused(error: String, code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(.jsonError(400, error))
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable && fault?.kind == .refused)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ rule: nightly, state: disabled }", []), ("{ rule: nightly, bus: orders, state: enabled }", []),
      ("{ rule: nightly, state: off }", [.notAChoice]), ("{ rule: nightly }", [.missingKey]),
      ("{ rule: \"arn:aws:events:x\", state: enabled }", [.badAWSIdentifier]), ("{ state: enabled }", [.missingKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("events.rule", with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["rule"] == "nightly") == codes.isEmpty)
  }
}
