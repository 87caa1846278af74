import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("REST-JSON")
struct RestJSONOperationTests {
  private struct StartCopyJob: RestJSONOperation {
    struct Answer: Decodable, Sendable { var CopyJobId: String }
    struct Job: Encodable { var RecoveryPointArn = "arn:a/b" }

    static let service = AWSService.backup
    static let name = "StartCopyJob"
    static let repetition = Repetition.accumulates

    var method: String { "PUT" }
    var path: String { "/copy-jobs" }
    var document: (any Encodable & Sendable)? { Job() }
  }

  @Test("a segment is encoded as a whole, and an empty one leaves the slash at the end")
  func path() {
    #expect(
      RestPath.of("resources", "arn:aws:s3:::a b/c", "recovery-points", "")
        == "/resources/arn%3Aaws%3As3%3A%3A%3Aa%20b%2Fc/recovery-points/")
  }

  @Test("a path with an ARN is signed as encoded once more, with the slash at its end")
  func signedPath() throws {
    let path = try ListRecoveryPointsByResource(resource: "arn:aws:s3:::a").message().path
    let rules = SigningRules.of(service: AWSService.backup.signingName)
    #expect(
      try CanonicalPath.of(path, rules.path)
        == "/resources/arn%253Aaws%253As3%253A%253A%253Aa/recovery-points/")
  }

  @Test("a body is JSON and says so; the answer is read as JSON")
  func body() async throws {
    let harness = CallHarness([.success(.ok(#"{"CopyJobId":"c-1","More":[]}"#))])
    #expect(try await harness.client.send(StartCopyJob(), in: "us-west-2").CopyJobId == "c-1")
    let request = try #require(harness.transport.requests.first)
    #expect(request.method == "PUT")
    #expect(request.url == "https://backup.us-west-2.amazonaws.com/copy-jobs")
    #expect(request.headers.first == HTTPHeader("Content-Type", "application/json"))
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"RecoveryPointArn":"arn:a/b"}"#)
  }

  @Test("an error's type in a field is read as its code")
  func errorType() async throws {
    let answer = HTTPResponse(
      status: 404,
      headers: [HTTPHeader("x-amzn-ErrorType", "ReplicationNotFound:http://internal.amazon.com/")],
      body: Array(#"{"ErrorCode":"ReplicationNotFound","Message":"none"}"#.utf8))
    let harness = CallHarness([.success(answer)])
    let fault = await harness.fault(of: DescribeReplicationConfigurations(fileSystem: "fs-1"))
    #expect(fault?.code == "elasticfilesystem.ReplicationNotFound")
  }
}
