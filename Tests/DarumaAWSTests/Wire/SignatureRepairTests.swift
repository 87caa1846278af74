import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Refused signatures and credentials")
struct SignatureRepairTests {
  private static let answer = HTTPResponse.ok(
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn><Account>1</Account>"
      + "</GetCallerIdentityResult>"
      + "</GetCallerIdentityResponse>")
  private static let date = HTTPHeader("Date", "Tue, 24 Nov 2026 03:42:00 GMT")
  private static let skewed = HTTPResponse.queryError(403, "SignatureDoesNotMatch", headers: [date])

  @Test("the service's own time corrects the clock, and the call is tried at once")
  func correction() async throws {
    let harness = CallHarness([.success(Self.skewed), .success(Self.answer)])
    _ = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    #expect(harness.signer.record.corrections == [Instant(rfc3339: "2026-11-24T03:42:00Z")])
    #expect(harness.time.pauses.isEmpty)
  }

  @Test("a clock that was right leaves the refusal as it is")
  func clockWasRight() async throws {
    let harness = CallHarness([.success(Self.skewed)], signer: RecordingSigner(correctsClock: false))
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(fault.code == "sts.SignatureDoesNotMatch")
    #expect(fault.kind == .refused)
    #expect(fault.message.contains("clock"))
  }

  @Test("the clock is corrected once in a call")
  func onlyOnce() async throws {
    let harness = CallHarness([.success(Self.skewed), .success(Self.skewed)])
    _ = await harness.fault(of: GetCallerIdentity())
    harness.transport.finish()
    #expect(harness.signer.record.corrections.count == 1)
  }

  @Test("an answer without a readable date corrects nothing")
  func withoutDate() async throws {
    let harness = CallHarness([
      .success(.queryError(403, "RequestTimeTooSkewed", headers: [HTTPHeader("Date", "yesterday")]))
    ])
    _ = await harness.fault(of: GetCallerIdentity())
    #expect(harness.signer.record.corrections.isEmpty)
  }

  @Test("expired credentials are renewed once, and the call is tried at once")
  func renewal() async throws {
    let expired = HTTPResponse.queryError(403, "ExpiredToken")
    let harness = CallHarness([.success(expired), .success(Self.answer)])
    _ = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    #expect(harness.signer.record.renewals == 1)

    let again = CallHarness([.success(expired), .success(expired)])
    let fault = try #require(await again.fault(of: GetCallerIdentity()))
    again.transport.finish()
    #expect(fault.isRetriable)
    #expect(fault.message.contains("credentials"))
  }

  @Test("without credentials nothing is sent")
  func noCredentials() async throws {
    let fault = CloudFault(kind: .refused, code: "aws.no-credentials", message: "none", isRetriable: true)
    let harness = CallHarness([], signer: RecordingSigner(fault: fault))
    #expect(await harness.fault(of: GetCallerIdentity()) == fault)
    #expect(harness.transport.requests.isEmpty)
  }
}
