import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("backup.start")
struct BackupStartTests {
  private static let what = "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-2"
  private static let role = "arn:aws:iam::012345678901:role/backup"
  private static let point = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"
  /// 2026-11-24T03:42:00Z
  private static let began = 1_795_491_720

  private static func effect(attempt: Int = 1, changes: [String: Document] = [:]) throws -> Effect {
    let traits = try #require(ActionCatalog.table["backup.start"]).traits
    let parameters: [String: Document] = [
      "arn": .text(what), "vault": "dr", "iamRoleArn": .text(role), "since": "2026-11-24T03:41:00.000Z",
    ]
    return .sample(
      Action(
        name: "backup.start", region: "us-west-2", parameters: parameters.merging(changes) { $1 }, traits: traits),
      step: "back", attempt: attempt)
  }

  private static func job(
    _ state: String = "COMPLETED", id: String = "j1", what: String = what, vault: String = "dr", role: String = role,
    at seconds: String = "\(began + 1)", point: String? = point, more: String = ""
  ) -> String {
    let made = point.map { #","RecoveryPointArn":"\#($0)""# } ?? ""
    return #"{"BackupJobId":"\#(id)","ResourceArn":"\#(what)","BackupVaultName":"\#(vault)","IamRoleArn":"\#(role)","#
      + #""CreationDate":\#(seconds),"State":"\#(state)"\#(made)\#(more)}"#
  }

  private static func jobs(_ jobs: String...) -> HTTPResponse {
    .ok(#"{"BackupJobs":[\#(jobs.joined(separator: ","))]}"#)
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let done = Observation.done(
    outputs: ["recoveryPoint": point, "vault": "dr", "job": "j1"], by: .unknown)

  @Test(
    "a job that fits and began since the execution did counts, and no other",
    arguments: [
      (jobs(), .absent), (jobs(job()), done), (jobs(job(at: "\(began).25")), done),
      (jobs(job("RUNNING", point: nil)), .inProgress("backup job j1 is under way")),
      (
        jobs(job("PENDING", point: nil, more: #","PercentDone":"7.0""#)),
        .inProgress("backup job j1 is under way, 0%")
      ),
      (jobs(job("CREATED", point: nil)), .inProgress("backup job j1 is under way")),
      // A plan's, another role's, one of before.
      (jobs(job(more: #","CreatedBy":{"BackupPlanId":"p"}"#)), .absent),
      (jobs(job(role: "arn:aws:iam::1:role/b")), .absent),
      (jobs(job(at: "\(began - 61)")), .absent),
      // Clocks may differ a little.
      (jobs(job(at: "\(began - 59)")), done),
      (jobs(job("FAILED", id: "j0"), job()), done), (jobs(job("RUNNING", id: "j2"), job()), done),
      (jobs(job(more: #","StatusMessage":"Windows VSS backup attempt failed""#)), done),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answer)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    let url = try #require(transport.requests.first?.url.split(separator: "amazonaws.com").last)
    #expect(
      url == "/backup-jobs/?resourceArn=arn%3Aaws%3Aelasticfilesystem%3Aus-west-2%3A012345678901%3Afile-system%2Ffs-2"
        + "&backupVaultName=dr&createdAfter=2026-11-24T03%3A41%3A00.000Z")
  }

  @Test(
    "as many failures as there were attempts are this one's too; a next attempt starts anew",
    arguments: [
      job("FAILED", more: #","StatusMessage":"no key""#), job("ABORTED"), job("ABORTING"), job("EXPIRED"),
      job("PARTIAL"),
      job(more: #","StatusMessage":"two files were left out""#),
    ])
  func failed(job: String) async throws {
    guard case .broken(let failure) = try await Self.cloud(Self.jobs(job)).cloud.observe(try Self.effect()) else {
      Issue.record("not broken")
      return
    }
    #expect(failure.code == "backup.backup-failed" && failure.isRetriable)
    #expect(try await Self.cloud(Self.jobs(job)).cloud.observe(try Self.effect(attempt: 2)) == .absent)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      .ok("{}"), jobs("{}"), jobs(job(what: "arn:other")), jobs(job(vault: "other")), jobs(job(id: "")),
      jobs(job("DANCING")), jobs(job(point: nil)), jobs(job(point: "p")), jobs(job(at: #""now""#)),
      jobs(job(at: "1e300")),
    ] as [HTTPResponse])
  func unreadable(answer: HTTPResponse) async throws {
    let (cloud, _) = Self.cloud(answer)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "backup.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one job is started, under a token that is the same in every repeat")
  func started() async throws {
    let answer = HTTPResponse.ok(#"{"BackupJobId":"j1"}"#)
    let (cloud, transport) = Self.cloud(answer, answer, answer)
    #expect(try await cloud.act(try Self.effect()) == .started)
    #expect(try await cloud.act(try Self.effect()) == .started)
    #expect(try await cloud.act(try Self.effect(attempt: 2, changes: ["retainDays": 7])) == .started)
    func body(_ attempt: Int, _ lifecycle: String = "") -> String {
      #"{"BackupVaultName":"dr","IamRoleArn":"\#(Self.role)","#
        + #""IdempotencyToken":"kaigo.20261124T034200Z.1/back/\#(attempt)",\#(lifecycle)"RecoveryPointTags":{"#
        + #""daruma:application":"kaigo","daruma:effect":"kaigo.20261124T034200Z.1/back/\#(attempt)","#
        + #""daruma:execution":"kaigo.20261124T034200Z.1"},"ResourceArn":"\#(Self.what)"}"#
    }
    #expect(transport.bodies == [body(1), body(1), body(2, #""Lifecycle":{"DeleteAfterDays":7},"#)])
    #expect(transport.requests.allSatisfy { $0.method == "PUT" && $0.url.hasSuffix("/backup-jobs") })
  }

  @Test("what is not there is told with what mends it")
  func refused() async throws {
    let (cloud, _) = Self.cloud(.jsonError(400, "ResourceNotFoundException"))
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "backup.nothing-to-back-up" && fault?.isRetriable == false)
  }

  @Test("a beginning that is no time, in the journal, changes nothing")
  func badParameter() async throws {
    let effect = try Self.effect(changes: ["since": "soon"])
    let (cloud, _) = Self.cloud()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "action.bad-parameter")
  }
}
