import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("lambda.eventsource")
struct LambdaEventSourceTests {
  private static let uuid = "a1b2c3d4-5678-90ab-cdef-111111111111"

  private static func effect(_ state: String = "enabled") throws -> Effect {
    let traits = try #require(ActionCatalog.table["lambda.eventsource"]).traits
    return .sample(
      Action(
        name: "lambda.eventsource", region: "us-west-2", parameters: ["uuid": .text(uuid), "state": .text(state)],
        traits: traits))
  }

  private static func mapping(_ state: String, _ uuid: String = uuid) -> HTTPResponse {
    .ok(#"{"UUID":"\#(uuid)","State":"\#(state)","FunctionArn":"arn:f","EventSourceArn":"arn:q","BatchSize":10}"#)
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func done(_ state: String) -> Observation {
    .done(outputs: ["state": state, "functionArn": "arn:f"], by: .unknown)
  }

  private static func underway(_ state: String, to wish: String) -> Observation {
    .inProgress("event source mapping \(uuid) is \(state), to be \(wish)")
  }

  @Test(
    "only the wanted state at rest is done; what is changing is waited for, whichever way it goes",
    arguments: [
      ("enabled", "Enabled", done("enabled")), ("enabled", "Disabled", .absent),
      ("enabled", "Enabling", underway("Enabling", to: "Enabled")),
      ("enabled", "Disabling", underway("Disabling", to: "Enabled")),
      ("enabled", "Updating", underway("Updating", to: "Enabled")),
      ("enabled", "Creating", underway("Creating", to: "Enabled")),
      ("disabled", "Disabled", done("disabled")), ("disabled", "Enabled", .absent),
      ("disabled", "Enabling", underway("Enabling", to: "Disabled")),
      ("disabled", "Disabling", underway("Disabling", to: "Disabled")),
      ("disabled", "Updating", underway("Updating", to: "Disabled")),
      ("disabled", "Creating", underway("Creating", to: "Disabled")),
    ] as [(String, String, Observation)])
  func seen(wish: String, state: String, is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(Self.mapping(state))
    #expect(try await cloud.observe(try Self.effect(wish)) == wanted)
    let request = try #require(transport.requests.first)
    #expect(request.method == "GET" && request.url.hasSuffix("/2015-03-31/event-source-mappings/\(Self.uuid)"))
  }

  @Test("the case of a UUID does not matter")
  func letters() async throws {
    let (cloud, _) = Self.cloud(Self.mapping("Enabled", Self.uuid.uppercased()))
    #expect(try await cloud.observe(try Self.effect()) == Self.done("enabled"))
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (mapping("Deleting"), "lambda.mapping-leaving", false), (mapping("Paused"), "lambda.UnreadableAnswer", true),
      (mapping(""), "lambda.UnreadableAnswer", true), (mapping("Enabled", "other"), "lambda.UnreadableAnswer", true),
      (.ok("{}"), "lambda.UnreadableAnswer", true), (.ok(#"{"State":"Enabled"}"#), "lambda.UnreadableAnswer", true),
      (.ok(#"{"UUID":"\#(uuid)"}"#), "lambda.UnreadableAnswer", true),
      (.ok(#"{"UUID":"\#(uuid)","State":true}"#), "lambda.UnreadableAnswer", true),
      (.jsonError(404, "ResourceNotFoundException"), "lambda.mapping-missing", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    for state in ["enabled", "disabled"] {
      let (cloud, _) = Self.cloud(answer)
      let effect = try Self.effect(state)
      let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
      #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    }
  }

  @Test("nothing but the switch is changed", arguments: [("enabled", "true"), ("disabled", "false")])
  func changed(state: String, value: String) async throws {
    let (cloud, transport) = Self.cloud(Self.mapping("Enabling"))
    #expect(try await cloud.act(try Self.effect(state)) == .started)
    let request = try #require(transport.requests.first)
    #expect(request.method == "PUT" && request.url.hasSuffix("/2015-03-31/event-source-mappings/\(Self.uuid)"))
    #expect(transport.bodies == [#"{"Enabled":\#(value)}"#])
  }

  @Test(
    "another change under way is waited out; what is refused for good is told",
    arguments: [
      ("ResourceInUseException", 400, "lambda.ResourceInUseException", true),
      ("ResourceConflictException", 409, "lambda.ResourceConflictException", true),
      ("InvalidParameterValueException", 400, "lambda.InvalidParameterValueException", false),
      ("ResourceNotFoundException", 404, "lambda.mapping-missing", false),
    ])
  func refused(error: String, status: Int, code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(.jsonError(status, error))
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable && fault?.kind == .refused)
  }

  @Test("a state that is none of the two, in the journal, changes nothing")
  func journaled() async throws {
    let (cloud, _) = Self.cloud()
    let effect = try Self.effect("on")
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "action.bad-parameter")
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ uuid: \(uuid), state: enabled }", []), ("{ uuid: \(uuid), state: on }", [.notAChoice]),
      ("{ uuid: \"arn:aws:lambda:x\", state: enabled }", [.badAWSIdentifier]), ("{ state: enabled }", [.missingKey]),
      ("{ uuid: \(uuid) }", [.missingKey]), ("{ uuid: \(uuid), state: enabled, batch: 1 }", [.unknownKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("lambda.eventsource", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty { #expect(step.action?.parameters == ["uuid": .text(Self.uuid), "state": "enabled"]) }
  }
}
