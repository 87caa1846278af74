import AWSTestSupport
import DarumaCore
import Testing

@testable import DarumaAWS

@Suite("The pace of listing")
struct ListingPaceTests {
  private static let keys = (1...14).map { ARN("arn:aws:kms:us-east-1:123456789012:key/k-\($0)") }
  private static func answer(_ key: ARN = keys[0]) -> ScriptedTransport.Reply {
    .success(.ok(#"{"KeyMetadata":{"KeyId":"\#(key.resourceName)","KeyState":"Enabled"}}"#))
  }

  @Test("after a burst, calls go out at the rate")
  func burst() async throws {
    let harness = ListingHarness(Self.keys.map { Self.answer($0) })
    _ = try await harness.list(.kmsKeys, keys: Self.keys)
    #expect(harness.time.pauses == Array(repeating: .milliseconds(200), count: 4))
  }

  @Test("each service and region has a pace of its own")
  func apart() async throws {
    let time = ManualPacing()
    let gate = CallGate(ListingLimits(callsPerSecond: 1, burst: 1), time.pacing)
    try await gate.pass(.kms, "us-east-1")
    try await gate.pass(.kms, "us-west-2")
    try await gate.pass(.rds, "us-east-1")
    #expect(time.pauses.isEmpty)
    try await gate.pass(.kms, "us-east-1")
    #expect(time.pauses == [.seconds(1)])
  }

  @Test("listings share the pace")
  func shared() async throws {
    let replies = Self.keys.prefix(4).map { Self.answer($0) }
    let harness = ListingHarness(replies, limits: ListingLimits(callsPerSecond: 2, burst: 2))
    for key in Self.keys.prefix(4) {
      _ = try await harness.lister.list(ListingRequest(kind: .kmsKeys, region: "us-east-1", keys: [key]))
    }
    #expect(harness.time.pauses == [.milliseconds(500), .milliseconds(500)])
  }

  @Test("calls that come at the same moment wait one after the other")
  func queue() {
    var bucket = TokenBucket(perSecond: 5, size: 2)
    #expect(
      (0..<5).map { _ in bucket.take(at: .seconds(9)) } == [0, 0, 200, 400, 600].map { .milliseconds($0) })
  }

  @Test("tokens come back with time, up to a whole bucket")
  func refill() {
    var bucket = TokenBucket(perSecond: 5, size: 2)
    _ = (0..<3).map { _ in bucket.take(at: .zero) }
    #expect(bucket.take(at: .milliseconds(400)) == .zero)
    #expect(bucket.take(at: .milliseconds(400)) == .milliseconds(200))
    #expect(
      (0..<3).map { _ in bucket.take(at: .seconds(3600)) } == [.zero, .zero, .milliseconds(200)])
  }

  @Test("being cancelled while waiting sends nothing")
  func cancelled() async throws {
    let harness = ListingHarness(
      [Self.answer()], limits: ListingLimits(callsPerSecond: 1, burst: 1),
      time: ManualPacing(isCancelled: true))
    let fault = try #require(await harness.fault(.kmsKeys, keys: Array(Self.keys.prefix(2))))
    #expect(fault.code == "kms.Cancelled")
    #expect(harness.transport.requests.count == 1)
  }
}
