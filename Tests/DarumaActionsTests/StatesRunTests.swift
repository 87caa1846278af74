import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("states.run")
struct StatesRunTests {
  private static let machine = "arn:aws:states:us-west-2:123456789012:stateMachine:warm-up"
  private static let names = [
    "daruma-a7deae21d1371afcf730b60f4db5d5fb", "daruma-3518bf4cda6a40bbd6f14b3f0e00c5d6",
  ]
  private static func arn(_ attempt: Int) -> String {
    "arn:aws:states:us-west-2:123456789012:execution:warm-up:\(names[attempt - 1])"
  }

  private static func effect(
    _ more: [String: Document] = [:], attempt: Int = 1, purpose: Effect.Purpose = .perform
  ) throws -> Effect {
    try ScriptedCloud.effect(
      "states.run", ["stateMachine": .text(machine)].merging(more) { $1 }, attempt: attempt, purpose: purpose)
  }

  private static func run(_ status: Document, attempt: Int = 1) -> HTTPResponse {
    .json(["executionArn": .text(arn(attempt)), "status": status, "error": "States.Timeout", "cause": "too slow"])
  }
  private static let none = HTTPResponse.jsonError(400, "ExecutionDoesNotExist")

  @Test(
    "what runs is waited for, what succeeded is done, now or by an earlier attempt",
    arguments: [
      (1, [none], .absent), (2, [none, none], .absent),
      (1, [run("RUNNING")], .inProgress("execution \(names[0]) of stateMachine:warm-up is running")),
      (1, [run("PENDING_REDRIVE")], .inProgress("execution \(names[0]) of stateMachine:warm-up is running")),
      (1, [run("SUCCEEDED")], .done(outputs: ["executionArn": arn(1)], by: .daruma)),
      (2, [none, run("SUCCEEDED")], .done(outputs: ["executionArn": arn(1)], by: .daruma)),
      (2, [none, run("RUNNING")], .inProgress("execution \(names[0]) of stateMachine:warm-up is running")),
      (2, [none, run("FAILED")], .absent),
      (2, [run("SUCCEEDED", attempt: 2)], .done(outputs: ["executionArn": arn(2)], by: .daruma)),
    ] as [(Int, [HTTPResponse], Observation)])
  func seen(attempt: Int, answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect(attempt: attempt)) == wanted)
    scene.transport.finish()
    #expect(
      try #require(scene.transport.requests.first).document
        == ["executionArn": .text(Self.arn(attempt)), "includedData": "METADATA_ONLY"])
  }

  @Test("one that ended otherwise breaks its attempt", arguments: ["FAILED", "TIMED_OUT", "ABORTED"])
  func failed(status: String) async throws {
    let failure = try await ScriptedCloud(Self.run(.text(status))).failure(of: try Self.effect())
    #expect(failure?.code == "states.run-failed" && failure?.isRetriable == true)
    #expect(failure?.message.contains("ended as \(status). It says: States.Timeout, too slow.") == true)
  }

  @Test(
    "what says nothing is never done, nor absent",
    arguments: [.json([:]), run("DONE"), run(.null), run(7), run("SUCCEEDED", attempt: 2)] as [HTTPResponse])
  func never(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer).fault(observing: try Self.effect())
    #expect(fault?.code == "states.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request starts it, under a name that is the same in every process, with the same input")
  func started() async throws {
    let scene = ScriptedCloud(.json(["executionArn": .text(Self.arn(1)), "startDate": 1]))
    let input: Document = [["name": "b", "value": "2"], ["name": "a", "value": "x/\"y\""]]
    #expect(try await scene.act(try Self.effect(["input": input])) == .started)
    #expect(
      try #require(scene.transport.requests.first).document == [
        "stateMachineArn": .text(Self.machine), "name": .text(Self.names[0]), "input": #"{"a":"x/\"y\"","b":"2"}"#,
      ])
    let bare = ScriptedCloud(.json(["executionArn": .text(Self.arn(1))]))
    #expect(try await bare.act(try Self.effect()) == .started)
    #expect(try #require(bare.transport.requests.first).document["input"] == "{}")
  }

  @Test("a name that was used is an earlier try; what is missing is told")
  func refused() async throws {
    #expect(try await ScriptedCloud(.jsonError(400, "ExecutionAlreadyExists")).act(try Self.effect()) == .started)
    for (error, code) in [
      ("StateMachineDoesNotExist", "states.machine-missing"), ("InvalidExecutionInput", "states.InvalidExecutionInput"),
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
      ("{ stateMachine: \"\(machine)\" }", []), ("{ stateMachine: \"\(machine)\", input: { a: b } }", []),
      ("{ input: { a: b } }", [.missingKey]), ("{ stateMachine: warm-up }", [.badARN]),
      ("{ stateMachine: \"\(machine):3\" }", [.arnOfOtherType]),
      ("{ stateMachine: \"arn:aws:lambda:us-west-2:1:function:f\" }", [.arnOfOtherType]),
      ("{ stateMachine: \"\(machine.replacing("us-west-2", with: "us-east-1"))\" }", [.arnOfOtherRegion]),
      ("{ stateMachine: \"\(machine)\", input: {} }", [.itemCount]),
      ("{ stateMachine: \"\(machine)\", inputOf: { a: { step: nobody, output: endpoint } } }", [.unknownStep]),
      (
        "{ stateMachine: \"\(machine)\", input: { a: b }, inputOf: { a: { step: nobody, output: endpoint } } }",
        [.keyConflict, .unknownStep]
      ),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("states.run", with: with)
    #expect(step.codes == codes)
    if with.hasSuffix("{ a: b } }"), codes.isEmpty {
      #expect(
        step.action?.parameters == ["stateMachine": .text(Self.machine), "input": [["name": "a", "value": "b"]]])
    }
  }
}
