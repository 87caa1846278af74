import DarumaCore

/// A datapoint of a CloudWatch metric stream in JSON.
/// (Amazon CloudWatch User Guide, "Metric streams JSON format".)
///
/// Key: metric, dimensions, account, region and time of the datapoint.
///
/// Of the metrics that tell how far a replica is behind the maximum is taken; the lag is rounded up to the
/// millisecond. The unit is the datapoint's own: the same idea comes in seconds and in milliseconds, and one
/// without either is refused. No datapoint, and -1, are unknown, which is not zero.
enum MetricStreams {
  static func read(_ point: JSONValue, into findings: inout Findings) throws(Problem) {
    let namespace = try point.required("namespace")
    let name = try point.required("metric_name")
    try name.expect(.text)
    guard let metric = LagMetric.find(namespace, name) else {
      if namespace.says("AWS/S3"), name.says("OperationsFailedReplication") {
        return try readFailures(point, into: &findings)
      }
      return findings.ignore("a metric that does not tell how far a replica is behind")
    }
    let at = try point.epochMilliseconds("timestamp")
    let dimensions = try point.object("dimensions")
    let subject = try subject(
      point, at, resource: metric.resource(dimensions, region: try region(point), point))
    let fact = ReplicationMeasured(
      toRegion: try metric.toRegion(dimensions, region: subject.region), lag: try lag(point),
      metric: "\(metric.namespace) \(metric.name)")
    try findings.add(
      .replicationMeasured(fact),
      key: SignalKey(
        fact.metric, try text(dimensions), subject.account.rawValue, subject.region.rawValue, at.description),
      of: subject, by: rule)
  }

  /// Nil where there was nothing to measure.
  private static func lag(_ point: JSONValue) throws(Problem) -> Span? {
    let unit = try point.required("unit")
    let scale: Int64
    if unit.says("Seconds") {
      scale = 1000
    } else if unit.says("Milliseconds") {
      scale = 1
    } else {
      throw Problem(
        .unknownUnit, at: unit, "a lag in \(unit.quoted) cannot be read", remedy: "Seconds or Milliseconds")
    }
    let value = try point.object("value")
    guard try whole(value.required("count")) > 0 else { return nil }
    let maximum = try whole(value.required("max"), scale: scale)
    return maximum < 0 ? nil : Span(milliseconds: maximum)
  }

  private static func whole(_ value: JSONValue, scale: Int64 = 1) throws(Problem) -> Int64 {
    try value.expect(.number)
    do throws(DecimalText.Fault) {
      return try value.withBytes { bytes throws(DecimalText.Fault) in try DecimalText.scaled(bytes, by: scale)
      }
    } catch {
      throw Problem(
        .invalidNumber, at: value, "\(value.quoted) is too large",
        remedy: "a number of seconds or milliseconds")
    }
  }

  private static func readFailures(_ point: JSONValue, into findings: inout Findings) throws(Problem) {
    let at = try point.epochMilliseconds("timestamp")
    let count = try whole(point.object("value").required("sum"))
    guard count > 0 else { return findings.ignore("no replication failed") }
    let dimensions = try point.object("dimensions")
    let bucket = try dimensions.text("SourceBucket")
    let resource = ARN.make(
      partition: try region(point).partition, service: "s3", region: .unknown, account: .unknown, resource: bucket)
    let object = resource.rawValue + " to " + (try dimensions.text("DestinationBucket"))
    let subject = try subject(point, at, resource: resource)
    try findings.add(
      .replicationFaulted(
        ReplicationFaulted(object: object, state: .failed, reason: "\(count) operations did not replicate")),
      key: SignalKey(
        object, try text(dimensions), subject.account.rawValue, subject.region.rawValue, at.description),
      of: subject, by: failureRule)
  }

  private static func subject(_ point: JSONValue, _ at: Instant, resource: ARN?) throws(Problem) -> Subject {
    Subject(
      at: at, seenAt: at, source: "aws.cloudwatch", account: Account(try point.text("account_id")),
      region: try region(point), resource: resource)
  }

  private static func region(_ point: JSONValue) throws(Problem) -> Region {
    let written = try point.text("region")
    guard let region = Region(code: written) else {
      throw Problem(
        .invalidText, at: try point.required("region"), "\(written.debugDescription) is no region code",
        remedy: "a region code such as us-east-1")
    }
    return region
  }

  /// The dimensions in the order of their names: `DestinationBucket=b,RuleId=r,SourceBucket=a`.
  private static func text(_ dimensions: JSONValue) throws(Problem) -> String {
    var pairs: [String] = []
    for (key, value) in dimensions.members { pairs.append(key.text + "=" + (try value.wholeText())) }
    return pairs.sorted().joined(separator: ",")
  }

  private static let rule = Rule(
    .metrics, "CloudWatch metric stream, a replication metric: the maximum is how far the replica is behind")
  private static let failureRule = Rule(
    .metrics,
    "CloudWatch metric stream, OperationsFailedReplication: the sum of operations that did not replicate")
}
