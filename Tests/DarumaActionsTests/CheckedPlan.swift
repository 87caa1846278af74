import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import Testing

/// A plan as it is written, whose steps are looked at over scripted answers.
struct CheckedPlan {
  let run: DryRun
  let application: Application

  /// - Parameter steps: each in one line, as in an application file. `db` is an instance of RDS, `cluster` a cluster, `files` a
  ///   file system of EFS, `cache` a replication group.
  init(_ steps: String..., named name: String = "orders") throws {
    let text = """
      apiVersion: daruma.dev/v1
      application: \(name)
      account: "012345678901"
      regions: { primary: us-east-1, recovery: us-west-2 }
      objectives: { rpo: 2d, rto: 4h }
      resources:
        - { id: db, type: rds.instance, arn: "arn:aws:rds:us-east-1:012345678901:db:orders" }
        - { id: cluster, type: rds.cluster, arn: "arn:aws:rds:us-east-1:012345678901:cluster:orders" }
        - { id: files, type: efs.fileSystem, arn: "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1" }
        - { id: cache, type: elasticache.cluster, arn: "arn:aws:elasticache:us-east-1:012345678901:replicationgroup:r" }
      plans:
        region:
          kind: failover
          steps:
      \(steps.map { "      - { \($0) }" }.joined(separator: "\n"))

      """
    let reading = ApplicationFile.read(Array(text.utf8), file: "orders.yaml")
    let errors = reading.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
    application = try #require(reading.application)
    let now = try #require(Instant(rfc3339: "2026-11-24T03:42:00Z"))
    run = try #require(DryRun.of("region", application, Protection(), at: now))
  }

  /// What is found of the last step.
  func findings(_ transport: any HTTPTransport) async throws -> [CheckFinding] {
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()), signer: RecordingSigner(),
      pacing: ManualPacing().pacing)
    let cloud = AWSCloud(client: client, transport: transport, addresses: WebhookAddresses())
    return await cloud.check(try #require(run.items.last), of: run)
  }
}

/// Answers what is asked by the operation, and refuses everything else.
struct AnsweredOperations: HTTPTransport {
  /// By what the request of a query service calls its action, a JSON one its target, and a REST one what its URL holds.
  let answers: [String: HTTPResponse]
  var otherwise = HTTPResponse.queryError(400, "NotOfThisTest")

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let body = String(decoding: request.body, as: UTF8.self)
    let target = request.headers.first { $0.name == "X-Amz-Target" }?.value ?? ""
    let found = answers.first { name, _ in
      body.contains("Action=\(name)&") || target.hasSuffix(".\(name)")
        || (name.hasPrefix("/") && request.url.contains(name))
    }
    return found?.value ?? otherwise
  }
}
