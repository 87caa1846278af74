import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("ecs.deploy")
struct ECSDeployTests {
  private static let ecs = "arn:aws:ecs:us-west-2:123456789012"
  private static func revision(_ number: Int) -> String { "\(ecs):task-definition/api:\(number)" }

  private static func effect(
    container: String? = nil, image: String? = nil, environment: [(String, String)] = [("DB_HOST", "db.west")]
  ) throws -> Effect {
    let traits = try #require(ActionCatalog.table["ecs.deploy"]).traits
    var parameters: [String: Document] = ["cluster": "main", "service": "api"]
    parameters["container"] = container.map { .text($0) }
    parameters["image"] = image.map { .text($0) }
    if !environment.isEmpty {
      parameters["environment"] = .list(environment.map { ["name": .text($0.0), "value": .text($0.1)] })
    }
    return .sample(Action(name: "ecs.deploy", region: "us-west-2", parameters: parameters, traits: traits))
  }

  private static func deployment(
    _ number: Int, _ rollout: String? = "COMPLETED", status: String = "PRIMARY", reason: String? = nil
  ) -> Document {
    var members: [String: Document] = ["status": .text(status), "taskDefinition": .text(revision(number))]
    members["rolloutState"] = rollout.map { .text($0) }
    members["rolloutStateReason"] = reason.map { .text($0) }
    return .object(members)
  }

  private static func service(
    on number: Int, running: Int64 = 2, _ deployments: [Document]? = nil, changing more: [String: Document] = [:]
  ) -> HTTPResponse {
    let members: [String: Document] = [
      "serviceName": "api", "serviceArn": .text("\(ecs):service/main/api"), "clusterArn": .text("\(ecs):cluster/main"),
      "status": "ACTIVE", "taskDefinition": .text(revision(number)), "desiredCount": 2,
      "runningCount": .integer(running),
      "deployments": .list(deployments ?? [deployment(number)]),
    ]
    return .json(["services": [.object(members.merging(more) { $1 })], "failures": []])
  }

  private static func container(_ name: String = "api", _ environment: [(String, String)]) -> Document {
    [
      "name": .text(name), "image": "api:1", "memory": 128,
      "environment": .list(environment.map { ["name": .text($0.0), "value": .text($0.1)] }),
    ]
  }

  private static func definition(
    _ number: Int, host: String, tags: [String: String] = [:], containers: [Document]? = nil
  ) -> HTTPResponse {
    .json([
      "taskDefinition": [
        "taskDefinitionArn": .text(revision(number)), "family": "api", "revision": .integer(Int64(number)),
        "status": "ACTIVE", "cpu": "256", "compatibilities": ["EC2"], "registeredBy": "someone",
        "containerDefinitions": .list(containers ?? [container("api", [("A", "1"), ("DB_HOST", host)])]),
      ],
      "tags": .list(tags.map { ["key": .text($0.key), "value": .text($0.value)] }),
    ])
  }

  private static func revisions(_ numbers: Int...) -> HTTPResponse {
    .json(["taskDefinitionArns": .list(numbers.map { .text(revision($0)) })])
  }

  private static let mark = ["daruma:effect": "kaigo.20261124T034200Z.1/step/1"]

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func operations(_ transport: ScriptedTransport) -> [String] {
    transport.requests.map { Asked($0).operation }
  }

  @Test("registered, then pointed at, in two requests; then waited for until nothing older runs")
  func wholeWay() async throws {
    let (cloud, transport) = Self.cloud(
      Self.service(on: 3), Self.definition(3, host: "db.east"),
      Self.service(on: 3), Self.definition(3, host: "db.east", tags: ["team": "a"]), Self.revisions(3, 2),
      .json(["taskDefinition": ["taskDefinitionArn": .text(Self.revision(4))]]),
      Self.service(on: 3), Self.definition(3, host: "db.east"), .json(["service": ["serviceName": "api"]]),
      Self.service(on: 4, [Self.deployment(4, "IN_PROGRESS"), Self.deployment(3, status: "ACTIVE")]),
      Self.definition(4, host: "db.west", tags: Self.mark),
      Self.service(on: 4), Self.definition(4, host: "db.west", tags: Self.mark))
    let effect = try Self.effect()
    #expect(try await cloud.observe(effect) == .absent)
    #expect(try await cloud.act(effect) == .partly)
    #expect(try await cloud.act(effect) == .started)
    #expect(
      try await cloud.observe(effect) == .inProgress("api, api:4: 2 of 2 tasks run, in 2 deployments"))
    #expect(
      try await cloud.observe(effect)
        == .done(outputs: ["taskDefinition": Self.revision(4), "runningCount": "2"], by: .daruma))
    transport.finish()
    let changing = Self.operations(transport).filter { !$0.hasPrefix("Describe") && !$0.hasPrefix("List") }
    #expect(changing == ["RegisterTaskDefinition", "UpdateService"])
    let registered = try transport.requests[5].document
    #expect(
      registered == [
        "family": "api", "cpu": "256",
        "containerDefinitions": [Self.container("api", [("A", "1"), ("DB_HOST", "db.west")])],
        "tags": [
          ["key": "daruma:application", "value": "kaigo"],
          ["key": "daruma:effect", "value": "kaigo.20261124T034200Z.1/step/1"],
          ["key": "daruma:execution", "value": "kaigo.20261124T034200Z.1"], ["key": "team", "value": "a"],
        ],
      ])
    #expect(
      try transport.requests[8].document
        == ["cluster": "main", "service": "api", "taskDefinition": .text(Self.revision(4))])
  }

  @Test("a process that does not know of the revision finds it by its tags, and makes no second one")
  func adopted() async throws {
    let (cloud, transport) = Self.cloud(
      Self.service(on: 3), Self.definition(3, host: "db.east"), Self.revisions(6, 5, 4, 3),
      Self.definition(6, host: "db.west"), Self.definition(5, host: "db.north", tags: Self.mark),
      Self.definition(4, host: "db.west", tags: ["daruma:effect": "kaigo.20261124T034200Z.1/step/2"]),
      .json(["service": [:]]))
    #expect(try await cloud.act(try Self.effect()) == .started)
    transport.finish()
    #expect(try #require(transport.requests.last).document["taskDefinition"] == .text(Self.revision(4)))
  }

  @Test("a service that runs so already is done, whoever did it; others are waited for")
  func seen() async throws {
    let already = Self.definition(3, host: "db.west")
    let (cloud, _) = Self.cloud(
      Self.service(on: 3), already, Self.service(on: 3, running: 1), already,
      Self.service(on: 3, [Self.deployment(3, nil)]), already, Self.service(on: 3, []), already)
    let done = Observation.done(outputs: ["taskDefinition": Self.revision(3), "runningCount": "2"], by: .unknown)
    #expect(try await cloud.observe(try Self.effect()) == done)
    #expect(try await cloud.observe(try Self.effect()) == .inProgress("api, api:3: 1 of 2 tasks run, in 1 deployments"))
    #expect(try await cloud.observe(try Self.effect()) == done, "ECS does not roll out every service")
    #expect(try await cloud.observe(try Self.effect()) == .inProgress("api, api:3: 2 of 2 tasks run, in 0 deployments"))
  }

  @Test("a deployment that failed is broken, also where ECS has led the service back; another's failure is not ours")
  func failed() async throws {
    let (cloud, _) = Self.cloud(
      Self.service(on: 4, [Self.deployment(4, "FAILED", reason: "tasks failed to start")]),
      Self.definition(4, host: "db.west", tags: Self.mark),
      Self.service(
        on: 3, [Self.deployment(3, "IN_PROGRESS"), Self.deployment(4, "FAILED", status: "ACTIVE", reason: "x")]),
      Self.definition(3, host: "db.east"), Self.definition(4, host: "db.west", tags: Self.mark),
      Self.service(on: 3, [Self.deployment(3), Self.deployment(2, "FAILED", status: "ACTIVE")]),
      Self.definition(3, host: "db.east"), Self.definition(2, host: "db.north"))
    for said in ["tasks failed to start", "ECS says: x"] {
      guard case .broken(let failure) = try await cloud.observe(try Self.effect()) else {
        Issue.record("it was not broken")
        return
      }
      #expect(failure.code == "ecs.rollout-failed" && failure.message.contains(said))
    }
    #expect(try await cloud.observe(try Self.effect()) == .absent)
  }

  @Test("one of several containers is named; what is added comes behind what is there")
  func containers() async throws {
    let both = [Self.container("api", [("A", "1")]), Self.container("log", [])]
    let (cloud, transport) = Self.cloud(
      Self.service(on: 3), Self.definition(3, host: "", containers: both), Self.revisions(3),
      .json(["taskDefinition": ["taskDefinitionArn": .text(Self.revision(4))]]))
    let effect = try Self.effect(container: "log", image: "log:2", environment: [("B", "2"), ("A", "1")])
    #expect(try await cloud.act(effect) == .partly)
    let registered = try #require(transport.requests.last).document
    #expect(
      registered["containerDefinitions"] == [
        both[0],
        [
          "name": "log", "image": "log:2", "memory": 128,
          "environment": [["name": "A", "value": "1"], ["name": "B", "value": "2"]],
        ],
      ])
    for container in [nil, "web"] {
      let (cloud, _) = Self.cloud(Self.service(on: 3), Self.definition(3, host: "", containers: both))
      let effect = try Self.effect(container: container)
      let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
      #expect(fault?.code == "ecs.container-unclear" && fault?.isRetriable == false)
    }
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      ([.json([:])], "ecs.UnreadableAnswer", true),
      ([.json(["services": [], "failures": [["reason": "MISSING"]]])], "ecs.service-missing", false),
      ([.json(["services": [], "failures": [["reason": "OTHER"]]])], "ecs.service-unseen", true),
      ([.json(["services": []])], "ecs.service-unseen", true),
      ([service(on: 3, changing: ["status": "DRAINING"])], "ecs.service-not-active", false),
      ([service(on: 3, changing: ["serviceName": "apis"])], "ecs.UnreadableAnswer", true),
      ([service(on: 3, changing: ["clusterArn": .text("\(ecs):cluster/other")])], "ecs.UnreadableAnswer", true),
      (
        [service(on: 3, changing: ["serviceArn": "arn:aws:ecs:us-east-1:123456789012:service/main/api"])],
        "ecs.UnreadableAnswer", true
      ),
      ([service(on: 3, changing: ["runningCount": "many"])], "ecs.UnreadableAnswer", true),
      ([service(on: 3, changing: ["deployments": .null])], "ecs.UnreadableAnswer", true),
      ([service(on: 3, changing: ["deployments": [["status": "PRIMARY"]]])], "ecs.UnreadableAnswer", true),
      ([service(on: 3), .json([:])], "ecs.UnreadableAnswer", true),
      ([service(on: 3), definition(2, host: "db.west")], "ecs.UnreadableAnswer", true),
      ([service(on: 3), definition(3, host: "", containers: [])], "ecs.UnreadableAnswer", true),
      ([.jsonError(400, "ClusterNotFoundException")], "ecs.ClusterNotFoundException", false),
    ] as [([HTTPResponse], String, Bool)])
  func never(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let harness = CallHarness(answers.map { .success($0) })
    let cloud = AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses())
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    harness.transport.finish()
  }

  @Test(
    "a plan that changes nothing, or one variable twice, in the journal, sends nothing",
    arguments: [
      [], [("A", "1"), ("A", "2")],
    ])
  func journaled(environment: [(String, String)]) async throws {
    let (cloud, transport) = Self.cloud()
    let effect = try Self.effect(environment: environment)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "action.bad-parameter" && transport.requests.isEmpty)
  }

  @Test(
    "as it is written",
    arguments: [
      ("{ cluster: main, service: api, image: \"api:2\" }", []),
      ("{ cluster: main, service: api, container: web, environment: { DB_HOST: db.west } }", []),
      ("{ cluster: main, service: api }", [.missingKey]), ("{ image: a }", [.missingKey]),
      ("{ cluster: main, service: api, environment: {} }", [.itemCount]),
      ("{ cluster: main, service: api, environment: { \"1A\": x } }", [.badName]),
      ("{ cluster: main, service: api, environment: { A: 1 } }", [.unquoted]),
      ("{ cluster: main, service: api, environmentOf: { A: { step: nobody, output: endpoint } } }", [.unknownStep]),
      (
        "{ cluster: main, service: api, environment: { A: x }, environmentOf: { A: { step: nobody, output: e } } }",
        [.keyConflict, .unknownStep]
      ),
    ] as [(String, [DiagnosticCode])])
  func written(with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("ecs.deploy", with: with)
    #expect(step.codes == codes)
    if with.contains("web") {
      #expect(
        step.action?.parameters == [
          "cluster": "main", "service": "api", "container": "web",
          "environment": [["name": "DB_HOST", "value": "db.west"]],
        ])
    }
  }
}
