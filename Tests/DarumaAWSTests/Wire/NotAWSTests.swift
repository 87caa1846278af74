import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("Answers of something that is not AWS, and services that ask for patience")
struct NotAWSTests {
  private static let answer = HTTPResponse.ok(
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn><Account>1</Account>"
      + "</GetCallerIdentityResult></GetCallerIdentityResponse>")
  private static let started = HTTPResponse.ok(
    "<RestoreDBInstanceFromDBSnapshotResponse><RestoreDBInstanceFromDBSnapshotResult><DBInstance>"
      + "<DBInstanceIdentifier>i</DBInstanceIdentifier></DBInstance></RestoreDBInstanceFromDBSnapshotResult>"
      + "</RestoreDBInstanceFromDBSnapshotResponse>")
  private static let change = RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s")

  private static func page(_ status: Int) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPHeader("Content-Type", "text/html")],
      body: Array("<html><body>Blocked by policy</body></html>".utf8))
  }

  @Test("a proxy's page is tried again, by reading and by changing calls", arguments: [302, 403, 404, 407])
  func triedAgain(status: Int) async throws {
    let reading = CallHarness([.success(Self.page(status)), .success(Self.answer)])
    _ = try await reading.client.send(GetCallerIdentity(), in: "us-west-2")
    reading.transport.finish()
    let changing = CallHarness([.success(Self.page(status)), .success(Self.started)])
    _ = try await changing.client.send(Self.change, in: "us-west-2")
    changing.transport.finish()
  }

  @Test("in the end it is named, and may pass; a proxy that wants a sign-in says what to do")
  func named() async throws {
    let harness = CallHarness(Array(repeating: .success(Self.page(407)), count: 4))
    let fault = try #require(await harness.fault(of: Self.change))
    #expect(fault.code == "rds.NotAWS" && fault.kind == .unavailable && fault.isRetriable)
    #expect(fault.message.contains("something that is not AWS: Blocked by policy. [HTTP 407"))
    #expect(fault.message.contains("https_proxy"))
  }

  @Test("a refusal of the service itself is not tried again", arguments: [403, 404])
  func ofService(status: Int) async throws {
    let harness = CallHarness([.success(.queryError(status, "AccessDenied"))])
    #expect(await harness.fault(of: GetCallerIdentity())?.kind == .refused)
  }

  static let patience: [([HTTPHeader], Duration)] = [
    ([HTTPHeader("Retry-After", "7")], .seconds(7)),
    ([HTTPHeader("retry-after", " 7 ")], .seconds(7)),
    (
      [
        HTTPHeader("Date", "Tue, 24 Nov 2026 03:42:00 GMT"),
        HTTPHeader("Retry-After", "Tue, 24 Nov 2026 03:42:09 GMT"),
      ], .seconds(9)
    ),
    // Nothing to count the date from, a date that is over, no time at all: as if nothing was said.
    ([HTTPHeader("Retry-After", "Tue, 24 Nov 2026 03:42:09 GMT")], .milliseconds(200)),
    ([HTTPHeader("Retry-After", "soon")], .milliseconds(200)),
    ([HTTPHeader("Retry-After", "0")], .milliseconds(200)),
  ]

  @Test("Retry-After is waited for", arguments: patience)
  func retryAfter(headers: [HTTPHeader], pause: Duration) async throws {
    let harness = CallHarness([
      .success(.queryError(503, "ServiceUnavailable", headers: headers)), .success(Self.answer),
    ])
    _ = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    #expect(harness.time.pauses == [pause])
  }

  @Test(
    "what is asked for beyond the time of one call ends the call, not the step",
    arguments: [("40", .seconds(40)), ("999999999999999999", RetryAfter.longest)] as [(String, Duration)])
  func tooLong(seconds: String, patience: Duration) async throws {
    let harness = CallHarness([
      .success(.queryError(503, "ServiceUnavailable", headers: [HTTPHeader("Retry-After", seconds)]))
    ])
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(fault.isRetriable && harness.time.pauses.isEmpty)
    // Whoever asked waits for so long.
    #expect(fault.notBefore == patience)
  }

  @Test("where nearly everything fails, further tries are rationed; success gives them back")
  func budget() async throws {
    // A hundred tries beyond the first take 500 tokens.
    let failures = Array(repeating: ScriptedTransport.Reply.success(.queryError(400, "Throttling")), count: 101 + 1)
    let harness = CallHarness(
      failures + [.success(Self.answer), .success(.queryError(400, "Throttling"))],
      policy: RetryPolicy(maximumTries: 1000, totalTime: .seconds(100_000)))
    let first = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(first.message.contains("(Tried 101 times.)"))
    // Nothing is left: one try only.
    let second = try #require(await harness.fault(of: GetCallerIdentity()))
    #expect(!second.message.contains("Tried"))
    _ = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    // One token is not enough for another try.
    #expect(await harness.fault(of: GetCallerIdentity())?.message.contains("Tried") == false)
    harness.transport.finish()
  }
}
