import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Copies across regions carry a signed address of the region that they come from")
struct CopySourceTests {
  static let database = AWSCall(
    .rds, "CopyDBSnapshot", .createsNamed,
    [
      "SourceDBSnapshotIdentifier": "arn:aws:rds:us-east-1:123456789012:snapshot:s",
      "TargetDBSnapshotIdentifier": "t", "KmsKeyId": "alias/k",
    ], copiesFrom: "us-east-1")
  static let volume = AWSCall(
    .ec2, "CopySnapshot", .accumulates, ["SourceSnapshotId": "snap-1", "SourceRegion": "us-east-1"],
    copiesFrom: "us-east-1")

  /// Signatures that botocore 1.43 makes of the same calls, at 2015-08-30T12:36:00Z.
  static let references = [
    (database, "PreSignedUrl", "a7f347bdcdfe583e54f69ab3b3db3f064db976c077085462a9fabae4c4851b1c"),
    (volume, "PresignedUrl", "7156ccb6779a7a1a96c406a41202d8287ab00325ea5117038bac603171f76074"),
  ]

  @Test("as botocore signs it", arguments: references)
  func address(call: AWSCall, member: String, signature: String) async throws {
    let answer = HTTPResponse.ok("<\(call.operation)Response/>")
    let transport = ScriptedTransport([.success(answer)])
    let client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings()),
      signer: CredentialSigner(FixedCredentials(SigV4SignerTests.credentials), now: { SigV4SignerTests.now }))
    _ = try await client.send(call, in: "us-west-2")
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://\(call.service.endpointPrefix).us-west-2.amazonaws.com/")
    let form = Self.pairs(String(decoding: request.body, as: UTF8.self))
    #expect(form["DestinationRegion"] == (call.service == .ec2 ? "us-west-2" : nil))
    let address = try RequestURL(try #require(form[member]))
    #expect(address.host == "\(call.service.endpointPrefix).us-east-1.amazonaws.com")
    let query = Self.pairs(address.query ?? "")
    #expect(query["Action"] == call.operation && query["DestinationRegion"] == "us-west-2")
    #expect(query["X-Amz-Expires"] == "3600" && query["X-Amz-Signature"] == signature)
  }

  @Test("nothing is sent where it can't be signed, or where the service takes none")
  func unsigned() async throws {
    let fault = CloudFault(kind: .unavailable, code: "credentials.none", message: "none", isRetriable: true)
    let harness = CallHarness([], signer: RecordingSigner(fault: fault))
    #expect(
      await #expect(throws: CloudFault.self) { try await harness.client.send(Self.volume, in: "us-west-2") } == fault)
    let other = CallHarness([])
    let call = AWSCall(.ecs, "A", .reads, copiesFrom: "us-east-1")
    let refusal = await #expect(throws: CloudFault.self) { try await other.client.send(call, in: "us-west-2") }
    #expect(refusal?.code == "ecs.UnwritableRequest")
  }

  private static func pairs(_ form: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for pair in form.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      pairs[String(parts[0])] = CanonicalText.decode(parts[1]).map { String(decoding: $0, as: UTF8.self) }
    }
    return pairs
  }
}
