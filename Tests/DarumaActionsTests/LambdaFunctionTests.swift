import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("lambda.concurrency")
struct LambdaConcurrencyTests {
  private static func effect(_ count: Document = 0) throws -> Effect {
    try ScriptedCloud.effect("lambda.concurrency", ["function": "f", "reserved": count])
  }

  @Test(
    "the wanted number alone is done; nothing reserved is not 0",
    arguments: [
      (.json(["ReservedConcurrentExecutions": 0]), 0, .done(outputs: ["reserved": "0"], by: .unknown)),
      (.json(["ReservedConcurrentExecutions": 5]), 5, .done(outputs: ["reserved": "5"], by: .unknown)),
      (.json(["ReservedConcurrentExecutions": 5]), 0, .absent), (.json([:]), 0, .absent),
    ] as [(HTTPResponse, Int, Observation)])
  func seen(answer: HTTPResponse, wish: Int, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect(.integer(Int64(wish)))) == wanted)
    let request = try #require(scene.transport.requests.first)
    #expect(request.method == "GET" && request.url.hasSuffix("/2019-09-30/functions/f/concurrency"))
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (.json(["ReservedConcurrentExecutions": "none"]), "lambda.UnreadableAnswer", true),
      (.json(["ReservedConcurrentExecutions": -1]), "lambda.UnreadableAnswer", true),
      (.json(["ReservedConcurrentExecutions": []]), "lambda.UnreadableAnswer", true),
      (.jsonError(404, "ResourceNotFoundException"), "lambda.function-missing", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("the number is set, and nothing else; another change is waited out, a refusal told")
  func changed() async throws {
    let scene = ScriptedCloud(.json(["ReservedConcurrentExecutions": 0]))
    #expect(try await scene.act(try Self.effect()) == .started)
    let request = try #require(scene.transport.requests.first)
    #expect(request.method == "PUT" && request.url.hasSuffix("/2017-10-31/functions/f/concurrency"))
    #expect(try request.document == ["ReservedConcurrentExecutions": 0])
    for (status, error, code, isRetriable) in [
      (409, "ResourceConflictException", "lambda.ResourceConflictException", true),
      (400, "InvalidParameterValueException", "lambda.InvalidParameterValueException", false),
      (404, "ResourceNotFoundException", "lambda.function-missing", false),
    ] {
      let fault = await ScriptedCloud(.jsonError(status, error)).fault(acting: try Self.effect())
      #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    }
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ function: f, reserved: 0 }", []), ("{ function: f, reserved: -1 }", [.notNumber]),
      ("{ function: f }", [.missingKey]), ("{ reserved: 1 }", [.missingKey]),
      ("{ function: \"arn:aws:lambda:x\", reserved: 1 }", [.badAWSIdentifier]),
      ("{ function: f, reserved: 1, alias: live }", [.unknownKey]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("lambda.concurrency", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty { #expect(step.action?.parameters == ["function": "f", "reserved": 0]) }
  }
}

@Suite("lambda.alias")
struct LambdaAliasTests {
  private static let arn = "arn:aws:lambda:us-west-2:123456789012:function:f:live"

  private static func effect() throws -> Effect {
    try ScriptedCloud.effect("lambda.alias", ["function": "f", "alias": "live", "version": 3])
  }

  private static func alias(
    _ version: Document = "3", name: String = "live", arn: String = arn, routing: Document = .null
  ) -> HTTPResponse {
    .json([
      "AliasArn": .text(arn), "Name": .text(name), "FunctionVersion": version, "RoutingConfig": routing,
      "RevisionId": "r",
    ])
  }

  private static let done = Observation.done(outputs: ["version": "3", "aliasArn": arn], by: .unknown)

  @Test(
    "all invocations go to the wanted version, or it is not so",
    arguments: [
      (alias(), done), (alias(routing: ["AdditionalVersionWeights": [:]]), done), (alias(routing: [:]), done),
      (alias("2"), .absent), (alias("$LATEST"), .absent),
      (alias(routing: ["AdditionalVersionWeights": ["2": .decimal(0.1)]]), .absent),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(scene.transport.requests.first?.url.hasSuffix("/2015-03-31/functions/f/aliases/live") == true)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (.json([:]), "lambda.UnreadableAnswer", true), (alias(name: "test"), "lambda.UnreadableAnswer", true),
      (alias(""), "lambda.UnreadableAnswer", true), (alias(.null), "lambda.UnreadableAnswer", true),
      (alias(arn: arn.replacing("us-west-2", with: "us-east-1")), "lambda.UnreadableAnswer", true),
      (alias(arn: arn.replacing(":f:", with: ":g:")), "lambda.UnreadableAnswer", true),
      (alias(routing: ["AdditionalVersionWeights": []]), "lambda.UnreadableAnswer", true),
      (.jsonError(404, "ResourceNotFoundException"), "lambda.alias-missing", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test("the version is set, for all invocations; another change is waited out")
  func changed() async throws {
    let scene = ScriptedCloud(Self.alias())
    #expect(try await scene.act(try Self.effect()) == .started)
    let request = try #require(scene.transport.requests.first)
    #expect(request.method == "PUT" && request.url.hasSuffix("/2015-03-31/functions/f/aliases/live"))
    #expect(
      try request.document == ["FunctionVersion": "3", "RoutingConfig": ["AdditionalVersionWeights": [:]]])
    let fault = await ScriptedCloud(.jsonError(409, "ResourceConflictException")).fault(acting: try Self.effect())
    #expect(fault?.isRetriable == true)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ function: f, alias: live, version: 3 }", []), ("{ function: f, alias: live }", [.missingKey]),
      ("{ function: f, alias: live, version: 0 }", [.outOfRange]),
      ("{ function: f, alias: live, version: $LATEST }", [.notNumber]),
      ("{ function: f, alias: \"a b\", version: 1 }", [.badAWSIdentifier]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("lambda.alias", with: with)
    #expect(step.codes == codes)
    if codes.isEmpty { #expect(step.action?.parameters == ["function": "f", "alias": "live", "version": 3]) }
  }
}
