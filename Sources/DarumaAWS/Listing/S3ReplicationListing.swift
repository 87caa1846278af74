internal import DarumaCore

/// `s3.replication`: how far a bucket's replica is behind, by CloudWatch.
///
/// `ReplicationLatency` is published in the region of the destination bucket (Amazon S3 User Guide, "Using S3
/// Replication metrics"), so it is asked for in the regions that the resource's rules replicate to, and only
/// where they name none in the region of the request. That also works while the primary region is down.
///
/// Each rule has a metric of its own. The bucket's replica is as far as the slowest of them. A rule without a
/// recent datapoint says nothing: no data is not zero lag.
struct S3ReplicationListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  /// How far back datapoints are looked for.
  static let recent = Span.minutes(15)
  /// What one datapoint stands for: S3 publishes one a minute.
  static let period = Span.minutes(1)

  private static let namespace = "AWS/S3"
  private static let name = "ReplicationLatency"

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    let copies = Set(resource.protection.filter { $0.kind == .replication }.compactMap(\.copyTo))
    var measures: [Measure] = []
    for destination in copies.isEmpty ? [region] : copies.sorted() {
      measures += try await newest(of: resource.arn.resource, in: destination)
    }
    guard let slowest = measures.min(by: { ($0.syncedTo, $0.at) < ($1.syncedTo, $1.at) }) else { return [] }
    return [
      Listed(
        resource: resource.arn, at: slowest.at,
        fact: .replicationMeasured(
          ReplicationMeasured(
            // As the metric streams have it, so that both routes speak of one replica.
            toRegion: Region(""), lag: slowest.lag, metric: "\(Self.namespace) \(Self.name)")))
    ]
  }

  private struct Measure {
    var at: Instant
    var lag: Span

    var syncedTo: Instant { at - lag }
  }

  /// The newest datapoint of each rule that has one.
  private func newest(of bucket: String, in region: Region) async throws(CloudFault) -> [Measure] {
    let wanted = Metric(
      namespace: Self.namespace, name: Self.name, dimensions: [Metric.Dimension("SourceBucket", bucket)])
    var metrics = try await client.all(ListMetrics(like: wanted), in: region)[...]
    let until = now()
    var measures: [Measure] = []
    while !metrics.isEmpty {
      let some = Array(metrics.prefix(GetMetricData.maximumMetrics))
      metrics = metrics.dropFirst(some.count)
      let question = GetMetricData(
        some, statistic: "Maximum", period: Self.period, from: until - Self.recent, until: until)
      var found: [Int: Measure] = [:]
      for series in try await client.all(question, in: region) {
        try Self.check(series, in: region)
        for datapoint in series.datapoints {
          guard let measure = Self.measure(datapoint),
            found[series.metric].map({ $0.at < measure.at }) ?? true
          else { continue }
          found[series.metric] = measure
        }
      }
      measures += found.values
    }
    return measures
  }

  /// CloudWatch answers for each metric by itself, whether it could.
  private static func check(_ series: GetMetricData.Series, in region: Region) throws(CloudFault) {
    switch series.status {
    case "Complete", "PartialData": return
    case "Forbidden":
      throw CloudFault(
        kind: .refused, code: "monitoring.Forbidden",
        message: "CloudWatch GetMetricData in \(region) may not read \(namespace) \(name). "
          + Remedy.forRefusal("AccessDenied", action: GetMetricData.permission), isRetriable: false)
    default:
      throw CloudFault(
        kind: .unavailable, code: "monitoring.\(series.status)",
        message:
          "CloudWatch GetMetricData in \(region) could not read \(namespace) \(name): \(series.status)."
          + " It is asked again in the next round.", isRetriable: true)
    }
  }

  /// Seconds, rounded up to the millisecond. Below zero is no lag that anyone measured.
  private static func measure(_ datapoint: GetMetricData.Series.Datapoint) -> Measure? {
    let milliseconds = (datapoint.value * 1000).rounded(.up)
    guard milliseconds >= 0, milliseconds < Self.longestMilliseconds else { return nil }
    return Measure(at: datapoint.at, lag: Span(milliseconds: Int64(milliseconds)))
  }

  /// A hundred years: more is no lag.
  private static let longestMilliseconds = 3.2e12
}
