import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing the notices of AWS Health")
struct HealthListingTests {
  private typealias Harness = ListingHarness

  private static func notice(_ category: String, _ scope: String, _ status: String = "open") -> String {
    """
    {"arn":"arn:aws:health:us-west-2::event/RDS/X/1","service":"RDS","eventTypeCode":"AWS_RDS_OPERATIONAL_ISSUE",\
    "eventTypeCategory":"\(category)","region":"us-west-2","startTime":\(Harness.epoch("2026-11-24T03:00:00Z")),\
    "lastUpdatedTime":\(Harness.epoch("2026-11-24T03:30:00Z")),"statusCode":"\(status)","eventScopeCode":"\(scope)"}
    """
  }

  @Test("open faults of the region, asked where AWS Health answers")
  func open() async throws {
    let harness = Harness(
      .ok(#"{"events":[\#(Self.notice("issue", "PUBLIC"))],"nextToken":"more"}"#),
      .ok(#"{"events":[\#(Self.notice("accountNotification", "ACCOUNT_SPECIFIC"))]}"#))
    let found = try await harness.list(.healthEvents, in: Harness.recovery)
    #expect(
      found == [
        Listed(
          resource: nil, at: Harness.instant("2026-11-24T03:30:00Z"),
          fact: .healthNoticed(
            HealthNoticed(
              notice: "arn:aws:health:us-west-2::event/RDS/X/1", service: "RDS", impactedRegion: "us-west-2",
              status: .open, startedAt: Harness.instant("2026-11-24T03:00:00Z"), code: "AWS_RDS_OPERATIONAL_ISSUE",
              scope: .everyone, category: .issue)))
      ])
    #expect(harness.transport.requests.map(\.url).allSatisfy { $0 == "https://health.us-east-1.amazonaws.com/" })
    #expect(harness.transport.bodies.first?.contains(#""regions":["us-west-2"]"#) == true)
  }

  @Test("without the support plan it is refused at once, with AWS's own code, and not asked elsewhere")
  func notSubscribed() async throws {
    let fault = try #require(
      await Harness(.jsonError(400, "SubscriptionRequiredException")).fault(.healthEvents))
    #expect(fault.code == "health.SubscriptionRequiredException")
    #expect(!fault.isRetriable)
  }
}
