import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("cloudformation.update")
struct CloudFormationUpdateTests {
  private static let id = "arn:aws:cloudformation:us-west-2:123456789012:stack/web/9"
  private static let token = "daruma-a7deae21d1371afcf730b60f4db5d5fb"

  private static func effect(_ values: [(String, String)] = [("Size", "large")]) throws -> Effect {
    let list = values.map { ["name": .text($0.0), "value": .text($0.1)] as Document }
    return try ScriptedCloud.effect("cloudformation.update", ["stack": "web", "parameters": .list(list)])
  }

  private static func stack(
    _ status: String, size: String = "small", id: String = id, name: String = "web", more: String = ""
  ) -> HTTPResponse {
    .ok(
      "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackId>\(id)</StackId><StackName>\(name)"
        + "</StackName><StackStatus>\(status)</StackStatus><StackStatusReason>the reason</StackStatusReason><Parameters>"
        + "<member><ParameterKey>Size</ParameterKey><ParameterValue>\(size)</ParameterValue></member><member>"
        + "<ParameterKey>Zone</ParameterKey><ParameterValue>a</ParameterValue></member><member><ParameterKey>Key"
        + "</ParameterKey><ParameterValue>****</ParameterValue></member></Parameters><Capabilities><member>"
        + "CAPABILITY_IAM</member></Capabilities></member>\(more)</Stacks></DescribeStacksResult></DescribeStacksResponse>"
    )
  }

  private static func events(_ token: String?, name: String = "web") -> HTTPResponse {
    let said = token.map { "<ClientRequestToken>\($0)</ClientRequestToken>" } ?? ""
    return .ok(
      "<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents><member><StackName>\(name)</StackName>"
        + "<EventId>e</EventId>\(said)</member><member><StackName>\(name)</StackName><EventId>f</EventId></member>"
        + "</StackEvents></DescribeStackEventsResult></DescribeStackEventsResponse>")
  }

  private static let done = Observation.done(outputs: ["stackID": id], by: .unknown)

  @Test(
    "done only at rest and with the wanted values",
    arguments: [
      (stack("UPDATE_COMPLETE", size: "large"), done), (stack("CREATE_COMPLETE", size: "large"), done),
      (stack("UPDATE_ROLLBACK_COMPLETE", size: "large"), done), (stack("UPDATE_COMPLETE"), .absent),
      (stack("IMPORT_COMPLETE", size: "LARGE"), .absent),
      (stack("UPDATE_IN_PROGRESS", size: "large"), .inProgress("stack web is UPDATE_IN_PROGRESS")),
      (
        stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", size: "large"),
        .inProgress("stack web is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
      ),
      (stack("UPDATE_ROLLBACK_IN_PROGRESS"), .inProgress("stack web is UPDATE_ROLLBACK_IN_PROGRESS")),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(scene.transport.bodies == ["Action=DescribeStacks&Version=2010-05-15&StackName=web"])
  }

  @Test("an update that was taken back breaks its attempt; one of somebody else's is none of ours")
  func rolledBack() async throws {
    let ours = ScriptedCloud(Self.stack("UPDATE_ROLLBACK_COMPLETE"), Self.events(Self.token))
    let failure = try await ours.failure(of: try Self.effect())
    #expect(failure?.code == "cloudformation.rolled-back" && failure?.isRetriable == true)
    for token in [nil, "another"] {
      let theirs = ScriptedCloud(Self.stack("UPDATE_ROLLBACK_COMPLETE"), Self.events(token))
      #expect(try await theirs.observe(try Self.effect()) == .absent)
    }
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      ([stack("UPDATE_ROLLBACK_FAILED")], "cloudformation.stack-stuck", false),
      ([stack("ROLLBACK_COMPLETE", size: "large")], "cloudformation.stack-stuck", false),
      ([stack("DELETE_IN_PROGRESS")], "cloudformation.stack-stuck", false),
      ([stack("UPDATE_FAILED")], "cloudformation.stack-stuck", false),
      ([stack("READY")], "cloudformation.UnreadableAnswer", true),
      ([stack("UPDATE_COMPLETE", name: "other")], "cloudformation.UnreadableAnswer", true),
      (
        [stack("UPDATE_COMPLETE", id: id.replacing("us-west-2", with: "us-east-1"))], "cloudformation.UnreadableAnswer",
        true
      ),
      ([stack("UPDATE_COMPLETE", more: "<member/>")], "cloudformation.UnreadableAnswer", true),
      (
        [.ok("<DescribeStacksResponse><DescribeStacksResult/></DescribeStacksResponse>")],
        "cloudformation.UnreadableAnswer", true
      ),
      ([stack("UPDATE_ROLLBACK_COMPLETE"), events(token, name: "other")], "cloudformation.UnreadableAnswer", true),
      (
        [
          stack("UPDATE_ROLLBACK_COMPLETE"),
          .ok("<DescribeStackEventsResponse><DescribeStackEventsResult/></DescribeStackEventsResponse>"),
        ], "cloudformation.UnreadableAnswer", true
      ),
      (
        [.queryError(400, "ValidationError", "Stack with id web does not exist")], "cloudformation.stack-missing", false
      ),
    ] as [([HTTPResponse], String, Bool)])
  func never(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    let fault = await scene.fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    scene.transport.finish()
  }

  @Test(
    "a parameter that is not there, or whose value is not told, changes nothing",
    arguments: [
      ("Sizes", "has no parameter Sizes"), ("Key", "does not tell the value of Key"),
    ])
  func unfit(name: String, said: String) async throws {
    let effect = try Self.effect([(name, "x")])
    let scene = ScriptedCloud(Self.stack("UPDATE_COMPLETE"), Self.stack("UPDATE_COMPLETE"))
    for fault in [await scene.fault(observing: effect), await scene.fault(acting: effect)] {
      #expect(fault?.code == "cloudformation.other-parameters" && fault?.message.contains(said) == true)
    }
    #expect(scene.operations == ["DescribeStacks", "DescribeStacks"])
  }

  @Test("the other parameters, the template and what it may do stay as they are")
  func changed() async throws {
    let scene = ScriptedCloud(
      Self.stack("UPDATE_COMPLETE"),
      .ok(
        "<UpdateStackResponse><UpdateStackResult><StackId>\(Self.id)</StackId></UpdateStackResult></UpdateStackResponse>"
      ))
    #expect(try await scene.act(try Self.effect()) == .started)
    let form = Asked(try #require(scene.transport.requests.last)).form
    #expect(
      form == [
        "Action": "UpdateStack", "Version": "2010-05-15", "StackName": "web", "UsePreviousTemplate": "true",
        "ClientRequestToken": Self.token, "Capabilities.member.1": "CAPABILITY_IAM",
        "Parameters.member.1.ParameterKey": "Key", "Parameters.member.1.UsePreviousValue": "true",
        "Parameters.member.2.ParameterKey": "Size", "Parameters.member.2.ParameterValue": "large",
        "Parameters.member.3.ParameterKey": "Zone", "Parameters.member.3.UsePreviousValue": "true",
      ])
  }

  @Test("a token that was used is an earlier try; what is refused is told")
  func refused() async throws {
    let repeated = ScriptedCloud(Self.stack("UPDATE_COMPLETE"), .queryError(400, "TokenAlreadyExistsException"))
    #expect(try await repeated.act(try Self.effect()) == .started)
    let refused = ScriptedCloud(Self.stack("UPDATE_COMPLETE"), .queryError(400, "InsufficientCapabilitiesException"))
    #expect(await refused.fault(acting: try Self.effect())?.code == "cloudformation.InsufficientCapabilitiesException")
  }

  @Test("a plan that changes nothing, in the journal, sends nothing")
  func journaled() async throws {
    let scene = ScriptedCloud()
    #expect(await scene.fault(acting: try Self.effect([]))?.code == "action.bad-parameter")
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ stack: web, parameters: { Size: large } }", []), ("{ stack: web }", [.missingKey]),
      ("{ parameters: { Size: large } }", [.missingKey]), ("{ stack: web, parameters: {} }", [.itemCount]),
      ("{ stack: web, parameters: { \"a-b\": c } }", [.badAWSIdentifier]),
      ("{ stack: web, parameters: { Size: 3 } }", [.unquoted]),
      ("{ stack: web, parametersOf: { Size: { step: nobody, output: endpoint } } }", [.unknownStep]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("cloudformation.update", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty { #expect(step.action?.parameters == (try? Self.effect())?.action.parameters) }
  }
}
