import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

@Suite("Checking an endpoint")
struct HTTPCheckTests {
  private static func effect(consecutive: Int = 1) -> Effect {
    let url = "https://app.kaigo.example/health"
    return Effect.sample(.httpCheck(url: url, expect: 200, consecutive: consecutive))
  }

  private static func scene(_ statuses: Int...) -> Scene {
    let scene = Scene()
    scene.world.with { $0.sites.statuses = statuses }
    return scene
  }

  @Test("as expected")
  func good() async throws {
    let scene = Self.scene(200)
    #expect(try await scene.cloud.observe(Self.effect()) == .done(outputs: ["status": "200"], by: .unknown))
    let asked = scene.world.with { $0.sites.asked }
    #expect(asked.map(\.method) == ["GET"])
    #expect(asked.allSatisfy { request in !request.headers.contains { $0.name == "Authorization" } })
  }

  @Test("another status is waited out")
  func otherStatus() async throws {
    let scene = Self.scene(503, 301, 200)
    #expect(
      try await scene.cloud.observe(Self.effect())
        == .inProgress("https://app.kaigo.example/health answers 503, not 200"))
    #expect(
      try await scene.cloud.observe(Self.effect())
        == .inProgress("https://app.kaigo.example/health answers 301, not 200"))
    guard case .done = try await scene.cloud.observe(Self.effect()) else {
      Issue.record("it was not done")
      return
    }
  }

  @Test("all answers in a row must be good, and a bad one ends the row")
  func consecutive() async throws {
    let scene = Self.scene(200, 200, 500, 200)
    #expect(
      try await scene.cloud.observe(Self.effect(consecutive: 3))
        == .inProgress("https://app.kaigo.example/health answers 500, not 200 (answer 3 of 3)"))
    guard case .done = try await scene.cloud.observe(Self.effect(consecutive: 3)) else {
      Issue.record("it was not done")
      return
    }
    #expect(scene.world.log.count == 6)
  }

  @Test(
    "no answer is waited out",
    arguments: [.unreachable, .interrupted, .timedOut, .untrusted, .tooLarge] as [TransportError.Code])
  func noAnswer(code: TransportError.Code) async throws {
    let transport = ScriptedTransport([.failure(TransportError(code, "the reason"))])
    let cloud = AWSCloud(
      client: CallHarness([]).client, transport: transport,
      addresses: WebhookAddresses())
    #expect(
      try await cloud.observe(Self.effect())
        == .inProgress("https://app.kaigo.example/health gives no answer: the reason"))
  }

  @Test("a row of no answers, or of too many, is a fault", arguments: [-1, 0, 101])
  func badCount(consecutive: Int) async throws {
    let scene = Self.scene(200)
    let fault = try #require(await scene.faultOfObserving(Self.effect(consecutive: consecutive)))
    #expect(fault.code == "http.bad-count")
    #expect(scene.world.log.isEmpty)
  }

  @Test(
    "a question that can't be asked is a fault",
    arguments: [(.invalidRequest, .refused, false), (.cancelled, .unavailable, true)]
      as [(TransportError.Code, CloudFault.Kind, Bool)])
  func impossible(code: TransportError.Code, kind: CloudFault.Kind, isRetriable: Bool) async throws {
    let transport = ScriptedTransport([.failure(TransportError(code, "the reason"))])
    let cloud = AWSCloud(
      client: CallHarness([]).client, transport: transport,
      addresses: WebhookAddresses())
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(Self.effect()) }
    #expect(fault?.kind == kind)
    #expect(fault?.isRetriable == isRetriable)
  }

  @Test("a URL that is named is looked up, and told by its name")
  func named() async throws {
    let transport = ScriptedTransport([
      .success(HTTPResponse(status: 503)), .failure(TransportError(.invalidRequest, "SECRET")),
    ])
    let addresses = WebhookAddresses()
    let reference = addresses.reference(forCheck: "https://app.kaigo.example/health?token=SECRET")
    let cloud = AWSCloud(
      client: CallHarness([]).client, transport: transport, addresses: addresses)
    let effect = Effect.sample(.httpCheck(url: reference, expect: 200, consecutive: 1))
    #expect(try await cloud.observe(effect) == .inProgress("\(reference) answers 503, not 200"))
    #expect(transport.requests.map(\.url) == ["https://app.kaigo.example/health?token=SECRET"])
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "http.invalid-url" && fault?.message.contains("SECRET") == false)
  }
}
