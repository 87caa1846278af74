import DarumaCore
import Testing

@testable import DarumaFeeds

@Suite("AWS Health")
struct HealthTests {
  private let arn = "arn:aws:health:us-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/X"

  private func event(
    _ members: String, region: String = "us-east-1", time: String = "2026-11-24T03:42:10Z",
    account: String = "012345678901", category: String = "issue"
  ) -> Decoded {
    decode(
      Made.event(
        "aws.health", "AWS Health Event",
        detail: """
          {"eventArn":"\(arn)","service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE",\
          "eventTypeCategory":"\(category)",\(members)}
          """, region: region, time: time, account: account))
  }

  private func notice(_ decoded: Decoded) throws -> HealthNoticed {
    guard case .healthNoticed(let notice) = try #require(decoded.signals.first).fact else {
      throw Mismatch(decoded)
    }
    return notice
  }

  private static let members = """
    "eventScopeCode":"PUBLIC","communicationId":"c-1","startTime":"Tue, 24 Nov 2026 03:40:00 GMT",\
    "lastUpdatedTime":"Tue, 24 Nov 2026 03:41:00 GMT","statusCode":"open","eventRegion":"us-east-1"
    """

  @Test("a public event in two regions, for two accounts, in two pages is one fact")
  func oneID() {
    let routes = [
      event(HealthTests.members),
      event(HealthTests.members, region: "us-west-2", time: "2026-11-24T03:45:00Z"),
      event(HealthTests.members, account: "210987654321"),
      event(HealthTests.members.replacing("\"c-1\"", with: "\"c-1-2\",\"page\":\"2\",\"totalPages\":\"2\"")),
    ]
    #expect(routes.flatMap(\.signals).count == 4)
    #expect(Set(routes.flatMap(\.signals).map(\.id)).count == 1)
    #expect(Set(routes.flatMap(\.signals).map(\.region)) == ["us-east-1"])
  }

  @Test("an update and a change of status are facts of their own")
  func updates() {
    let later = HealthTests.members.replacing("03:41:00", with: "04:41:00")
    let closed = HealthTests.members.replacing("\"open\"", with: "\"closed\"")
    #expect(Set([HealthTests.members, later, closed].flatMap { event($0).signals }.map(\.id)).count == 3)
  }

  @Test("the impacted region is not the envelope's")
  func region() throws {
    let decoded = event(
      HealthTests.members.replacing("\"us-east-1\"", with: "\"eu-west-1\""), region: "us-west-2")
    #expect(try notice(decoded).impactedRegion == "eu-west-1")
    #expect(decoded.signals.first?.region == "eu-west-1")
    let older = event(#""startTime":"Tue, 24 Nov 2026 03:40:00 GMT""#, region: "us-west-2")
    #expect(try notice(older).impactedRegion == "us-east-1")
  }

  @Test("an event whose end has passed is over, though its status says open")
  func over() throws {
    let decoded = event(HealthTests.members + #","endTime":"Tue, 24 Nov 2026 03:42:00 GMT""#)
    #expect(try notice(decoded).status == .closed)
    #expect(decoded.signals.first?.at == time("2026-11-24T03:42:00Z"))
    let ahead = event(HealthTests.members + #","endTime":"Tue, 24 Nov 2026 05:42:00 GMT""#)
    #expect(try notice(ahead).status == .open)
    #expect(ahead.signals.first?.at == time("2026-11-24T03:40:00Z"))
  }

  @Test("without a status the times tell it; a fault is never upcoming")
  func derived() throws {
    let future = #""startTime":"Wed, 25 Nov 2026 03:40:00 GMT""#
    #expect(try notice(event(future, category: "scheduledChange")).status == .upcoming)
    #expect(try notice(event(future)).status == .open)
    let past = #""startTime":"Mon, 23 Nov 2026 03:40:00 GMT","endTime":"Mon, 23 Nov 2026 05:40:00 GMT""#
    #expect(try notice(event(past)).status == .closed)
  }

  @Test("scope, category and an expected duration are passed on where they are said")
  func details() throws {
    let full = try notice(event(HealthTests.members + #","eventMetadata":{"expectedDuration":"PT4H"}"#))
    #expect(full.scope == .everyone)
    #expect(full.category == .issue)
    #expect(full.expectedDuration == .hours(4))
    let bare = try notice(event(#""startTime":"Tue, 24 Nov 2026 03:40:00 GMT""#))
    #expect(bare.scope == nil && bare.expectedDuration == nil)
    let odd = event(HealthTests.members + #","eventMetadata":{"expectedDuration":"4 hours"}"#)
    #expect(try notice(odd).expectedDuration == nil, "what cannot be read of it costs nothing")
  }

  @Test("notifications announce no fault; unknown words are refused")
  func others() {
    #expect(event("\"x\":1", category: "accountNotification").ignored.count == 1)
    #expect(event("\"x\":1", category: "party").problems.map(\.code) == [.unknownValue])
    #expect(event(#""statusCode":"ajar""#).problems.map(\.place) == ["detail.statusCode"])
    #expect(event(#""startTime":"{{startTime}}""#).problems.map(\.code) == [.notATime])
  }
}
