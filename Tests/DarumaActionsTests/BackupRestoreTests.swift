import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("backup.restore")
struct BackupRestoreTests {
  private static let point = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"
  private static let source = "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1"
  private static let role = "arn:aws:iam::012345678901:role/restore"
  private static let made = "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-2"

  private static func effect(
    _ token: String = "fs-1-t", earlier: [String] = [], metadata: [String: Document] = [:]
  ) throws -> Effect {
    let traits = try #require(ActionCatalog.table["backup.restore"]).traits
    return .sample(
      Action(
        name: "backup.restore", region: "us-west-2",
        parameters: [
          "point": .text(point), "resource": .text(source), "iamRoleArn": .text(role), "token": .text(token),
          "earlierTokens": .list(earlier.map { .text($0) }), "metadata": .object(metadata),
        ], traits: traits), step: "restore-files")
  }

  private static func job(
    _ status: String = "COMPLETED", id: String = "j1", made: String? = made, more: String = ""
  ) -> String {
    let resource = made.map { #","CreatedResourceArn":"\#($0)""# } ?? ""
    return #"{"RestoreJobId":"\#(id)","RecoveryPointArn":"\#(point)","Status":"\#(status)"\#(resource)\#(more)}"#
  }

  private static func jobs(_ jobs: String...) -> HTTPResponse {
    .ok(#"{"RestoreJobs":[\#(jobs.joined(separator: ","))]}"#)
  }

  private static func metadata(_ token: String? = "fs-1-t", id: String = "j1") -> HTTPResponse {
    let member = token.map { #""CreationToken":"\#($0)""# } ?? ""
    return .ok(#"{"RestoreJobId":"\#(id)","Metadata":{\#(member)}}"#)
  }

  private static let ours = #"{"Key":"daruma:effect","Value":"kaigo.20261124T034200Z.1/restore-files/1"}"#
  private static let others = #"{"Key":"daruma:effect","Value":"kaigo.20261124T034200Z.1/other/1"}"#

  private static func fileSystem(
    _ state: String = "available", id: String = "fs-2", arn: String = made, tags: String = ours
  ) -> HTTPResponse {
    .ok(
      #"{"FileSystems":[{"FileSystemId":"\#(id)","FileSystemArn":"\#(arn)","LifeCycleState":"\#(state)","#
        + #""Tags":[\#(tags)]}]}"#)
  }

  private static func cloud(_ replies: [HTTPResponse]) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let done = Observation.done(outputs: ["fileSystemId": "fs-2", "arn": made], by: .daruma)

  @Test(
    "its job and its file system say how far it is; without a mark it is not done",
    arguments: [
      ([jobs()], .absent),
      ([jobs(job()), metadata("another")], .absent),
      ([jobs(job()), metadata(nil)], .absent),
      (
        [jobs(job("PENDING", made: nil)), metadata()],
        .inProgress("restore job j1 is under way")
      ),
      (
        [jobs(job("RUNNING", made: nil, more: #","PercentDone":"42.00%""#)), metadata()],
        .inProgress("restore job j1 is under way, 40%")
      ),
      ([jobs(job()), metadata(), fileSystem()], done),
      ([jobs(job()), metadata(), fileSystem("updating")], done),
      ([jobs(job()), metadata(), fileSystem("creating")], .inProgress("file system fs-2 is creating")),
      ([jobs(job()), metadata(), fileSystem(tags: "")], .absent),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answers)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    transport.finish()
  }

  @Test(
    "what failed, is gone or belongs to another step is told, and what may be tried again",
    arguments: [
      (
        [jobs(job("FAILED", made: nil, more: #","StatusMessage":"no key""#)), metadata()], "backup.restore-failed", true
      ),
      ([jobs(job("ABORTED", made: nil)), metadata()], "backup.restore-failed", true),
      ([jobs(job()), metadata(), fileSystem("error")], "backup.restored-lost", true),
      ([jobs(job()), metadata(), fileSystem("deleting")], "backup.restored-lost", true),
      (
        [
          jobs(job()), metadata(),
          HTTPResponse(
            status: 404, headers: [HTTPHeader("x-amzn-ErrorType", "FileSystemNotFound")],
            body: Array(#"{"ErrorCode":"FileSystemNotFound","Message":"none"}"#.utf8)),
        ], "backup.restored-lost", true
      ),
    ] as [([HTTPResponse], String, Bool)])
  func broken(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answers)
    guard case .broken(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("not broken")
      return
    }
    #expect(failure.code == code && failure.isRetriable == isRetriable)
  }

  @Test("a file system that bears another step's mark is a conflict, whatever its token")
  func conflict() async throws {
    let (cloud, _) = Self.cloud([Self.jobs(Self.job()), Self.metadata(), Self.fileSystem(tags: Self.others)])
    guard case .conflict(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("no conflict")
      return
    }
    #expect(failure.code == "backup.file-system-taken" && !failure.isRetriable)
  }

  @Test(
    "an answer about anything else, without its list, or that makes no sense proves nothing",
    arguments: [
      ([.ok("{}")], "backup"), ([.ok(#"{"RestoreJobs":"none"}"#)], "backup"),
      ([.ok(#"{"RestoreJobs":[{"RestoreJobId":"j1"}]}"#)], "backup"),
      ([.ok(#"{"RestoreJobs":[{"RecoveryPointArn":"\#(point)"}]}"#)], "backup"),
      ([jobs(job()), .ok("{}")], "backup"), ([jobs(job()), metadata(id: "j2")], "backup"),
      ([jobs(job()), .ok(#"{"RestoreJobId":"j1"}"#)], "backup"),
      ([jobs(job("DANCING")), metadata()], "backup"), ([jobs(job(made: nil)), metadata()], "backup"),
      ([jobs(job(made: "fs-2")), metadata()], "backup"),
      ([jobs(job(made: "arn:aws:elasticfilesystem:eu-west-1:012345678901:file-system/fs-2")), metadata()], "backup"),
      ([jobs(job(made: "arn:aws:rds:us-west-2:012345678901:db:fs-2")), metadata()], "backup"),
      ([jobs(job()), metadata(), .ok("{}")], "elasticfilesystem"),
      ([jobs(job()), metadata(), .ok(#"{"FileSystems":[]}"#)], "elasticfilesystem"),
      ([jobs(job()), metadata(), fileSystem(id: "fs-3")], "elasticfilesystem"),
      (
        [jobs(job()), metadata(), fileSystem(arn: made.replacing("us-west-2", with: "us-east-1"))], "elasticfilesystem"
      ),
      ([jobs(job()), metadata(), fileSystem("dancing")], "elasticfilesystem"),
      ([jobs(job()), metadata(), fileSystem(tags: #"{"Key":"k"}"#)], "elasticfilesystem"),
    ] as [([HTTPResponse], String)])
  func unreadable(answers: [HTTPResponse], service: String) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "\(service).UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("it is found on a later page, and pages without an end are told")
  func pages() async throws {
    let first = HTTPResponse.ok(#"{"RestoreJobs":[],"NextToken":"n+1"}"#)
    let (cloud, transport) = Self.cloud([first, Self.jobs(Self.job()), Self.metadata(), Self.fileSystem()])
    #expect(try await cloud.observe(try Self.effect()) == Self.done)
    #expect(
      transport.requests.prefix(3).map(\.url).map { $0.split(separator: "amazonaws.com").last ?? "" } == [
        "/restore-jobs/?resourceType=EFS&maxResults=1000",
        "/restore-jobs/?resourceType=EFS&maxResults=1000&nextToken=n%2B1",
        "/restore-jobs/j1/metadata",
      ])
    let (endless, _) = Self.cloud([first, first])
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await endless.observe(effect) }
    #expect(fault?.code == "backup.UnreadableAnswer")
  }

  @Test("what an earlier attempt made is adopted where it is well, and passed over where it is not")
  func earlier() async throws {
    let both = Self.jobs(Self.job(id: "j1"), Self.job("FAILED", id: "j2", made: nil))
    let effect = try Self.effect("t3", earlier: ["t2", "t1"])
    let (cloud, _) = Self.cloud([both, Self.metadata("t1"), Self.metadata("t2", id: "j2"), Self.fileSystem()])
    #expect(try await cloud.observe(effect) == Self.done)
    let (broken, _) = Self.cloud([both, Self.metadata("t1"), Self.metadata("t2", id: "j2"), Self.fileSystem("error")])
    #expect(try await broken.observe(effect) == .absent)
  }

  private static let held = HTTPResponse.ok(
    #"{"RecoveryPoints":[{"RecoveryPointArn":"arn:other","BackupVaultName":"a"},"#
      + #"{"RecoveryPointArn":"\#(point)","BackupVaultName":"dr"}]}"#)

  private static func described(_ members: String) -> HTTPResponse {
    .ok(#"{"RecoveryPointArn":"\#(point)","RestoreMetadata":{\#(members)}}"#)
  }

  private static let started = HTTPResponse.ok(#"{"RestoreJobId":"j1"}"#)

  @Test(
    "one job is started: with what the point says, but for what the plan changes, for a new file system",
    arguments: [
      (
        #""file-system-id":"fs-1","Encrypted":"false","PerformanceMode":"maxIO""#, [:],
        #"{"CreationToken":"fs-1-t","Encrypted":"false","PerformanceMode":"maxIO","file-system-id":"fs-1","#
          + #""newFileSystem":"true"}"#
      ),
      (
        #""file-system-id":"fs-1","newFileSystem":"false""#, [:],
        #"{"CreationToken":"fs-1-t","Encrypted":"true","PerformanceMode":"generalPurpose","file-system-id":"fs-1","#
          + #""newFileSystem":"true"}"#
      ),
      (
        #""file-system-id":"fs-1","KmsKeyId":"arn:aws:kms:us-east-1:1:key/k","Encrypted":"true""#,
        ["KmsKeyId": "k2", "Encrypted": "true", "PerformanceMode": "maxIO", "zone": "a"],
        #"{"CreationToken":"fs-1-t","Encrypted":"true","KmsKeyId":"k2","PerformanceMode":"maxIO","#
          + #""file-system-id":"fs-1","newFileSystem":"true","zone":"a"}"#
      ),
    ] as [(String, [String: Document], String)])
  func start(described: String, changes: [String: Document], metadata: String) async throws {
    let (cloud, transport) = Self.cloud([Self.jobs(), Self.held, Self.described(described), Self.started])
    #expect(try await cloud.act(try Self.effect(metadata: changes)) == .started)
    transport.finish()
    let paths = transport.requests.map { "\($0.method) " + ($0.url.split(separator: "amazonaws.com").last ?? "") }
    #expect(
      paths == [
        "GET /restore-jobs/?resourceType=EFS&maxResults=1000",
        "GET /resources/arn%3Aaws%3Aelasticfilesystem%3Aus-east-1%3A012345678901%3Afile-system%2Ffs-1/recovery-points/",
        "GET /backup-vaults/dr/recovery-points/arn%3Aaws%3Abackup%3Aus-west-2%3A012345678901%3Arecovery-point%3A1EB3B5E7"
          + "/restore-metadata",
        "PUT /restore-jobs",
      ])
    #expect(
      transport.bodies.last == #"{"IamRoleArn":"\#(Self.role)","IdempotencyToken":"fs-1-t","Metadata":\#(metadata),"#
        + #""RecoveryPointArn":"\#(Self.point)","ResourceType":"EFS"}"#)
  }

  @Test("what is restored and bears no mark gets it, and nothing else is sent; what is under way is let be")
  func mark() async throws {
    let (cloud, transport) = Self.cloud([
      Self.jobs(Self.job()), Self.metadata(), Self.fileSystem(tags: ""),
      .ok("", headers: [HTTPHeader("x-amzn-RequestId", "r")]),
    ])
    #expect(try await cloud.act(try Self.effect()) == .started)
    let request = try #require(transport.requests.last)
    #expect(request.method == "POST" && request.url.hasSuffix("/2015-02-01/resource-tags/fs-2"))
    #expect(
      transport.bodies.last == #"{"Tags":[\#(Self.ours),{"Key":"daruma:application","Value":"kaigo"},"#
        + #"{"Key":"daruma:execution","Value":"kaigo.20261124T034200Z.1"}]}"#)
    let (running, sent) = Self.cloud([Self.jobs(Self.job("RUNNING", made: nil)), Self.metadata()])
    #expect(try await running.act(try Self.effect()) == .started)
    #expect(sent.requests.allSatisfy { $0.method == "GET" })
  }

  @Test(
    "what can't be restored is not begun",
    arguments: [
      ([jobs(), .ok(#"{"RecoveryPoints":[]}"#)], "backup.point-missing", false),
      ([jobs(), .ok("{}")], "backup.UnreadableAnswer", true),
      ([jobs(), .ok(#"{"RecoveryPoints":[{"BackupVaultName":"dr"}]}"#)], "backup.UnreadableAnswer", true),
      (
        [jobs(), .ok(#"{"RecoveryPoints":[{"RecoveryPointArn":"\#(point)"}]}"#)], "backup.UnreadableAnswer", true
      ),
      ([jobs(), held, .ok("{}")], "backup.UnreadableAnswer", true),
      (
        [jobs(), held, .ok(#"{"RecoveryPointArn":"arn:other","RestoreMetadata":{}}"#)], "backup.UnreadableAnswer", true
      ),
      (
        [jobs(), held, described(#""KmsKeyId":"arn:aws:kms:us-east-1:012345678901:key/k""#)], "backup.key-elsewhere",
        false
      ),
      (
        [jobs(), held, described(""), .jsonError(400, "ResourceNotFoundException")], "backup.point-missing", false
      ),
      (
        [jobs(), held, described(""), .jsonError(400, "LimitExceededException")], "backup.LimitExceededException", true
      ),
      (
        [jobs(), held, described(""), .jsonError(400, "InvalidParameterValueException")],
        "backup.InvalidParameterValueException", false
      ),
    ] as [([HTTPResponse], String, Bool)])
  func refused(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test(
    "a parameter of another version that makes no sense changes nothing",
    arguments: [("metadata", Document.text("x")), ("metadata", ["a": ["b"]]), ("token", 1), ("earlierTokens", "x")]
      as [(String, Document)])
  func badParameter(name: String, value: Document) async throws {
    var effect = try Self.effect()
    effect.action.parameters[name] = value
    let (cloud, _) = Self.cloud([])
    let bad = effect
    for call in ["observe", "act"] {
      let fault = await #expect(throws: CloudFault.self) {
        _ = call == "act" ? try await cloud.act(bad) as any Sendable : try await cloud.observe(bad)
      }
      #expect(fault?.code == "action.bad-parameter")
    }
  }
}
