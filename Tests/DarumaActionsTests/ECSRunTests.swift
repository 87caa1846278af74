import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("ecs.run")
struct ECSRunTests {
  private static let task = "arn:aws:ecs:us-west-2:123456789012:task/main/t"
  /// Of the step, and of its first attempt. Pinned: another process has to make the same.
  private static let startedBy = "daruma-e2d441f021f6c5cfb81620d6ce857452"
  private static let token = "daruma-a7deae21d1371afcf730b60f4db5d5fb"

  private static func effect(
    _ more: [String: Document] = [:], attempt: Int = 1, purpose: Effect.Purpose = .perform
  ) throws -> Effect {
    let parameters: [String: Document] = ["cluster": "main", "taskDefinition": "migrate:3"]
    return try ScriptedCloud.effect("ecs.run", parameters.merging(more) { $1 }, attempt: attempt, purpose: purpose)
  }

  private static func container(_ exitCode: Int64?, _ name: String = "migrate", reason: String? = nil) -> Document {
    .object([
      "name": .text(name), "exitCode": exitCode.map { .integer($0) } ?? .null,
      "reason": reason.map { .text($0) } ?? .null,
    ])
  }

  private static func described(
    _ number: Int, _ status: String, _ containers: Document..., attempt: Int = 1, startedBy: String = startedBy,
    region: String = "us-west-2"
  ) -> Document {
    [
      "taskArn": .text("\(task)\(number)".replacing("us-west-2", with: region)), "lastStatus": .text(status),
      "startedBy": .text(startedBy), "stoppedReason": "Essential container in task exited",
      "containers": .list(containers),
      "tags": [["key": "daruma:effect", "value": .text("kaigo.20261124T034200Z.1/step/\(attempt)")]],
    ]
  }

  private static func arns(_ numbers: Int..., next: String? = nil) -> HTTPResponse {
    .json([
      "taskArns": .list(numbers.map { .text("\(task)\($0)") }), "nextToken": next.map { .text($0) } ?? .null,
    ])
  }
  private static func tasks(_ tasks: Document...) -> HTTPResponse { .json(["tasks": .list(tasks), "failures": []]) }

  private static let done = Observation.done(outputs: ["task": "\(task)1"], by: .daruma)

  @Test(
    "what runs is waited for; exit code 0 of what counts is done, now or by an earlier attempt",
    arguments: [
      ([], 1, .absent), ([described(1, "PENDING", container(nil))], 1, .inProgress("task t1 is PENDING")),
      ([described(1, "RUNNING", container(nil))], 2, .inProgress("task t1 is RUNNING")),
      ([described(1, "DEPROVISIONING", container(0))], 1, .inProgress("task t1 is DEPROVISIONING")),
      ([described(1, "STOPPED", container(0))], 1, done), ([described(1, "STOPPED", container(0))], 2, done),
      ([described(2, "STOPPED", container(1)), described(1, "STOPPED", container(0))], 1, done),
      ([described(1, "STOPPED", container(1))], 2, .absent),
      ([described(1, "STOPPED", container(1), startedBy: "someone")], 1, .absent),
    ] as [([Document], Int, Observation)])
  func seen(tasks: [Document], attempt: Int, is wanted: Observation) async throws {
    let scene =
      tasks.isEmpty
      ? ScriptedCloud(Self.arns(), Self.arns())
      : ScriptedCloud(Self.arns(), Self.arns(1), .json(["tasks": .list(tasks)]))
    #expect(try await scene.observe(try Self.effect(attempt: attempt)) == wanted)
    scene.transport.finish()
    #expect(try scene.transport.requests[0].document == ["cluster": "main", "startedBy": .text(Self.startedBy)])
    #expect(
      try scene.transport.requests[1].document == ["cluster": "main", "family": "migrate", "desiredStatus": "STOPPED"])
  }

  @Test("a task that ended badly breaks its attempt, with what ECS says of it")
  func failed() async throws {
    for (containers, said) in [
      ([Self.container(3, reason: "OutOfMemory")], "container migrate with exit code 3 (OutOfMemory)"),
      ([Self.container(nil)], "container migrate with no exit code"), ([], "it has no container at all"),
      ([Self.container(0), Self.container(137, "log")], "container log with exit code 137"),
    ] as [([Document], String)] {
      var task = Self.described(1, "STOPPED")
      if case .object(var members) = task {
        members["containers"] = .list(containers)
        task = .object(members)
      }
      let scene = ScriptedCloud(Self.arns(1), Self.arns(1), Self.tasks(task))
      let failure = try await scene.failure(of: try Self.effect())
      #expect(failure?.code == "ecs.task-failed" && failure?.isRetriable == true)
      #expect(failure?.message.contains(said) == true, "\(failure?.message ?? "")")
    }
    let sidecar = Self.described(1, "STOPPED", Self.container(0), Self.container(137, "log"))
    let scene = ScriptedCloud(Self.arns(1), Self.arns(), Self.tasks(sidecar))
    #expect(try await scene.observe(try Self.effect(["container": "migrate"])) == Self.done)
  }

  @Test("all pages of ended tasks are looked through")
  func pages() async throws {
    let scene = ScriptedCloud(
      Self.arns(), Self.arns(7, next: "n"), Self.arns(1),
      Self.tasks(
        Self.described(7, "STOPPED", Self.container(1), startedBy: "x"), Self.described(1, "STOPPED", Self.container(0))
      ))
    #expect(try await scene.observe(try Self.effect()) == Self.done)
    #expect(try scene.transport.requests[2].document["nextToken"] == "n")
  }

  @Test(
    "what says nothing is never done, nor absent",
    arguments: [
      [.json([:])], [.json(["taskArns": [[]]])], [arns(), .json([:])],
      [arns(1), arns(), .json([:])],
      [arns(1), arns(), tasks(described(1, "STOPPED", container(0), region: "us-east-1"))],
      [arns(1), arns(), tasks(["startedBy": .text(startedBy)])],
      [
        arns(1), arns(), tasks(["startedBy": .text(startedBy), "taskArn": .text("\(task)1"), "lastStatus": "STOPPED"]),
      ],
      [arns(1), arns(), tasks(described(1, "STOPPED", ["exitCode": 0]))],
    ] as [[HTTPResponse]])
  func never(answers: [HTTPResponse]) async throws {
    let fault = await ScriptedCloud(answers.map { .success($0) }).fault(observing: try Self.effect())
    #expect(fault?.code == "ecs.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one request runs it once, with its tags, and a token that is the same in every process")
  func run() async throws {
    let scene = ScriptedCloud(.json(["tasks": [["taskArn": "a"]], "failures": []]))
    let effect = try Self.effect([
      "launchType": "FARGATE", "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "container": "migrate",
      "command": ["up", "--all"], "environment": [["name": "DB_HOST", "value": "db.west"]],
    ])
    #expect(try await scene.act(effect) == .started)
    #expect(
      try #require(scene.transport.requests.first).document == [
        "cluster": "main", "taskDefinition": "migrate:3", "count": 1, "launchType": "FARGATE",
        "clientToken": .text(Self.token), "startedBy": .text(Self.startedBy),
        "networkConfiguration": [
          "awsvpcConfiguration": ["subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"]
        ],
        "overrides": [
          "containerOverrides": [
            [
              "name": "migrate", "command": ["up", "--all"],
              "environment": [["name": "DB_HOST", "value": "db.west"]],
            ]
          ]
        ],
        "tags": [
          ["key": "daruma:effect", "value": "kaigo.20261124T034200Z.1/step/1"],
          ["key": "daruma:application", "value": "kaigo"],
          ["key": "daruma:execution", "value": "kaigo.20261124T034200Z.1"],
        ],
      ])
    let plain = ScriptedCloud(.json(["tasks": [["taskArn": "a"]]]))
    #expect(try await plain.act(try Self.effect(attempt: 2)) == .started)
    let sent = try #require(plain.transport.requests.first).document
    #expect(sent["overrides"] == nil && sent["networkConfiguration"] == nil)
    #expect(sent["startedBy"] == .text(Self.startedBy) && sent["clientToken"] != .text(Self.token))
  }

  @Test("a token that was used is an earlier try; no place is asked for again; nonsense is no start")
  func refused() async throws {
    #expect(try await ScriptedCloud(.jsonError(400, "ConflictException")).act(try Self.effect()) == .started)
    let placed = ScriptedCloud(.json(["tasks": [], "failures": [["reason": "RESOURCE:MEMORY"]]]))
    let fault = await placed.fault(acting: try Self.effect())
    #expect(fault?.code == "ecs.task-not-placed" && fault?.isRetriable == true)
    #expect(fault?.message.contains("RESOURCE:MEMORY") == true)
    for (answer, code) in [
      (.json([:]), "ecs.UnreadableAnswer"),
      (.jsonError(400, "ClusterNotFoundException"), "ecs.ClusterNotFoundException"),
    ] as [(HTTPResponse, String)] {
      #expect(await ScriptedCloud(answer).fault(acting: try Self.effect())?.code == code)
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
      ("{ cluster: main, taskDefinition: migrate }", []),
      (
        "{ cluster: main, taskDefinition: migrate, launchType: FARGATE, subnets: [subnet-1], securityGroups: [sg-1], "
          + "publicAddress: true, container: a, command: [up], environment: { A: b } }", []
      ),
      ("{ cluster: main }", [.missingKey]), ("{ taskDefinition: a }", [.missingKey]),
      ("{ cluster: main, taskDefinition: a, launchType: LAMBDA }", [.notAChoice]),
      ("{ cluster: main, taskDefinition: a, securityGroups: [sg-1] }", [.missingKey]),
      ("{ cluster: main, taskDefinition: a, command: [up] }", [.missingKey]),
      ("{ cluster: main, taskDefinition: a, environment: { A: b } }", [.missingKey]),
      ("{ cluster: main, taskDefinition: a, subnets: [a] }", [.badAWSIdentifier]),
      ("{ cluster: main, taskDefinition: \"a b\" }", [.badAWSIdentifier]),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("ecs.run", with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["cluster"] == "main") == codes.isEmpty)
  }
}
