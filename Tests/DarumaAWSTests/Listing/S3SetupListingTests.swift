import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing how a bucket is set up")
struct S3SetupListingTests {
  private typealias Harness = ListingHarness

  private static func document(_ root: String, _ inner: String) -> HTTPResponse {
    .ok(
      #"<?xml version="1.0" encoding="UTF-8"?><\#(root) xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
        + "\(inner)</\(root)>")
  }

  private static func versioning(_ status: String?) -> HTTPResponse {
    document("VersioningConfiguration", status.map { "<Status>\($0)</Status>" } ?? "")
  }

  private static func missing(_ code: String) -> HTTPResponse {
    let body = "<Error><Code>\(code)</Code><Message>none</Message><RequestId>r</RequestId></Error>"
    return HTTPResponse(status: 404, body: Array(body.utf8))
  }

  private static let noLifecycle = missing("NoSuchLifecycleConfiguration")
  private static let noReplication = missing("ReplicationConfigurationNotFoundError")
  private static let noEncryption = missing("ServerSideEncryptionConfigurationNotFoundError")

  private static func rule(
    days: Int, scope: String = "<Filter><Prefix></Prefix></Filter>", status: String = "Enabled"
  ) -> String {
    """
    <Rule><ID>r</ID>\(scope)<Status>\(status)</Status><NoncurrentVersionExpiration>\
    <NoncurrentDays>\(days)</NoncurrentDays></NoncurrentVersionExpiration></Rule>
    """
  }

  private func described(_ found: [Listed]) throws -> ResourceDescribed {
    #expect(found.map(\.at) == [Harness.now])
    guard case .resourceDescribed(let fact) = try #require(found.first).fact else {
      Issue.record("nothing is described: \(found)")
      return ResourceDescribed()
    }
    return fact
  }

  @Test("all four configurations, and the questions, with the bucket in the host")
  func whole() async throws {
    let harness = Harness(
      Self.versioning("Enabled"), Self.document("LifecycleConfiguration", Self.rule(days: 90)),
      Self.document(
        "ReplicationConfiguration",
        """
        <Role>arn:aws:iam::123456789012:role/r</Role><Rule><ID>all</ID><Priority>1</Priority>\
        <Status>Enabled</Status><Filter><Prefix></Prefix></Filter><SourceSelectionCriteria><SseKmsEncryptedObjects>\
        <Status>Enabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria><Destination>\
        <Bucket>arn:aws:s3:::copies</Bucket><EncryptionConfiguration>\
        <ReplicaKmsKeyID>arn:aws:kms:us-west-2:123456789012:key/k-2</ReplicaKmsKeyID>\
        </EncryptionConfiguration></Destination></Rule>\
        <Rule><ID>some</ID><Status>Disabled</Status><Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>\
        <Destination><Bucket>arn:aws:s3:::others</Bucket></Destination></Rule>
        """),
      Self.document(
        "ServerSideEncryptionConfiguration",
        """
        <Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>\
        <KMSMasterKeyID>arn:aws:kms:us-east-1:123456789012:key/k-1</KMSMasterKeyID>\
        </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>
        """))
    #expect(
      try described(await harness.list(.s3Setup, Harness.bucket))
        == ResourceDescribed(
          versioning: .enabled, nonCurrentRetention: .lasting(.days(90)),
          replications: [
            ResourceDescribed.Replication(
              destination: "arn:aws:s3:::copies", region: nil, isEnabled: true,
              key: "arn:aws:kms:us-west-2:123456789012:key/k-2", includesKMS: true),
            ResourceDescribed.Replication(
              destination: "arn:aws:s3:::others", region: nil, isEnabled: false, isWhole: false, includesKMS: false),
          ],
          encrypted: true, key: Harness.key, isUnderKMS: true))
    let host = "https://kaigo-documents.s3.us-east-1.amazonaws.com"
    #expect(
      harness.transport.requests.map(\.url)
        == ["versioning", "lifecycle", "replication", "encryption"].map { "\(host)/?\($0)=" })
  }

  @Test("none of them is an answer, not a fault")
  func nothing() async throws {
    let harness = Harness(Self.versioning(nil), Self.noLifecycle, Self.noReplication, Self.noEncryption)
    #expect(
      try described(await harness.list(.s3Setup, Harness.bucket))
        == ResourceDescribed(versioning: .never, replications: [], encrypted: false))
  }

  struct Kept: Sendable {
    var status: String?
    var rules: [String]
    var rest: Retention?
    var part: Span?

    init(_ status: String?, _ rules: [String], _ rest: Retention?, inPart part: Span? = nil) {
      self.status = status
      self.rules = rules
      self.rest = rest
      self.part = part
    }
  }

  static let retentions = [
    Kept("Enabled", [], .forever),
    Kept("Enabled", [rule(days: 30, status: "Disabled")], .forever),
    Kept("Enabled", [rule(days: 30), rule(days: 7, scope: "")], .lasting(.days(7))),
    Kept("Enabled", [rule(days: 30, scope: "<Prefix/>")], .lasting(.days(30))),
    Kept("Enabled", [rule(days: 30, scope: "<Filter><And><Prefix/></And></Filter>")], .lasting(.days(30))),
    // A part of the bucket is kept shorter than the rest.
    Kept("Enabled", [rule(days: 1, scope: "<Filter><Prefix>logs/</Prefix></Filter>")], .forever, inPart: .days(1)),
    Kept(
      "Enabled", [rule(days: 30), rule(days: 7, scope: "<Prefix>logs/</Prefix>")], .lasting(.days(30)), inPart: .days(7)
    ),
    Kept("Enabled", [rule(days: 30), rule(days: 60, scope: "<Prefix>logs/</Prefix>")], .lasting(.days(30))),
    Kept("Enabled", ["<Rule><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>"], .forever),
    Kept("Suspended", [], nil), Kept("Suspended", [rule(days: 1, scope: "<Prefix>a</Prefix>")], nil),
    Kept(nil, [], nil),
  ]

  @Test("how long old versions are kept, in the bucket and in the part that keeps them shortest", arguments: retentions)
  func retention(_ kept: Kept) async throws {
    let harness = Harness(
      Self.versioning(kept.status),
      kept.rules.isEmpty ? Self.noLifecycle : Self.document("LifecycleConfiguration", kept.rules.joined()),
      Self.noReplication, Self.noEncryption)
    let found = try described(await harness.list(.s3Setup, Harness.bucket))
    #expect(found.nonCurrentRetention == kept.rest && found.nonCurrentInPart == kept.part)
  }

  @Test("a configured address takes the bucket into the path")
  func pathStyle() async throws {
    let harness = Harness(
      [Self.versioning("Suspended"), Self.noLifecycle, Self.noReplication, Self.noEncryption]
        .map { .success($0) },
      endpoints: EndpointSettings(url: "http://127.0.0.1:5000"))
    #expect(try described(await harness.list(.s3Setup, Harness.bucket)).versioning == .suspended)
    #expect(
      harness.transport.requests.first?.url == "http://127.0.0.1:5000/kaigo-documents/?versioning=")
  }

  @Test(
    "a refusal names the permission as IAM calls it",
    arguments: [
      (0, "Allow s3:GetBucketVersioning "), (1, "Allow s3:GetLifecycleConfiguration "),
      (2, "Allow s3:GetReplicationConfiguration "), (3, "Allow s3:GetEncryptionConfiguration "),
    ])
  func denied(answered: Int, part: String) async throws {
    let good = [Self.versioning("Enabled"), Self.noLifecycle, Self.noReplication]
    let body = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
    let refusal = HTTPResponse(status: 403, body: Array(body.utf8))
    let harness = Harness((good.prefix(answered) + [refusal]).map { .success($0) })
    let fault = try #require(await harness.fault(.s3Setup, Harness.bucket))
    #expect(fault.code == "s3.AccessDenied")
    #expect(fault.message.contains(part), "\(fault.message)")
  }

  @Test("a bucket of another region is told as that")
  func elsewhere() async throws {
    let body = "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>"
    let harness = Harness(HTTPResponse(status: 301, body: Array(body.utf8)))
    let fault = try #require(await harness.fault(.s3Setup, Harness.bucket))
    #expect(fault.message.contains("The bucket lies in another region"))
  }
}
