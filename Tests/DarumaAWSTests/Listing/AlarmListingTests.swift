import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing alarms")
struct AlarmListingTests {
  private typealias Harness = ListingHarness

  private static func alarm(_ name: String, _ state: String, _ times: String = "") -> String {
    """
    <member><AlarmName>\(name)</AlarmName><AlarmArn>arn:aws:cloudwatch:us-east-1:123456789012:alarm:\(name)</AlarmArn>\
    <StateValue>\(state)</StateValue>\(times)</member>
    """
  }

  private static func page(_ metric: String, composite: String = "", next: String? = nil) -> HTTPResponse {
    .query(
      "DescribeAlarms",
      "<MetricAlarms>\(metric)</MetricAlarms><CompositeAlarms>\(composite)</CompositeAlarms>"
        + (next.map { "<NextToken>\($0)</NextToken>" } ?? ""))
  }

  private static func fact(_ listed: Listed?) -> AlarmChanged? {
    guard case .alarmChanged(let fact)? = listed?.fact else { return nil }
    return fact
  }

  @Test("metric and composite alarms of all pages, since they entered their state")
  func pages() async throws {
    let times = "<StateUpdatedTimestamp>2026-11-24T03:50:00Z</StateUpdatedTimestamp>"
    let transition = "<StateTransitionedTimestamp>2026-11-24T03:42:00Z</StateTransitionedTimestamp>"
    let harness = Harness(
      Self.page(Self.alarm("prod-a-1", "ALARM", times + transition), next: "more"),
      Self.page("", composite: Self.alarm("prod-b-1", "OK", times) + Self.alarm("prod-other", "ALARM")))
    let found = try await harness.list(.cloudWatchAlarms, alarms: ["prod-*-1"])
    #expect(found.count == 2, "what only the beginning of the name brought in is left out")
    #expect(Self.fact(found.first)?.since == Harness.instant("2026-11-24T03:42:00Z"))
    #expect(Self.fact(found.first)?.state == .alarm)
    #expect(Self.fact(found.last)?.composite == true)
    #expect(Self.fact(found.last)?.since == Harness.instant("2026-11-24T03:50:00Z"))
    #expect(
      harness.transport.bodies == [
        "Action=DescribeAlarms&Version=2010-08-01&AlarmNamePrefix=prod-&AlarmTypes.member.1=MetricAlarm"
          + "&AlarmTypes.member.2=CompositeAlarm",
        "Action=DescribeAlarms&Version=2010-08-01&AlarmNamePrefix=prod-&AlarmTypes.member.1=MetricAlarm"
          + "&AlarmTypes.member.2=CompositeAlarm&NextToken=more",
      ])
  }

  @Test("whole names are asked for together, beginnings one by one, and none that another covers")
  func questions() async throws {
    let harness = Harness(Self.page(""), Self.page(""), Self.page(""))
    _ = try await harness.list(.cloudWatchAlarms, alarms: ["b", "a", "prod-*", "prod-region-*", "dr-*-api"])
    #expect(
      harness.transport.bodies.map { $0.replacing("Action=DescribeAlarms&Version=2010-08-01&", with: "") }
        .map { $0.replacing("&AlarmTypes.member.1=MetricAlarm&AlarmTypes.member.2=CompositeAlarm", with: "") } == [
          "AlarmNames.member.1=a&AlarmNames.member.2=b", "AlarmNamePrefix=dr-", "AlarmNamePrefix=prod-",
        ])
  }

  @Test("no access is said with the permission that is missing")
  func denied() async throws {
    let harness = Harness(
      HTTPResponse(
        status: 403, headers: [],
        body: Array(
          "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>".utf8)))
    let lister = harness.lister
    let fault = await #expect(throws: CloudFault.self) {
      _ = try await lister.list(ListingRequest(kind: .cloudWatchAlarms, region: "us-east-1", alarms: ["a"]))
    }
    #expect(fault?.message.contains("Allow cloudwatch:DescribeAlarms ") == true)
  }
}
