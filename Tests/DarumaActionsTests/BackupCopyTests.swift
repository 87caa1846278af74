import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("backup.copy")
struct BackupCopyTests {
  private static let point = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"
  private static let copy = "arn:aws:backup:eu-west-1:012345678901:recovery-point:2FC4C6F8"
  private static let vault = "arn:aws:backup:eu-west-1:012345678901:backup-vault:far"
  private static let role = "arn:aws:iam::012345678901:role/backup"
  private static let source = "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-1"
  /// 2026-11-24T03:42:00Z
  private static let began = 1_795_491_720

  private static func effect(attempt: Int = 1, changes: [String: Document] = [:]) throws -> Effect {
    let traits = try #require(ActionCatalog.table["backup.copy"]).traits
    let parameters: [String: Document] = [
      "point": .text(point), "resource": .text(source), "to": .text(vault), "iamRoleArn": .text(role),
      "since": "2026-11-24T03:41:00.000Z", "account": "012345678901",
    ]
    return .sample(
      Action(
        name: "backup.copy", region: "us-west-2", parameters: parameters.merging(changes) { $1 }, traits: traits),
      step: "copy", attempt: attempt)
  }

  private static func job(
    _ state: String = "COMPLETED", id: String = "c1", point: String = point, vault: String = vault,
    copy: String? = copy, at seconds: String = "\(began + 1)"
  ) -> String {
    let made = copy.map { #","DestinationRecoveryPointArn":"\#($0)""# } ?? ""
    return #"{"CopyJobId":"\#(id)","SourceRecoveryPointArn":"\#(point)","DestinationBackupVaultArn":"\#(vault)","#
      + #""CreationDate":\#(seconds),"State":"\#(state)"\#(made)}"#
  }

  private static func jobs(_ jobs: String...) -> HTTPResponse {
    .ok(#"{"CopyJobs":[\#(jobs.joined(separator: ","))]}"#)
  }

  private static func described(_ status: String = "COMPLETED", _ arn: String = copy) -> HTTPResponse {
    .ok(#"{"RecoveryPointArn":"\#(arn)","Status":"\#(status)"}"#)
  }

  private static let gone = HTTPResponse.jsonError(400, "ResourceNotFoundException")

  private static func cloud(_ replies: [HTTPResponse]) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let done = Observation.done(
    outputs: ["recoveryPoint": copy, "vault": "far", "job": "c1"], by: .unknown)

  @Test(
    "a copy that is in the vault is enough, whoever made it; one that is gone from there is none",
    arguments: [
      ([jobs()], .absent), ([jobs(job()), described()], done), ([jobs(job()), described("AVAILABLE")], done),
      ([jobs(job(at: "1")), described()], done), ([jobs(job()), described("EXPIRED")], .absent),
      ([jobs(job()), gone], .absent), ([jobs(job("CREATED", copy: nil))], .inProgress("copy job c1 is under way")),
      ([jobs(job("RUNNING", copy: nil))], .inProgress("copy job c1 is under way")),
      // What failed before the execution says nothing of it.
      ([jobs(job("FAILED", at: "\(began - 61)"))], .absent),
      ([jobs(job("FAILED", id: "c0"), job()), described()], done),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answers)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    transport.finish()
    let first = try #require(transport.requests.first?.url)
    #expect(
      first.hasSuffix(
        "backup.us-west-2.amazonaws.com/copy-jobs/?sourceRecoveryPointArn=arn%3Aaws%3Abackup%3Aus-west-2%3A012345678901"
          + "%3Arecovery-point%3A1EB3B5E7&destinationVaultArn=arn%3Aaws%3Abackup%3Aeu-west-1%3A012345678901"
          + "%3Abackup-vault%3Afar"))
    if let second = transport.requests.dropFirst().first?.url {
      #expect(second.contains("backup.eu-west-1.amazonaws.com/backup-vaults/far/recovery-points/arn%3Aaws%3Abackup"))
    }
  }

  @Test("of another account's vault the job's word has to do")
  func otherAccount() async throws {
    let (cloud, transport) = Self.cloud([Self.jobs(Self.job())])
    #expect(try await cloud.observe(try Self.effect(changes: ["account": "999999999999"])) == Self.done)
    transport.finish()
  }

  @Test("a job that failed is this attempt's, and a next one starts anew", arguments: ["FAILED", "PARTIAL"])
  func failed(state: String) async throws {
    let answer = [Self.jobs(Self.job(state))]
    guard case .broken(let failure) = try await Self.cloud(answer).cloud.observe(try Self.effect()) else {
      Issue.record("not broken")
      return
    }
    #expect(failure.code == "backup.copy-failed" && failure.isRetriable)
    #expect(try await Self.cloud(answer).cloud.observe(try Self.effect(attempt: 2)) == .absent)
  }

  @Test(
    "an answer about anything else, or that makes no sense, proves nothing",
    arguments: [
      [.ok("{}")], [jobs("{}")], [jobs(job(point: "arn:other"))], [jobs(job(vault: "arn:other"))],
      [jobs(job("DANCING"))], [jobs(job(copy: nil))], [jobs(job(copy: "c"))], [jobs(job("FAILED", at: "null"))],
      [jobs(job()), .ok("{}")], [jobs(job()), described("COMPLETED", "arn:other")],
    ] as [[HTTPResponse]])
  func unreadable(answers: [HTTPResponse]) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == "backup.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("one job is started, from the vault that holds the point, under a token that is the same in every repeat")
  func started() async throws {
    let held = HTTPResponse.ok(#"{"RecoveryPoints":[{"RecoveryPointArn":"\#(Self.point)","BackupVaultName":"dr"}]}"#)
    let answer = HTTPResponse.ok(#"{"CopyJobId":"c1"}"#)
    let (cloud, transport) = Self.cloud([held, answer, answer])
    #expect(try await cloud.act(try Self.effect()) == .started)
    #expect(try await cloud.act(try Self.effect(changes: ["vault": "left", "retainDays": 3])) == .started)
    func body(_ vault: String, _ lifecycle: String = "") -> String {
      #"{"DestinationBackupVaultArn":"\#(Self.vault)","IamRoleArn":"\#(Self.role)","#
        + #""IdempotencyToken":"kaigo.20261124T034200Z.1/copy/1",\#(lifecycle)"RecoveryPointArn":"\#(Self.point)","#
        + #""SourceBackupVaultName":"\#(vault)"}"#
    }
    #expect(transport.bodies.suffix(2) == [body("dr"), body("left", #""Lifecycle":{"DeleteAfterDays":3},"#)])
    #expect(transport.requests.last?.method == "PUT" && transport.requests.last?.url.hasSuffix("/copy-jobs") == true)
  }

  @Test("what is not there is told with what mends it")
  func refused() async throws {
    let (cloud, _) = Self.cloud([Self.gone])
    let effect = try Self.effect(changes: ["vault": "dr"])
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "backup.nothing-to-copy" && fault?.isRetriable == false)
  }
}
