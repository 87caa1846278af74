import AWSTestSupport
import DarumaAWS
import DarumaCore
import Testing

@Suite("Listing how far a bucket's replica is behind")
struct S3ReplicationListingTests {
  private typealias Harness = ListingHarness

  private static let copied = Harness.resource(
    .s3Bucket, "arn:aws:s3:::kaigo-documents",
    protection: [ProtectionRule(kind: .replication, copyTo: "us-west-2"), ProtectionRule(kind: .versioning)])

  private static func metrics(_ rules: String..., next: String = "") -> HTTPResponse {
    .query(
      "ListMetrics",
      "<Metrics>"
        + rules.map { rule in
          """
          <member><Namespace>AWS/S3</Namespace><MetricName>ReplicationLatency</MetricName><Dimensions>\
          <member><Name>SourceBucket</Name><Value>kaigo-documents</Value></member>\
          <member><Name>RuleId</Name><Value>\(rule)</Value></member></Dimensions></member>
          """
        }.joined() + "</Metrics><NextToken>\(next)</NextToken>")
  }

  private static func series(
    _ index: Int, status: String = "Complete", _ points: (String, String)...
  ) -> String {
    let times = points.map { "<member>2026-11-24T\($0.0)Z</member>" }.joined()
    let values = points.map { "<member>\($0.1)</member>" }.joined()
    return """
      <member><Id>m\(index)</Id><Label>x</Label><StatusCode>\(status)</StatusCode>\
      <Timestamps>\(times)</Timestamps><Values>\(values)</Values></member>
      """
  }

  private static func data(_ series: String..., next: String = "") -> HTTPResponse {
    .query(
      "GetMetricData",
      "<MetricDataResults>\(series.joined())</MetricDataResults><NextToken>\(next)</NextToken>")
  }

  private static func lag(_ milliseconds: Int64, at: String) -> [Listed] {
    [
      Listed(
        resource: copied.arn, at: Harness.instant("2026-11-24T\(at)Z"),
        fact: .replicationMeasured(
          ReplicationMeasured(
            toRegion: "", lag: Span(milliseconds: milliseconds), metric: "AWS/S3 ReplicationLatency")))
    ]
  }

  @Test("the newest datapoint, asked for where the destination is")
  func newest() async throws {
    let harness = Harness(
      Self.metrics("all"), Self.data(Self.series(0, ("03:57:00", "41.0"), ("03:58:00", "12.0004"))))
    #expect(try await harness.list(.s3Replication, Self.copied) == Self.lag(12_001, at: "03:58:00"))
    #expect(
      harness.transport.requests.allSatisfy { $0.url == "https://monitoring.us-west-2.amazonaws.com/" })
    #expect(
      harness.transport.bodies == [
        "Action=ListMetrics&Version=2010-08-01&Namespace=AWS%2FS3&MetricName=ReplicationLatency"
          + "&Dimensions.member.1.Name=SourceBucket&Dimensions.member.1.Value=kaigo-documents"
          + "&RecentlyActive=PT3H",
        "Action=GetMetricData&Version=2010-08-01&MetricDataQueries.member.1.Id=m0"
          + "&MetricDataQueries.member.1.MetricStat.Metric.Namespace=AWS%2FS3"
          + "&MetricDataQueries.member.1.MetricStat.Metric.MetricName=ReplicationLatency"
          + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name=SourceBucket"
          + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value=kaigo-documents"
          + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.2.Name=RuleId"
          + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.2.Value=all"
          + "&MetricDataQueries.member.1.MetricStat.Period=60"
          + "&MetricDataQueries.member.1.MetricStat.Stat=Maximum"
          + "&StartTime=2026-11-24T03%3A45%3A00.000Z&EndTime=2026-11-24T04%3A00%3A00.000Z"
          + "&ScanBy=TimestampDescending",
      ])
  }

  @Test("of several rules the slowest counts, over all pages; one without data says nothing")
  func slowest() async throws {
    let harness = Harness(
      Self.metrics("a", next: "n1"), Self.metrics("b", "c"),
      Self.data(
        Self.series(0, ("03:58:00", "5")), Self.series(1, status: "PartialData", ("03:56:00", "1")),
        Self.series(2), next: "n2"),
      Self.data(Self.series(1, ("03:58:30", "50"), ("03:50:00", "900"))))
    #expect(try await harness.list(.s3Replication, Self.copied) == Self.lag(50_000, at: "03:58:30"))
    #expect(harness.transport.bodies[3].hasSuffix("&NextToken=n2"))
  }

  @Test("no metric, no datapoint, and none that anyone measured: no fact, which is not zero lag")
  func noData() async throws {
    #expect(try await Harness(Self.metrics()).list(.s3Replication, Self.copied).isEmpty)
    let silent = Harness(Self.metrics("a"), Self.data(Self.series(0)))
    #expect(try await silent.list(.s3Replication, Self.copied).isEmpty)
    let negative = Harness(Self.metrics("a"), Self.data(Self.series(0, ("03:58:00", "-1"))))
    #expect(try await negative.list(.s3Replication, Self.copied).isEmpty)
  }

  @Test("without a region to replicate to, the region of the request is asked")
  func sameRegion() async throws {
    let harness = Harness(Self.metrics())
    _ = try await harness.list(.s3Replication, Harness.bucket)
    #expect(harness.transport.requests.map(\.url) == ["https://monitoring.us-east-1.amazonaws.com/"])
  }

  @Test(
    "a metric that could not be read is a fault",
    arguments: [
      ("Forbidden", CloudFault.Kind.refused, "Allow cloudwatch:GetMetricData"),
      ("InternalError", .unavailable, "InternalError"),
    ])
  func unreadable(status: String, kind: CloudFault.Kind, part: String) async throws {
    let harness = Harness(Self.metrics("a"), Self.data(Self.series(0, status: status)))
    let fault = try #require(await harness.fault(.s3Replication, Self.copied))
    #expect(fault.kind == kind)
    #expect(fault.message.contains(part), "\(fault.message)")
  }

  @Test(
    "datapoints that make no sense are a fault",
    arguments: [
      Self.series(0, ("03:58:00", "NaN")), Self.series(0, ("25:58:00", "1")),
      "<member><Id>x</Id></member>",
      "<member><Id>m0</Id><Timestamps><member>2026-11-24T03:58:00Z</member></Timestamps></member>",
    ])
  func nonsense(series: String) async throws {
    let harness = Harness(Self.metrics("a"), Self.data(series))
    #expect(await harness.fault(.s3Replication, Self.copied)?.kind == .unintelligible)
  }

  @Test("the permission is IAM's, not the host's")
  func denied() async throws {
    let harness = Harness(.queryError(403, "AccessDenied"))
    let fault = try #require(await harness.fault(.s3Replication, Self.copied))
    #expect(fault.message.contains("Allow cloudwatch:ListMetrics "))
  }
}
