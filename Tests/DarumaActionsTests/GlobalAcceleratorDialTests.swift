import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("globalaccelerator.dial")
struct GlobalAcceleratorDialTests {
  private static let accelerator = "arn:aws:globalaccelerator::123456789012:accelerator/a"
  private static let listener = "\(accelerator)/listener/b"
  private static func group(_ name: String) -> String { "\(listener)/endpoint-group/\(name)" }

  private static func effect(_ percentage: Document = 100, group name: String = "west") throws -> Effect {
    try ScriptedCloud.effect(
      "globalaccelerator.dial", ["endpointGroup": .text(group(name)), "percentage": percentage])
  }

  private static func groups(_ dials: (String, Document)..., next: Document = .null) -> HTTPResponse {
    .json([
      "EndpointGroups": .list(
        dials.map {
          ["EndpointGroupArn": .text(group($0.0)), "TrafficDialPercentage": $0.1, "EndpointGroupRegion": "r"]
        }),
      "NextToken": next,
    ])
  }
  private static func status(_ status: Document, arn: String = accelerator) -> HTTPResponse {
    .json(["Accelerator": ["AcceleratorArn": .text(arn), "Status": status]])
  }

  @Test(
    "done when the dial is turned and every edge has it",
    arguments: [
      ([groups(("west", .decimal(100))), status("DEPLOYED")], .done(outputs: ["percentage": "100"], by: .unknown)),
      ([groups(("east", 0), ("west", 100)), status("DEPLOYED")], .done(outputs: ["percentage": "100"], by: .unknown)),
      (
        [groups(("west", 100)), status("IN_PROGRESS")],
        .inProgress("the dial is turned; Global Accelerator is passing it on to its edges")
      ), ([groups(("west", .decimal(99.5)))], .absent), ([groups(("west", 0), ("east", 100))], .absent),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect()) == wanted)
    scene.transport.finish()
    #expect(try scene.transport.requests[0].document == ["ListenerArn": .text(Self.listener), "MaxResults": 100])
    #expect(scene.transport.requests[0].url == "https://globalaccelerator.us-west-2.amazonaws.com/")
  }

  @Test(
    "the last group that serves anybody is never turned off",
    arguments: [
      [("west", 100)], [("west", 0)], [("west", 50), ("east", 0)],
      [("west", 100), ("east", 0), ("south", .decimal(0))],
    ] as [[(String, Document)]])
  func nobodyServed(dials: [(String, Document)]) async throws {
    func answer() -> HTTPResponse {
      .json([
        "EndpointGroups": .list(
          dials.map { ["EndpointGroupArn": .text(Self.group($0.0)), "TrafficDialPercentage": $0.1] })
      ])
    }
    let scene = ScriptedCloud(answer(), answer())
    #expect(try await scene.failure(of: try Self.effect(0))?.code == "globalaccelerator.nobody-served")
    #expect(await scene.fault(acting: try Self.effect(0))?.code == "globalaccelerator.nobody-served")
    #expect(scene.operations == ["ListEndpointGroups", "ListEndpointGroups"])
  }

  @Test("nothing but the dial is changed", arguments: [0, 60] as [Document])
  func changed(percentage: Document) async throws {
    let scene = ScriptedCloud(Self.groups(("west", 100), ("east", 1)), .json(["EndpointGroup": [:]]))
    #expect(try await scene.act(try Self.effect(percentage)) == .started)
    #expect(scene.operations == ["ListEndpointGroups", "UpdateEndpointGroup"])
    #expect(
      try scene.transport.requests[1].document
        == ["EndpointGroupArn": .text(Self.group("west")), "TrafficDialPercentage": percentage])
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      ([.json([:])], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("west", "100"))], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("west", .null))], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("west", 100), next: "n")], "globalaccelerator.UnreadableAnswer", true),
      (
        [.json(["EndpointGroups": [["EndpointGroupArn": "arn:other", "TrafficDialPercentage": 100]]])],
        "globalaccelerator.UnreadableAnswer", true
      ),
      ([groups(("west", 100)), .json([:])], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("west", 100)), status("DEPLOYED", arn: "arn:other")], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("west", 100)), status("FINE")], "globalaccelerator.UnreadableAnswer", true),
      ([groups(("east", 100))], "globalaccelerator.group-missing", false),
      ([.jsonError(400, "ListenerNotFoundException")], "globalaccelerator.group-missing", false),
    ] as [([HTTPResponse], String, Bool)])
  func never(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    let fault = await scene.fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    scene.transport.finish()
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ endpointGroup: \"\(group("w"))\", percentage: 0 }", []),
      ("{ endpointGroup: \"\(group("w"))\", percentage: 101 }", [.outOfRange]),
      ("{ endpointGroup: \"\(listener)\", percentage: 1 }", [.arnOfOtherType]),
      ("{ endpointGroup: \"\(accelerator)\", percentage: 1 }", [.arnOfOtherType]),
      ("{ endpointGroup: west, percentage: 1 }", [.badARN]), ("{ percentage: 1 }", [.missingKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("globalaccelerator.dial", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty {
      #expect(step.action?.parameters == ["endpointGroup": .text(Self.group("w")), "percentage": 0])
    }
  }
}
