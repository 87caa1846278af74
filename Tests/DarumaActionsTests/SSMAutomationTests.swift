import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("ssm.automation")
struct SSMAutomationTests {
  private static let tags = [
    "daruma:effect/daruma-a7deae21d1371afcf730b60f4db5d5fb", "daruma:effect/daruma-3518bf4cda6a40bbd6f14b3f0e00c5d6",
  ]

  private static func effect(
    _ more: [String: Document] = [:], attempt: Int = 1, purpose: Effect.Purpose = .perform
  ) throws -> Effect {
    try ScriptedCloud.effect(
      "ssm.automation", ["document": "Warm-Up"].merging(more) { $1 }, attempt: attempt, purpose: purpose)
  }

  private static func runs(_ runs: Document...) -> HTTPResponse {
    .json(["AutomationExecutionMetadataList": .list(runs)])
  }
  private static func run(_ status: Document, document: String = "Warm-Up", id: Document = "e-1") -> Document {
    [
      "AutomationExecutionId": id, "DocumentName": .text(document), "AutomationExecutionStatus": status,
      "FailureMessage": "step 2 failed",
    ]
  }
  private static let done = Observation.done(outputs: ["executionID": "e-1"], by: .daruma)

  @Test(
    "what runs is waited for, what succeeded is done, now or by an earlier attempt",
    arguments: [
      (1, [runs()], .absent), (1, [runs(run("Success"))], done), (1, [runs(run("CompletedWithSuccess"))], done),
      (1, [runs(run("InProgress"))], .inProgress("automation e-1 of Warm-Up is InProgress")),
      (1, [runs(run("PendingApproval"))], .inProgress("automation e-1 of Warm-Up is PendingApproval")),
      (2, [runs(), runs(run("Waiting"))], .inProgress("automation e-1 of Warm-Up is Waiting")),
      (2, [runs(), runs(run("Failed"))], .absent), (2, [runs(), runs(run("Success"))], done),
    ] as [(Int, [HTTPResponse], Observation)])
  func seen(attempt: Int, answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect(attempt: attempt)) == wanted)
    scene.transport.finish()
    #expect(
      try #require(scene.transport.requests.first).document == [
        "Filters": [["Key": "TagKey", "Values": [.text(Self.tags[attempt - 1])]]], "MaxResults": 10,
      ])
  }

  @Test(
    "one that ended otherwise breaks its attempt",
    arguments: ["Failed", "TimedOut", "Cancelled", "Rejected", "CompletedWithFailure", "Exited"])
  func failed(status: String) async throws {
    let failure = try await ScriptedCloud(Self.runs(Self.run(.text(status)))).failure(of: try Self.effect())
    #expect(failure?.code == "ssm.automation-failed" && failure?.isRetriable == true)
    #expect(failure?.message.contains("ended as \(status). It says: step 2 failed") == true)
  }

  @Test(
    "what says nothing is never done, nor absent",
    arguments: [
      .json([:]), runs(run("Success", document: "Other")), runs(run("Success", id: .null)), runs(run("Great")),
      runs(run(.null)), runs(run("Success"), run("Success")), .json(["AutomationExecutionMetadataList": "none"]),
    ] as [HTTPResponse])
  func never(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "ssm.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request starts it, with a token and a tag that are the same in every process")
  func started() async throws {
    let scene = ScriptedCloud(.json(["AutomationExecutionId": "e-1"]))
    let effect = try Self.effect(["version": 2, "parameters": [["name": "InstanceId", "value": "i-1"]]])
    #expect(try await scene.act(effect) == .started)
    #expect(
      try #require(scene.transport.requests.first).document == [
        "DocumentName": "Warm-Up", "DocumentVersion": "2", "Parameters": ["InstanceId": ["i-1"]],
        "ClientToken": "a7deae21-d137-1afc-f730-b60f4db5d5fb",
        "Tags": [["Key": .text(Self.tags[0]), "Value": "kaigo.20261124T034200Z.1/step/1"]],
      ])
  }

  @Test("a token that was used is an earlier try; what is missing is told")
  func refused() async throws {
    #expect(try await ScriptedCloud(.jsonError(400, "IdempotentParameterMismatch")).act(try Self.effect()) == .started)
    for (error, code) in [
      ("AutomationDefinitionNotFoundException", "ssm.runbook-missing"),
      ("AutomationDefinitionVersionNotFoundException", "ssm.runbook-missing"),
      ("InvalidAutomationExecutionParametersException", "ssm.InvalidAutomationExecutionParametersException"),
    ] {
      let fault = await ScriptedCloud(.jsonError(400, error)).fault(acting: try Self.effect())
      #expect(fault?.code == code && fault?.isRetriable == false)
    }
  }

  @Test("that it ran stays so: nothing is asked when the execution is verified")
  func verified() async throws {
    let scene = ScriptedCloud()
    #expect(try await scene.observe(try Self.effect(purpose: .verify)) == .done(outputs: [:], by: .daruma))
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ document: Warm-Up }", []), ("{ document: Warm-Up, version: 2, parameters: { A: b } }", []),
      ("{ version: 2 }", [.missingKey]), ("{ document: Warm-Up, version: 0 }", [.outOfRange]),
      ("{ document: \"a b\" }", [.badAWSIdentifier]), ("{ document: Warm-Up, parameters: { A: 1 } }", [.unquoted]),
      ("{ document: Warm-Up, parameters: [A] }", [.wrongKind]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("ssm.automation", with: with)
    #expect(step.codes == codes)
    if with.hasPrefix("{ document: Warm-Up, version: 2") {
      #expect(
        step.action?.parameters == [
          "document": "Warm-Up", "version": 2, "parameters": [["name": "A", "value": "b"]],
        ])
    }
  }
}
