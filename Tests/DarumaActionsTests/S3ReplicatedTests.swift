import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("s3.replicated")
struct S3ReplicatedTests {
  private static func effect(_ changes: [String: Document] = [:]) throws -> Effect {
    let traits = try #require(ActionCatalog.table["s3.replicated"]).traits
    let parameters: [String: Document] = ["bucket": "files", "within": "15m"]
    return .sample(
      Action(
        name: "s3.replicated", region: "us-west-2", parameters: parameters.merging(changes) { $1 }, traits: traits))
  }

  private static let date = HTTPHeader("Date", "Tue, 24 Nov 2026 03:42:00 GMT")

  private static func metric(
    _ rule: String, source: String = "files", destination: String = "replica", name: String = "ReplicationLatency"
  ) -> String {
    func dimension(_ name: String, _ value: String) -> String {
      "<member><Name>\(name)</Name><Value>\(value)</Value></member>"
    }
    return "<member><Namespace>AWS/S3</Namespace><MetricName>\(name)</MetricName><Dimensions>"
      + dimension("SourceBucket", source) + dimension("DestinationBucket", destination) + dimension("RuleId", rule)
      + "</Dimensions></member>"
  }

  private static func metrics(_ metrics: String..., dated: Bool = true) -> HTTPResponse {
    .ok(
      "<ListMetricsResponse><ListMetricsResult><Metrics>\(metrics.joined())</Metrics></ListMetricsResult>"
        + "</ListMetricsResponse>", headers: dated ? [date] : [])
  }

  private static func series(
    _ id: String, _ points: [(String, String)], status: String = "Complete"
  ) -> String {
    let times = points.map { "<member>2026-11-24T03:\($0.0):00Z</member>" }.joined()
    let values = points.map { "<member>\($0.1)</member>" }.joined()
    return "<member><Id>\(id)</Id><Timestamps>\(times)</Timestamps><Values>\(values)</Values>"
      + "<StatusCode>\(status)</StatusCode></member>"
  }

  private static func data(_ series: String...) -> HTTPResponse {
    .ok(
      "<GetMetricDataResponse><GetMetricDataResult><MetricDataResults>\(series.joined())</MetricDataResults>"
        + "</GetMetricDataResult></GetMetricDataResponse>")
  }

  private static func probe(_ changed: String) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: [date, HTTPHeader("Last-Modified", changed), HTTPHeader("x-amz-request-id", "R1")])
  }

  private static func cloud(_ replies: [HTTPResponse]) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static func done(_ behind: String, pending: String? = nil) -> Observation {
    var outputs = ["behind": behind]
    outputs["pending"] = pending
    return .done(outputs: outputs, by: .unknown)
  }

  private static let name = "the replica in replica by rule"

  @Test(
    "the slowest rule counts, by its newest measure and how old that is",
    arguments: [
      (data(series("l0", [("40", "30.5")])), done("2m30s500ms")),
      (data(series("l0", [("38", "600"), ("40", "30"), ("39", "900")])), done("2m30s")),
      (data(series("l0", [("40", "780")])), done("15m")),
      (
        data(series("l0", [("40", "780.001")])),
        .inProgress("\(name) a is 15m1ms behind, and may be 15m")
      ),
      (data(series("l0", [])), .inProgress("nothing is measured of \(name) a")),
      (data(), .inProgress("nothing is measured of \(name) a")),
    ] as [(HTTPResponse, Observation)])
  func one(answer: HTTPResponse, is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud([Self.metrics(Self.metric("a")), answer])
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    let asked = transport.requests.map { Asked($0) }
    #expect(asked.map(\.operation) == ["ListMetrics", "GetMetricData"])
    #expect(asked[0].form["Dimensions.member.1.Value"] == "files" && asked[0].form["Dimensions.member.2.Value"] == nil)
    #expect(asked[0].form["RecentlyActive"] == "PT3H" && asked[0].host == "monitoring.us-west-2.amazonaws.com")
    #expect(
      asked[1].form["StartTime"] == "2026-11-24T03:27:00.000Z" && asked[1].form["EndTime"] == "2026-11-24T03:42:00.000Z"
    )
    let query = "MetricDataQueries.member.2.MetricStat"
    #expect(asked[1].form["\(query).Metric.MetricName"] == "OperationsPendingReplication")
    #expect(
      asked[1].form["\(query).Metric.Dimensions.member.3.Value"] == "a" && asked[1].form["\(query).Stat"] == "Maximum")
  }

  @Test("each rule has to have caught up, and to have left no more than may be")
  func several() async throws {
    let rules = Self.metrics(Self.metric("a"), Self.metric("b"))
    func seen(_ series: String..., most: Int64 = 5) async throws -> Observation {
      let data = HTTPResponse.ok(
        "<GetMetricDataResponse><GetMetricDataResult><MetricDataResults>\(series.joined())</MetricDataResults>"
          + "</GetMetricDataResult></GetMetricDataResponse>")
      let effect = try Self.effect(["pendingAtMost": .integer(most), "destination": "replica"])
      return try await Self.cloud([rules, data]).cloud.observe(effect)
    }
    let (first, second) = (Self.series("l0", [("41", "0")]), Self.series("l1", [("40", "10")]))
    let (none, five) = (Self.series("p0", [("41", "0")]), Self.series("p1", [("41", "5")]))
    #expect(try await seen(first, second, none, five) == Self.done("2m10s", pending: "5"))
    #expect(
      try await seen(first, second, none, five, most: 4)
        == .inProgress("\(Self.name) b has 5 operations left, and may have 4"))
    #expect(try await seen(first, second, none) == .inProgress("nothing is measured of \(Self.name) b"))
    #expect(try await seen(first, none, five) == .inProgress("nothing is measured of \(Self.name) b"))
  }

  @Test("without a metric nothing is said to have caught up")
  func none() async throws {
    guard case .inProgress(let text) = try await Self.cloud([Self.metrics()]).cloud.observe(try Self.effect()) else {
      Issue.record("it was not waited for")
      return
    }
    #expect(text.contains("has no metric of a replication of files"))
  }

  @Test("a probe's replica must be new enough, by the clock of S3")
  func probed() async throws {
    func seen(_ answer: HTTPResponse) async throws -> (Observation, HTTPRequest?) {
      let (cloud, transport) = Self.cloud([
        Self.metrics(Self.metric("a")), Self.data(Self.series("l0", [("41", "0")])), answer,
      ])
      let seen = try await cloud.observe(try Self.effect(["destination": "replica", "probe": "beat/now"]))
      return (seen, transport.requests.last)
    }
    let (fresh, request) = try await seen(Self.probe("Tue, 24 Nov 2026 03:27:00 GMT"))
    #expect(fresh == Self.done("1m"))
    #expect(request?.method == "HEAD" && request?.url == "https://replica.s3.us-west-2.amazonaws.com/beat/now")
    #expect(
      try await seen(Self.probe("Tue, 24 Nov 2026 03:26:59 GMT")).0
        == .inProgress("object beat/now in replica is 15m1s old, and may be 15m"))
    let missing = HTTPResponse(status: 404, headers: [HTTPHeader("x-amz-request-id", "R1")])
    #expect(try await seen(missing).0 == .inProgress("there is no object beat/now in replica"))
    await #expect(throws: CloudFault.self) { try await seen(Self.probe("yesterday")) }
  }

  @Test(
    "what says nothing of the bucket, or makes no sense, proves nothing",
    arguments: [
      ([metrics(metric("a"), dated: false)], "monitoring.UnreadableAnswer"),
      (
        [.ok("<ListMetricsResponse><ListMetricsResult/></ListMetricsResponse>", headers: [date])],
        "monitoring.UnreadableAnswer"
      ),
      ([metrics(metric("a", source: "other"))], "monitoring.UnreadableAnswer"),
      ([metrics(metric("a", name: "BytesPendingReplication"))], "monitoring.UnreadableAnswer"),
      (
        [
          metrics(metric("a")), .ok("<GetMetricDataResponse><GetMetricDataResult/></GetMetricDataResponse>"),
        ], "monitoring.UnreadableAnswer"
      ),
      ([metrics(metric("a")), data(series("l0", [("40", "-1")]))], "monitoring.UnreadableAnswer"),
      ([metrics(metric("a")), data(series("l0", [("40", "1e300")]))], "monitoring.UnreadableAnswer"),
      ([metrics(metric("a")), data(series("l0", [("99", "1")]))], "monitoring.UnreadableAnswer"),
      ([metrics(metric("a")), data(series("l0", [("40", "soon")]))], "monitoring.UnreadableAnswer"),
      ([metrics(metric("a")), data(series("l0", [], status: "Forbidden"))], "monitoring.Forbidden"),
    ] as [([HTTPResponse], String)])
  func never(answers: [HTTPResponse], code: String) async throws {
    let (cloud, _) = Self.cloud(answers)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == true)
  }
}
