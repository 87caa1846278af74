import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("aws.call")
struct AWSCallActionTests {
  /// A domain of OpenSearch, a service that Daruma does not know by itself.
  private static let domain =
    "{ service: { host: es, protocol: rest-json }, purpose: give the search its nodes, "
    + #"look: { operation: DescribeDomain, http: "GET /2021-01-01/opensearch/domain/{DomainName}", input: { DomainName: logs } }, "#
    + #"change: { operation: UpdateDomainConfig, http: "POST /2021-01-01/opensearch/domain/{DomainName}/config", "#
    + "input: { DomainName: logs, ClusterConfig: { InstanceCount: 3 } } }, "
    + "done: [{ path: DomainStatus.Processing, is: false }, { path: DomainStatus.ClusterConfig.InstanceCount, atLeast: 3 }], "
    + "waiting: [{ path: DomainStatus.Processing, is: true }], failed: [{ path: DomainStatus.Deleted, is: true }], "
    + "outputs: { endpoint: DomainStatus.Endpoint } }"

  /// A table of DynamoDB that is made under a name.
  private static let table =
    "{ service: dynamodb, purpose: a table, does: creates, "
    + "look: { operation: DescribeTable, input: { TableName: t } }, "
    + #"change: { operation: CreateTable, input: { TableName: t, Note: "in ${region} by ${execution}" } }, "#
    + "done: [{ path: Table.TableStatus, is: ACTIVE }], absent: [ResourceNotFoundException], "
    + "repeated: [ResourceInUseException] }"

  private static func effect(_ with: String, attempt: Int = 1) throws -> Effect {
    let written = WrittenStep("aws.call", with: with)
    let step = try #require(written.action, "\(written.codes)")
    let application = try #require(written.application)
    let started = try #require(DryRun.of("region", application, Protection(), at: Instant(milliseconds: 0)))
    let item = try #require(started.items.first { $0.step.action == step })
    return .sample(item.effect.action, attempt: attempt)
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func status(processing: Bool, count: Int, deleted: Bool = false, endpoint: String = #""e.example""#)
    -> HTTPResponse
  {
    .ok(
      #"{"DomainStatus":{"Processing":\#(processing),"Deleted":\#(deleted),"Endpoint":\#(endpoint),"#
        + #""ClusterConfig":{"InstanceCount":\#(count)}}}"#)
  }

  @Test("what is seen says what is so, by the file's own conditions")
  func seen() async throws {
    let effect = try Self.effect(Self.domain)
    let (cloud, transport) = Self.cloud(
      Self.status(processing: false, count: 3), Self.status(processing: false, count: 2),
      Self.status(processing: true, count: 3), Self.status(processing: false, count: 3, deleted: true))
    #expect(try await cloud.observe(effect) == .done(outputs: ["endpoint": "e.example"], by: .unknown))
    #expect(try await cloud.observe(effect) == .absent)
    guard case .inProgress(let text) = try await cloud.observe(effect) else {
      Issue.record("it is on its way")
      return
    }
    #expect(text == "give the search its nodes: DomainStatus.Processing is true, not yet false")
    guard case .broken(let failure) = try await cloud.observe(effect) else {
      Issue.record("it can't become so")
      return
    }
    #expect(failure.code == "aws.call-failed" && failure.message.contains("DomainStatus.Deleted is true"))
    #expect(transport.requests.allSatisfy { $0.url.hasSuffix("/2021-01-01/opensearch/domain/logs") })
    #expect(transport.requests.allSatisfy { $0.url.contains("es.us-west-2.amazonaws.com") })
  }

  @Test(
    "an answer that does not say what is asked is never done",
    arguments: ["{}", #"{"DomainStatus":{}}"#, #"{"DomainStatus":{"Processing":"no"}}"#, "[]", "null"])
  func wrong(answer: String) async throws {
    let effect = try Self.effect(Self.domain)
    let (cloud, _) = Self.cloud(.ok(answer))
    do throws(CloudFault) {
      if case .done = try await cloud.observe(effect) { Issue.record("it is taken for done") }
    } catch {
      #expect(error.kind == .unintelligible)
    }
  }

  @Test("an output that is missing, or no text, is unreadable", arguments: ["null", #""""#, "{}"])
  func output(endpoint: String) async throws {
    let effect = try Self.effect(Self.domain)
    let (cloud, _) = Self.cloud(Self.status(processing: false, count: 3, endpoint: endpoint))
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "es.UnreadableAnswer")
  }

  @Test("the change is sent as it is written, with what the step knows filled in; a repeat is no fault")
  func change() async throws {
    let effect = try Self.effect(Self.table)
    let (cloud, transport) = Self.cloud(
      .jsonError(400, "ResourceNotFoundException"), .ok("{}"),
      .jsonError(400, "ResourceInUseException"),
      .ok(#"{"Table":{"TableStatus":"CREATING"}}"#), .ok(#"{"Table":{"TableStatus":"ACTIVE"}}"#))
    #expect(try await cloud.observe(effect) == .absent)
    #expect(try await cloud.act(effect) == .started)
    #expect(try await cloud.act(effect) == .started)
    // What was created and is there is waited for: no condition has to say so.
    guard case .inProgress = try await cloud.observe(effect) else {
      Issue.record("it is on its way")
      return
    }
    #expect(try await cloud.observe(effect) == .done(outputs: [:], by: .unknown))
    #expect(transport.bodies[1] == #"{"Note":"in us-west-2 by orders.dry-run","TableName":"t"}"#)
  }

  @Test("its token is the same in every attempt, until what was made is seen to be broken")
  func token() async throws {
    let with = Self.table.replacing("operation: CreateTable", with: "operation: CreateTable, token: clientToken")
    var bodies: Set<String> = []
    for attempt in 1...3 {
      let (cloud, transport) = Self.cloud(.ok("{}"))
      #expect(try await cloud.act(try Self.effect(with, attempt: attempt)) == .started)
      bodies.formUnion(transport.bodies)
    }
    #expect(bodies.count == 1 && bodies.first?.contains(#""clientToken":"daruma-"#) == true)
    var broken = try Self.effect(with)
    broken.action.parameters["generation"] = 2
    let (cloud, transport) = Self.cloud(.ok("{}"))
    #expect(try await cloud.act(broken) == .started)
    #expect(!bodies.contains(transport.bodies[0]))
  }

  @Test("without a change it only looks, and waits")
  func look() async throws {
    let with =
      "{ service: ecs, purpose: the cluster, look: { operation: DescribeClusters, input: { clusters: [main] } }, "
      + #"done: [{ path: "clusters[*].status", is: ACTIVE }] }"#
    let effect = try Self.effect(with)
    #expect(effect.action.traits.nature == .looks && !effect.changesOutside)
    let (cloud, _) = Self.cloud(
      .ok(#"{"clusters":[]}"#), .ok(#"{"clusters":[{"status":"ACTIVE"},{}]}"#),
      .ok(#"{"clusters":[{"status":"ACTIVE"}]}"#))
    for _ in 1...2 {
      guard case .inProgress = try await cloud.observe(effect) else {
        Issue.record("it is not so")
        return
      }
    }
    #expect(try await cloud.observe(effect) == .done(outputs: [:], by: .unknown))
  }

  @Test("how it is written decides what the checks know of it")
  func traits() throws {
    #expect(try Self.effect(Self.domain).action.traits.plane == .control("es"))
    #expect(try Self.effect(Self.domain).action.traits.outputs == ["endpoint"])
    #expect(try Self.effect(Self.table).action.traits.nature == .creates)
    #expect(try Self.effect(Self.domain).action.sentence == "give the search its nodes in us-west-2")
    let record =
      "{ service: cloudfront, purpose: p, look: { operation: GetDistribution, http: \"GET /2020-05-31/distribution/{Id}\", input: { Id: E1 } }, done: [{ path: Status, is: Deployed }] }"
    #expect(try Self.effect(record).action.traits.plane == .global("CloudFront"))
  }

  static let refused: [(with: String, code: DiagnosticCode)] = [
    (
      "{ service: secretsmanager, purpose: p, look: { operation: GetSecretValue, input: { SecretId: s } }, "
        + "done: [{ path: a, is: b }], outputs: { s: SecretString } }", .notAChoice
    ),
    (
      "{ service: ssm, purpose: p, look: { operation: GetParameter, input: { Name: /n, WithDecryption: true } }, "
        + "done: [{ path: a, is: b }] }", .keyConflict
    ),
    (
      "{ service: rds, purpose: p, look: { operation: DescribeDBInstances }, done: [{ path: a, is: b }], "
        + "change: { operation: CreateDBInstance, input: { MasterUserPassword: hunter2 } } }", .keyConflict
    ),
    (
      "{ service: backup, purpose: p, look: { operation: DescribeBackupVault, http: 'DELETE /x' }, "
        + "done: [{ path: a, is: b }] }", .notAChoice
    ),
    (
      "{ service: rds, purpose: p, look: { operation: DescribeDBInstances, input: { Action: DeleteDBInstance } }, "
        + "done: [{ path: a, is: b }] }", .keyConflict
    ),
    (
      "{ service: ec2, purpose: p, look: { operation: DescribeVolumes, input: { version: '1' } }, "
        + "done: [{ path: a, is: b }] }", .keyConflict
    ),
    (
      "{ service: elasticache, purpose: p, look: { operation: TestFailover }, done: [{ path: a, is: b }] }", .notAChoice
    ),
    ("{ service: ec2, purpose: p, look: { operation: Listen }, done: [{ path: a, is: b }] }", .notAChoice),
    (
      "{ service: { host: iam, protocol: query, version: '2010-05-08' }, purpose: p, look: { operation: GetRole }, "
        + "done: [{ path: a, is: b }] }", .keyConflict
    ),
    ("{ service: dynamobd, purpose: p, look: { operation: DescribeTable }, done: [{ path: a, is: b }] }", .notAChoice),
    ("{ service: dynamodb, purpose: p, look: { operation: DeleteTable }, done: [{ path: a, is: b }] }", .notAChoice),
    ("{ service: dynamodb, purpose: p, look: { operation: DescribeTable }, done: [] }", .itemCount),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable }, done: [{ path: 'a[', is: b }] }",
      .badExpression
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable }, done: [{ path: a, is: b, isNot: c }] }",
      .keyConflict
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: 1.5 } }, done: [{ path: a, is: b }] }",
      .unquoted
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: } }, done: [{ path: a, is: b }] }",
      .missingValue
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: '${nowhere}' } }, done: [{ path: a, is: b }] }",
      .unknownBlank
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: '${' } }, done: [{ path: a, is: b }] }",
      .unknownBlank
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: '${other.endpoint}' } }, done: [{ path: a, is: b }] }",
      .unknownStep
    ),
    (
      "{ service: backup, purpose: p, look: { operation: DescribeBackupVault }, done: [{ path: a, is: b }] }",
      .missingKey
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, permission: dynamodb }, "
        + "done: [{ path: a, is: b }] }", .badAWSIdentifier
    ),
    (
      "{ service: backup, purpose: p, look: { operation: DescribeBackupVault, http: 'GET /backup-vaults/{Name}', "
        + "input: { name: dr } }, done: [{ path: a, is: b }] }", .missingKey
    ),
    (
      "{ service: backup, purpose: p, look: { operation: DescribeBackupVault, http: 'GET /backup-vaults/{Name}', "
        + "input: { Name: [dr] } }, done: [{ path: a, is: b }] }", .missingKey
    ),
    (
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, http: 'GET /' }, done: [{ path: a, is: b }] }",
      .keyConflict
    ),
    (
      "{ service: backup, purpose: p, look: { operation: DescribeBackupVault, http: 'GET /{' }, done: [{ path: a, is: b }] }",
      .badExpression
    ),
    (
      "{ service: { host: es, protocol: json-1.1 }, purpose: p, look: { operation: DescribeDomain }, done: [{ path: a, is: b }] }",
      .missingKey
    ),
    (
      "{ service: dynamodb, purpose: p, does: creates, look: { operation: DescribeTable }, done: [{ path: a, is: b }] }",
      .missingKey
    ),
    ("{ service: dynamodb, look: { operation: DescribeTable }, done: [{ path: a, is: b }] }", .missingKey),
  ]

  @Test("what can't be sent is refused by the name of its key", arguments: refused)
  func refusals(with: String, code: DiagnosticCode) {
    #expect(WrittenStep("aws.call", with: with).codes.contains(code), "\(WrittenStep("aws.call", with: with).codes)")
  }

  @Test(
    "what only names a secret, or describes one, is no secret",
    arguments: [
      "{ service: ssm, purpose: p, look: { operation: GetParameter, input: { Name: /n, WithDecryption: false } }, "
        + "done: [{ path: a, is: b }] }",
      "{ service: secretsmanager, purpose: p, look: { operation: DescribeSecret, input: { SecretId: s } }, "
        + "done: [{ path: a, is: b }] }",
      "{ service: rds, purpose: p, look: { operation: DescribeDBInstances }, done: [{ path: a, is: b }], "
        + "change: { operation: ModifyDBInstance, input: { ManageMasterUserPassword: true } } }",
    ])
  func named(with: String) { #expect(WrittenStep("aws.call", with: with).codes.isEmpty) }

  @Test("an object of the request that looks like a blank stays as it is written, and `$${` stands for itself")
  func literal() async throws {
    let with =
      "{ service: dynamodb, purpose: p, look: { operation: DescribeTable, input: { a: { $output: { step: x } }, "
      + "b: 'cost $${x}', c: '7', d: 7, e: true } }, done: [{ path: a, is: b }] }"
    let (cloud, transport) = Self.cloud(.ok("{}"))
    _ = try await cloud.observe(try Self.effect(with))
    #expect(transport.bodies == [#"{"a":{"$output":{"step":"x"}},"b":"cost ${x}","c":"7","d":7,"e":true}"#])
  }
}
