import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("route53.invert")
struct Route53InvertTests {
  private static func effect(_ inverted: Document = true) throws -> Effect {
    try ScriptedCloud.effect("route53.invert", ["healthCheck": "hc-1", "inverted": inverted])
  }

  private static func check(_ config: String, id: String = "hc-1", type: String = "<Type>HTTPS</Type>") -> HTTPResponse
  {
    .ok(
      "<GetHealthCheckResponse><HealthCheck><Id>\(id)</Id><HealthCheckConfig>\(type)\(config)</HealthCheckConfig>"
        + "</HealthCheck></GetHealthCheckResponse>")
  }

  private static let upright = check("<Inverted>false</Inverted>")
  private static let inverted = check("<Inverted>true</Inverted><Disabled>false</Disabled>")
  private static let done = Observation.done(outputs: ["healthCheck": "hc-1"], by: .unknown)

  @Test(
    "it is done when it stands as wanted",
    arguments: [
      (upright, true, .absent), (upright, false, done), (inverted, true, done), (inverted, false, .absent),
      (check(""), true, .absent), (check(""), false, done),
    ] as [(HTTPResponse, Bool, Observation)])
  func seen(answer: HTTPResponse, wish: Bool, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect(.bool(wish))) == wanted)
    #expect(scene.transport.requests[0].url == "https://route53.amazonaws.com/2013-04-01/healthcheck/hc-1")
  }

  @Test(
    "what can't be inverted is told",
    arguments: [
      (check("<Disabled>true</Disabled>"), "route53.health-check-disabled"),
      (check("", type: "<Type>RECOVERY_CONTROL</Type>"), "route53.routing-control"),
    ])
  func refused(answer: HTTPResponse, code: String) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == false)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      .ok("<GetHealthCheckResponse/>"), check("", id: "hc-2"), check("", type: ""),
      check("<Inverted>perhaps</Inverted>"),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "route53.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request sets it, and nothing else of it")
  func request() async throws {
    for (wish, said) in [(true, "true"), (false, "false")] {
      let scene = ScriptedCloud(.ok("<UpdateHealthCheckResponse/>"))
      #expect(try await scene.act(try Self.effect(.bool(wish))) == .started)
      let request = scene.transport.requests[0]
      #expect(request.method == "POST" && request.url.hasSuffix("/2013-04-01/healthcheck/hc-1"))
      #expect(
        Asked(request).body.hasSuffix(
          #"<UpdateHealthCheckRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Inverted>\#(said)</Inverted>"#
            + "</UpdateHealthCheckRequest>"))
    }
  }

  private static func refusal(_ status: Int, _ code: String) -> HTTPResponse {
    HTTPResponse(
      status: status,
      body: Array("<ErrorResponse><Error><Code>\(code)</Code><Message>m</Message></Error></ErrorResponse>".utf8))
  }

  @Test("a check that is not there is told; one that somebody changes in the same moment is asked again")
  func faults() async throws {
    let missing = ScriptedCloud(Self.refusal(404, "NoSuchHealthCheck"))
    #expect(await missing.fault(observing: try Self.effect())?.code == "route53.health-check-missing")
    let changing = ScriptedCloud(Self.refusal(409, "HealthCheckVersionMismatch"))
    #expect(await changing.fault(acting: try Self.effect())?.isRetriable == true)
    for value in ["x", .null] as [Document] {
      let bad = ScriptedCloud(Self.upright)
      #expect(await bad.fault(observing: try Self.effect(value))?.code == "action.bad-parameter")
    }
  }

  @Test("in a file: a check, and which way it is to stand")
  func file() {
    #expect(WrittenStep("route53.invert", with: "{ healthCheck: hc-1, inverted: true }").codes == [])
    #expect(WrittenStep("route53.invert", with: "{ healthCheck: hc-1 }").codes == [.missingKey])
    #expect(WrittenStep("route53.invert", with: "{ healthCheck: a b, inverted: true }").codes == [.badAWSIdentifier])
  }
}
