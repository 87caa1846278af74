import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("pipes.switch")
struct PipesSwitchTests {
  private static let arn = "arn:aws:pipes:us-west-2:123456789012:pipe/orders"

  private static func effect(_ state: Document = "enabled") throws -> Effect {
    try ScriptedCloud.effect("pipes.switch", ["pipe": "orders", "state": state])
  }

  private static func pipe(
    _ state: Document, desired: String = "RUNNING", name: String = "orders", arn: String = arn
  ) -> HTTPResponse {
    .json([
      "Arn": .text(arn), "Name": .text(name), "CurrentState": state, "DesiredState": .text(desired),
      "StateReason": "the reason",
    ])
  }

  @Test(
    "only the wanted state at rest is done; what is changing is waited for, whichever way it goes",
    arguments: [
      ("RUNNING", true, false), ("STOPPED", false, true), ("STARTING", nil, nil), ("STOPPING", nil, nil),
      ("CREATING", nil, nil), ("UPDATING", nil, nil),
    ] as [(String, Bool?, Bool?)])
  func seen(state: String, isOn: Bool?, isOff: Bool?) async throws {
    for (wish, isSo) in [("enabled", isOn), ("disabled", isOff)] {
      let scene = ScriptedCloud(Self.pipe(.text(state)))
      let seen = try await scene.observe(try Self.effect(.text(wish)))
      switch isSo {
      case true?: #expect(seen == .done(outputs: ["state": wish, "arn": Self.arn], by: .unknown))
      case false?: #expect(seen == .absent)
      case nil:
        #expect(seen == .inProgress("pipe orders is \(state), to be \(wish == "enabled" ? "RUNNING" : "STOPPED")"))
      }
      #expect(scene.transport.requests.first?.url.hasSuffix("/v1/pipes/orders") == true)
    }
  }

  @Test("one that was asked for and failed is broken; one that was asked to be otherwise is asked for")
  func failed() async throws {
    let failure = try await ScriptedCloud(Self.pipe("START_FAILED")).failure(of: try Self.effect())
    #expect(failure?.code == "pipes.switch-failed" && failure?.message.contains("the reason") == true)
    #expect(
      try await ScriptedCloud(Self.pipe("STOP_FAILED", desired: "STOPPED")).observe(try Self.effect()) == .absent)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (.json([:]), "pipes.UnreadableAnswer", true), (pipe("RUNNING", name: "other"), "pipes.UnreadableAnswer", true),
      (pipe("RUNNING", arn: arn.replacing("us-west-2", with: "us-east-1")), "pipes.UnreadableAnswer", true),
      (pipe("PAUSED"), "pipes.UnreadableAnswer", true), (pipe(.null), "pipes.UnreadableAnswer", true),
      (pipe(true), "pipes.UnreadableAnswer", true), (pipe("DELETING"), "pipes.pipe-unusable", false),
      (pipe("CREATE_FAILED"), "pipes.pipe-unusable", false),
      (pipe("UPDATE_ROLLBACK_FAILED"), "pipes.pipe-unusable", false),
      (.jsonError(404, "NotFoundException"), "pipes.pipe-missing", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("one request switches it", arguments: [("enabled", "start"), ("disabled", "stop")])
  func changed(state: String, path: String) async throws {
    let scene = ScriptedCloud(Self.pipe("STARTING"))
    #expect(try await scene.act(try Self.effect(.text(state))) == .started)
    let request = try #require(scene.transport.requests.first)
    #expect(request.method == "POST" && request.url.hasSuffix("/v1/pipes/orders/\(path)"))
    let fault = await ScriptedCloud(.jsonError(409, "ConflictException")).fault(acting: try Self.effect(.text(state)))
    #expect(fault?.code == "pipes.ConflictException" && fault?.isRetriable == true)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ pipe: orders, state: enabled }", []), ("{ pipe: orders, state: on }", [.notAChoice]),
      ("{ pipe: orders }", [.missingKey]), ("{ state: enabled }", [.missingKey]),
      ("{ pipe: a/b, state: enabled }", [.badAWSIdentifier]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("pipes.switch", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty { #expect(step.action?.parameters == ["pipe": "orders", "state": "enabled"]) }
  }
}
