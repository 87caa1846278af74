import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Trying again")
struct RetryTests {
  private static let answer = HTTPResponse.ok(
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn><Account>1</Account>"
      + "</GetCallerIdentityResult>"
      + "</GetCallerIdentityResponse>")
  private static let started = HTTPResponse.ok(
    "<RestoreDBInstanceFromDBSnapshotResponse><RestoreDBInstanceFromDBSnapshotResult><DBInstance>"
      + "<DBInstanceIdentifier>i</DBInstanceIdentifier></DBInstance></RestoreDBInstanceFromDBSnapshotResult>"
      + "</RestoreDBInstanceFromDBSnapshotResponse>")
  private static let change = RestoreDBInstanceFromDBSnapshot(instance: "i", snapshot: "s")

  static let passingFailures: [ScriptedTransport.Reply] = [
    .success(.queryError(400, "Throttling")), .success(.queryError(500, "InternalFailure")),
    .success(HTTPResponse(status: 502)), .success(HTTPResponse(status: 503)),
    .success(HTTPResponse(status: 429)), .failure(TransportError(.unreachable, "no")),
    .failure(TransportError(.interrupted, "no")), .failure(TransportError(.timedOut, "no")),
  ]

  @Test("a reading call is tried again after every passing failure", arguments: passingFailures)
  func reads(failure: ScriptedTransport.Reply) async throws {
    let harness = CallHarness([failure, failure, .success(Self.answer)])
    _ = try await harness.client.send(GetCallerIdentity(), in: "us-west-2")
    harness.transport.finish()
    #expect(harness.time.pauses == [.milliseconds(200), .milliseconds(400)])
  }

  @Test(
    "a changing call is tried again only where it was not carried out",
    arguments: [
      .success(.queryError(400, "Throttling")), .success(.queryError(503, "SlowDown")),
      .failure(TransportError(.unreachable, "no")),
    ] as [ScriptedTransport.Reply])
  func changesNotCarriedOut(failure: ScriptedTransport.Reply) async throws {
    let harness = CallHarness([failure, .success(Self.started)])
    _ = try await harness.client.send(Self.change, in: "us-west-2")
    harness.transport.finish()
    #expect(harness.transport.bodies[0] == harness.transport.bodies[1])
  }

  @Test(
    "a changing call whose outcome is unknown is sent once and handed up",
    arguments: [
      .success(.queryError(500, "InternalFailure")), .success(HTTPResponse(status: 502)),
      .success(.queryError(503, "ServiceUnavailable")), .success(.ok("<html>welcome</html>")),
      .success(.ok("")),
      .failure(TransportError(.interrupted, "no")), .failure(TransportError(.timedOut, "no")),
      .failure(TransportError(.tooLarge, "no")), .failure(TransportError(.cancelled, "no")),
    ] as [ScriptedTransport.Reply])
  func unknownOutcome(failure: ScriptedTransport.Reply) async throws {
    let harness = CallHarness([failure])
    let fault = try #require(await harness.fault(of: Self.change))
    #expect(fault.kind == .outcomeUnknown)
    #expect(fault.isRetriable)
    #expect(fault.message.contains("look for its name before sending it again"))
    #expect(harness.transport.requests.count == 1)
  }

  @Test("tries are counted, and the last failure says how many there were")
  func bounded() async throws {
    let harness = CallHarness(
      Array(repeating: .success(.queryError(400, "Throttling")), count: 3),
      policy: RetryPolicy(maximumTries: 3))
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    harness.transport.finish()
    #expect(fault.kind == .throttled)
    #expect(fault.code == "sts.Throttling")
    #expect(fault.message.hasSuffix("(Tried 3 times.)"))
  }

  @Test("no try begins after the total time")
  func totalTime() async throws {
    let time = ManualPacing()
    time.pass(.seconds(1000))
    let policy = RetryPolicy(maximumTries: 100, totalTime: .seconds(2), firstPause: .milliseconds(500))
    // Pauses of 0.5 s and 1 s fit into 2 s; the next of 2 s does not.
    let harness = CallHarness(
      Array(repeating: .failure(TransportError(.unreachable, "no")), count: 3), time: time, policy: policy)
    let fault = try #require(await harness.fault(of: GetCallerIdentity()))
    harness.transport.finish()
    #expect(fault.kind == .unavailable)
    #expect(time.pauses == [.milliseconds(500), .seconds(1)])
  }

  @Test("pauses double up to the longest, and chance shortens them")
  func pauses() async throws {
    let time = ManualPacing(fraction: 0.5)
    let policy = RetryPolicy(
      maximumTries: 6, totalTime: .seconds(60), firstPause: .seconds(1), longestPause: .seconds(3))
    let harness = CallHarness(
      Array(repeating: .failure(TransportError(.unreachable, "no")), count: 6), time: time, policy: policy)
    _ = await harness.fault(of: GetCallerIdentity())
    #expect(time.pauses == [0.5, 1, 1.5, 1.5, 1.5].map { .seconds($0) })
  }

  @Test("being cancelled while waiting ends the call with nothing under way")
  func cancelled() async throws {
    let harness = CallHarness(
      [.success(.queryError(400, "Throttling"))], time: ManualPacing(isCancelled: true))
    let fault = try #require(await harness.fault(of: Self.change))
    #expect(fault.kind == .unavailable)
    #expect(fault.code == "rds.Cancelled")
  }

  @Test(
    "what is refused is not tried again",
    arguments: [
      .success(.queryError(403, "AccessDenied")), .success(.queryError(404, "DBSnapshotNotFound")),
      .success(.queryError(301, "PermanentRedirect")), .success(.queryError(404, "NoSuchHostedZone")),
      .failure(TransportError(.invalidRequest, "no")),
    ] as [ScriptedTransport.Reply])
  func refused(failure: ScriptedTransport.Reply) async throws {
    let harness = CallHarness([failure])
    let fault = try #require(await harness.fault(of: Self.change))
    #expect(fault.kind == .refused)
    #expect(!fault.isRetriable)
  }

  @Test(
    "trouble on the way ends the call and not the step: a portal's certificate, a page without end",
    arguments: [(.untrusted, .unavailable), (.tooLarge, .unintelligible)]
      as [(TransportError.Code, CloudFault.Kind)])
  func onTheWay(code: TransportError.Code, kind: CloudFault.Kind) async throws {
    let reading = try #require(
      await CallHarness([.failure(TransportError(code, "no"))]).fault(of: GetCallerIdentity()))
    #expect(reading.kind == kind && reading.isRetriable)
    let changing = try #require(await CallHarness([.failure(TransportError(code, "no"))]).fault(of: Self.change))
    #expect(changing.isRetriable && changing.kind == (code == .untrusted ? .unavailable : .outcomeUnknown))
  }

  @Test("every try is signed anew")
  func signedAnew() async throws {
    let harness = CallHarness([.success(HTTPResponse(status: 503)), .success(Self.answer)])
    _ = try await harness.client.send(GetCallerIdentity(), in: "eu-west-1")
    #expect(harness.transport.requests.map { $0.headers.last?.value } == ["signature 1", "signature 2"])
    #expect(
      harness.signer.record.scopes
        == Array(repeating: SigningScope(service: "sts", region: "eu-west-1"), count: 2))
  }
}
