import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("arc.routing")
struct ARCRoutingTests {
  private static func control(_ name: String) -> String {
    "arn:aws:route53-recovery-control::123456789012:controlpanel/p/routingcontrol/\(name)"
  }
  private static func url(_ number: Int) -> String { "https://host-\(number).r\(number).example.com/v1" }

  private static func effect(
    on: [String] = ["west"], off: [String] = ["east"], endpoints: Int = 3
  ) throws -> Effect {
    try ScriptedCloud.effect(
      "arc.routing",
      [
        "endpoints": .list((1...endpoints).map { ["url": .text(url($0)), "region": .text("us-west-\($0)")] }),
        "on": .list(on.map { .text(control($0)) }), "off": .list(off.map { .text(control($0)) }),
      ])
  }

  private static func state(_ name: String, _ state: Document) -> ScriptedTransport.Reply {
    .success(.json(["RoutingControlArn": .text(control(name)), "RoutingControlState": state]))
  }
  private static let out = ScriptedTransport.Reply.success(
    .jsonError(503, "EndpointTemporarilyUnavailableException"))
  private static let unreachable = ScriptedTransport.Reply.failure(TransportError(.unreachable, "nobody there"))
  private static let isSo = [state("east", "Off"), state("west", "On")]
  private static let done = Observation.done(
    outputs: ["on": control("west"), "off": control("east")], by: .unknown)

  @Test(
    "all states as wanted are done, by the first endpoint that says it of all",
    arguments: [
      (isSo, ["1", "1"]), ([unreachable] + isSo, ["1", "2", "2"]), ([out, out] + isSo, ["1", "2", "3", "3"]),
      ([state("east", "Off"), unreachable] + isSo, ["1", "1", "2", "2"]),
      ([.success(.ok("<html>"))] + isSo, ["1", "2", "2"]), ([state("west", "On")] + isSo, ["1", "2", "2"]),
    ])
  func done(replies: [ScriptedTransport.Reply], hosts: [String]) async throws {
    let scene = ScriptedCloud(replies)
    #expect(try await scene.observe(try Self.effect()) == Self.done)
    #expect(scene.transport.requests.map(\.url) == hosts.map { "https://host-\($0).r\($0).example.com/v1/" })
    #expect(try scene.transport.requests[0].document == ["RoutingControlArn": .text(Self.control("east"))])
  }

  @Test("any other state is not so yet", arguments: [("On", "On"), ("Off", "Off"), ("On", "Off")])
  func absent(east: String, west: String) async throws {
    let scene = ScriptedCloud([Self.state("east", .text(east)), Self.state("west", .text(west))])
    #expect(try await scene.observe(try Self.effect()) == .absent)
  }

  @Test("where no endpoint answers, or none makes sense, they are asked again")
  func none() async throws {
    for replies in [
      [Self.unreachable, Self.out, Self.unreachable],
      [Self.out, Self.state("east", "Perhaps"), Self.state("east", .null)],
      [Self.state("west", "On"), .success(.json([:])), Self.out],
    ] {
      let fault = await ScriptedCloud(replies).fault(observing: try Self.effect())
      #expect(fault?.code == "arc.no-endpoint" && fault?.isRetriable == true)
    }
  }

  @Test(
    "what one endpoint refuses, the next would refuse",
    arguments: ["AccessDeniedException", "ResourceNotFoundException"])
  func refusedLook(code: String) async throws {
    let scene = ScriptedCloud([.success(.jsonError(400, code))])
    let fault = await scene.fault(observing: try Self.effect())
    #expect(fault?.code == "route53-recovery-cluster.\(code)" && fault?.isRetriable == false)
  }

  @Test("one request switches all, at the endpoint that has just answered, with no rule overridden")
  func changed() async throws {
    let scene = ScriptedCloud(
      [Self.unreachable, Self.state("east", "On"), Self.state("west", "Off"), .success(.json([:]))])
    #expect(try await scene.act(try Self.effect()) == .started)
    let request = try #require(scene.transport.requests.last)
    #expect(request.url == "https://host-2.r2.example.com/v1/")
    #expect(scene.operations.last == "UpdateRoutingControlStates")
    #expect(
      try request.document == [
        "UpdateRoutingControlStateEntries": [
          ["RoutingControlArn": .text(Self.control("east")), "RoutingControlState": "Off"],
          ["RoutingControlArn": .text(Self.control("west")), "RoutingControlState": "On"],
        ]
      ])
  }

  @Test("a safety rule is told, and an answer that is lost is not asked of another endpoint")
  func refused() async throws {
    let states = [Self.state("east", "On"), Self.state("west", "Off")]
    for (reply, code, isRetriable) in [
      (.success(.jsonError(409, "ConflictException", "rule r")), "arc.safety-rule", false),
      (Self.out, "route53-recovery-cluster.EndpointTemporarilyUnavailableException", true),
      (.failure(TransportError(.timedOut, "no answer")), nil, true),
    ] as [(ScriptedTransport.Reply, String?, Bool)] {
      let scene = ScriptedCloud(states + [reply])
      let fault = await scene.fault(acting: try Self.effect())
      #expect(code == nil || fault?.code == code)
      #expect(code != nil || fault?.kind == .outcomeUnknown)
      #expect(fault?.isRetriable == isRetriable || fault?.kind == .outcomeUnknown)
      #expect(scene.transport.requests.count == 3)
    }
  }

  @Test("a plan that makes no sense, in the journal, asks nobody")
  func journaled() async throws {
    for effect in [try Self.effect(on: [], off: []), try Self.effect(on: ["a", "a"]), try Self.effect(on: ["east"])] {
      let scene = ScriptedCloud()
      #expect(await scene.fault(acting: effect)?.code == "action.bad-parameter")
    }
  }

  @Test(
    "as it is written",
    arguments: [
      ("on: [\"\(control("a"))\"]", []), ("on: [\"\(control("a"))\"], off: [\"\(control("b"))\"]", []),
      ("on: [\"\(control("a"))\"], off: [\"\(control("a"))\"]", [.keyConflict]), ("", [.missingKey]),
      ("on: []", [.itemCount]),
      ("on: [\"arn:aws:route53-recovery-control::1:controlpanel/p\"]", [.arnOfOtherType]), ("on: [a]", [.badARN]),
    ] as [(String, [DiagnosticCode])])
  func written(rest: String, codes: [DiagnosticCode]) {
    let endpoints = "endpoints: [{ url: \"\(Self.url(1))\", region: us-east-1 }]"
    #expect(WrittenStep("arc.routing", with: "{ \(endpoints), \(rest) }").codes == codes)
  }

  @Test(
    "endpoints are those of a cluster",
    arguments: [
      ("[{ url: \"https://a.example/v1\", region: us-east-1 }]", []), ("[]", [.itemCount]),
      ("[{ url: \"http://a.example/v1\", region: us-east-1 }]", [.badURL]),
      ("[{ url: \"https://a.example/v2\", region: us-east-1 }]", [.badURL]),
      ("[{ url: \"https://a.example/v1?x\", region: us-east-1 }]", [.badURL]),
      ("[{ url: \"https://a.example/v1\" }]", [.missingKey]), ("[{ region: us-east-1 }]", [.missingKey]),
    ] as [(String, [DiagnosticCode])])
  func endpoints(list: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("arc.routing", with: "{ endpoints: \(list), on: [\"\(Self.control("a"))\"] }")
    #expect(step.codes == codes)
  }
}
