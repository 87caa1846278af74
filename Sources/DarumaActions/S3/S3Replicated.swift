package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `s3.replicated`: looks until the replica of a bucket has caught up, by the metrics that S3 publishes of each rule in the
/// region of the destination (User Guide, "Using S3 Replication metrics"). A rule that has no newer measure says nothing: no
/// data is not zero lag.
package enum S3Replicated: ActionDefinition {
  package static let name: ActionName = "s3.replicated"
  package static let about = "Waits until the replica of a bucket has caught up, by its rules' metrics."
  package static let resource = ActionKind.ResourceUse.optional([.s3Bucket])
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .data("CloudWatch"), services: ["S3", "CLOUDWATCH"],
    outputs: ["behind", "pending"], sentence: "see the replica of {bucket} in {region} within {within}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.notNeeded

  private static let namespace = "AWS/S3"
  private static let latency = "ReplicationLatency"
  private static let pending = "OperationsPendingReplication"
}

// MARK: - In an application file

extension S3Replicated {
  private static let mostPending = 1_000_000_000
  private static let mostPeriod = Span.days(1)

  private static let bucket = Key.optional(
    "bucket",
    Form<String>.awsIdentifier(
      "the name of a bucket", marks: ".-", longest: 63, example: "the name alone, not the ARN"),
    "The bucket that is replicated from; the step's resource without it.")
  private static let destination = Key.optional(
    "destination",
    Form<String>.awsIdentifier(
      "the name of a bucket", marks: ".-", longest: 63, example: "the name alone, not the ARN"),
    "The bucket that holds the replica, where there are several; each of them counts without it.")
  private static let within = Key.required(
    "within", Form<Span>.span(from: .minutes(1), upTo: mostPeriod),
    "How far the replica may be behind now: all that was written before then is there. S3 measures once a minute, and "
      + "tells it some minutes later.")
  private static let pendingAtMost = Key.optional(
    "pendingAtMost", Form<Int>.count(0...mostPending),
    "How many operations may be left to replicate; not asked without it.")
  private static let probe = Key.optional(
    "probe", Form<String>.text(),
    "The key of an object that somebody writes anew in the bucket all the time: its replica must be of `within` too. "
      + "Needs `destination`.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of s3.replicated", keys: [bucket, destination, within, pendingAtMost, probe],
      rules: [.needs(probe.name, destination.name)])
  ) { fields in
    let (from, into, span) = (fields.value(bucket), fields.value(destination), fields.value(within))
    let (count, key) = (fields.value(pendingAtMost), fields.value(probe))
    return span.map { Wanted(bucket: from, destination: into, within: $0, pendingAtMost: count, probe: key) }
  }

  package struct Wanted: ActionWanted {
    var bucket: String?
    var destination: String?
    var within: Span
    var pendingAtMost: Int?
    var probe: String?

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        S3Replicated.bucket.name: Document(bucket ?? setting.arn?.resourceName),
        S3Replicated.destination.name: Document(destination), S3Replicated.within.name: .text(within.written),
        S3Replicated.pendingAtMost.name: pendingAtMost.map { Document($0) }, S3Replicated.probe.name: Document(probe),
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard bucket == nil, !setting.hasResource else { return }
      findings.report(
        .missingKey, at: setting.place, "nothing says which bucket is meant",
        remedy: "add `resource:` with its id in this file, or `bucket` to `with`")
    }
  }
}

// MARK: - Carried out

extension S3Replicated {
  package struct Request: ActionRequest {
    var bucket: String
    var destination: String?
    var within: Span
    var pendingAtMost: Int?
    var probe: String?

    package init(_ arguments: Arguments) throws(CloudFault) {
      bucket = try arguments.text(S3Replicated.bucket.name)
      destination = try arguments.optionalText(S3Replicated.destination.name)
      guard let span = Span(written: try arguments.text(S3Replicated.within.name)) else {
        throw arguments.fault(S3Replicated.within.name, "is no length of time")
      }
      within = span
      pendingAtMost = try arguments.optionalInteger(S3Replicated.pendingAtMost.name)
      probe = try arguments.optionalText(S3Replicated.probe.name)
    }
  }

  /// How far back datapoints are looked for, and what one stands for.
  private static let recent = Span.minutes(15)
  private static let periodSeconds = 60
  /// Two metrics each, and CloudWatch takes 500 in one question.
  private static let mostRules = 250

  static func look(_ wanted: Request) -> AWSCall {
    let dimensions = [("SourceBucket", wanted.bucket)] + (wanted.destination.map { [("DestinationBucket", $0)] } ?? [])
    return AWSCall(
      .cloudWatch, "ListMetrics", .reads,
      [
        "Namespace": .text(namespace), "MetricName": .text(latency),
        "Dimensions": .list(dimensions.map { ["Name": .text($0.0), "Value": .text($0.1)] }), "RecentlyActive": "PT3H",
      ], answer: AnswerForm(headers: ["Date": "Date"]))
  }

  /// - Parameter now: by the clock of CloudWatch.
  private static func measure(_ rules: [Rule], until now: Instant?) -> AWSCall {
    let queries = rules.enumerated().flatMap { index, rule in
      [
        query("l\(index)", latency, rule.dimensions), query("p\(index)", pending, rule.dimensions),
      ]
    }
    return AWSCall(
      .cloudWatch, "GetMetricData", .reads,
      .object(
        .parameters([
          "MetricDataQueries": .list(queries), "StartTime": Document(now.map { ($0 - recent).description }),
          "EndTime": Document(now?.description), "ScanBy": "TimestampDescending",
        ])))
  }

  private static func query(_ id: String, _ metric: String, _ dimensions: Document) -> Document {
    [
      "Id": .text(id),
      "MetricStat": [
        "Metric": ["Namespace": .text(namespace), "MetricName": .text(metric), "Dimensions": dimensions],
        "Period": Document(periodSeconds), "Stat": "Maximum",
      ],
    ]
  }

  private static let probeLine: RESTLine = "HEAD /{Bucket}/{Key+}"

  static func lookAtProbe(_ key: String, in bucket: String) -> AWSCall {
    AWSCall(
      .s3, "HeadObject", .reads, ["Bucket": .text(bucket), "Key": .text(key)], rest: RESTBinding(probeLine),
      answer: AnswerForm(headers: ["Date": "Date", "LastModified": "Last-Modified"]), permission: "s3:GetObject")
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    // What only looking tells: the rules, and what time it is.
    var calls = [
      PlannedCall(look(wanted), in: at.region), PlannedCall(measure([], until: nil), in: at.region),
    ]
    if let key = wanted.probe, let bucket = wanted.destination {
      calls.append(
        PlannedCall(lookAtProbe(key, in: bucket), in: at.region, on: [at.globalARN("s3", "\(bucket)/\(key)")]))
    }
    return calls
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let pages = try await at.pages(of: look(wanted))
    guard let now = pages.first?["Date"]?.text.flatMap(HTTPDate.read) else {
      throw .unreadable(.cloudWatch, "does not say what time it is")
    }
    let rules = try rules(pages, wanted)
    guard !rules.isEmpty else {
      return .inProgress(
        "CloudWatch in \(at.region) has no metric of a replication of \(wanted.bucket): its rules publish none, or "
          + "nothing was replicated for hours")
    }
    let series = try series(try await at.pages(of: measure(rules, until: now)), at.region)
    var (behind, left) = (Span.zero, Int64(0))
    for (index, rule) in rules.enumerated() {
      guard let lag = series["l\(index)"] else { return .inProgress("nothing is measured of \(rule.words)") }
      behind = max(behind, now - lag.at + Span(milliseconds: Int64(lag.value * 1000)))
      guard behind <= wanted.within else {
        return .inProgress("\(rule.words) is \(behind.written) behind, and may be \(wanted.within.written)")
      }
      guard let most = wanted.pendingAtMost else { continue }
      guard let pending = series["p\(index)"] else { return .inProgress("nothing is measured of \(rule.words)") }
      left = max(left, Int64(pending.value))
      guard left <= most else { return .inProgress("\(rule.words) has \(left) operations left, and may have \(most)") }
    }
    if let reason = try await whyProbeIsOld(wanted, at) { return .inProgress(reason) }
    var outputs = ["behind": behind.written]
    if wanted.pendingAtMost != nil { outputs["pending"] = String(left) }
    return .done(outputs: outputs, by: .unknown)
  }

  /// Of one rule of the replication.
  private struct Rule {
    var id: String
    var destination: String
    var dimensions: Document

    var words: String { "the replica in \(destination) by rule \(id)" }
  }

  private static func rules(_ pages: [Document], _ wanted: Request) throws(CloudFault) -> [Rule] {
    var rules: [Rule] = []
    for page in pages {
      guard let metrics = page.list("Metrics") else { throw .unreadable(.cloudWatch, "lists no metrics") }
      for metric in metrics {
        guard metric["MetricName"]?.text == latency, let dimensions = metric.list("Dimensions") else {
          throw .unreadable(.cloudWatch, "lists a metric that was not asked for")
        }
        func value(_ name: String) -> String? { dimensions.first { $0["Name"]?.text == name }?["Value"]?.text }
        guard value("SourceBucket") == wanted.bucket, let destination = value("DestinationBucket"),
          let id = value("RuleId"), wanted.destination == nil || destination == wanted.destination
        else { throw .unreadable(.cloudWatch, "lists a replication that is not of bucket \(wanted.bucket)") }
        rules.append(Rule(id: id, destination: destination, dimensions: .list(dimensions)))
      }
    }
    guard rules.count <= mostRules else {
      throw .unreadable(.cloudWatch, "knows more than \(mostRules) replications of bucket \(wanted.bucket)")
    }
    return rules
  }

  /// The newest datapoint of each question that has one.
  private static func series(
    _ pages: [Document], _ region: Region
  ) throws(CloudFault) -> [String: (at: Instant, value: Double)] {
    var newest: [String: (at: Instant, value: Double)] = [:]
    for page in pages {
      guard let results = page.list("MetricDataResults") else { throw .unreadable(.cloudWatch, "gives no results") }
      for result in results {
        guard let id = result["Id"]?.text, let times = result.list("Timestamps"), let values = result.list("Values"),
          times.count == values.count
        else { throw .unreadable(.cloudWatch, "makes no sense of what was measured") }
        guard ["Complete", "PartialData"].contains(result["StatusCode"]?.text) else {
          throw CloudFault(
            kind: .unavailable, code: "monitoring.\(result["StatusCode"]?.text ?? "NoStatus")",
            message: "CloudWatch in \(region) could not read \(namespace): it may be asked too much, or "
              + "cloudwatch:GetMetricData may be missing. It is asked again.", isRetriable: true)
        }
        for (time, value) in zip(times, values) {
          guard let at = time.text.flatMap({ Instant(rfc3339: $0) }), let number = value.text.flatMap({ Double($0) }),
            (0..<most).contains(number)
          else { throw .unreadable(.cloudWatch, "gives a datapoint that is none") }
          if newest[id].map({ $0.at < at }) ?? true { newest[id] = (at, number) }
        }
      }
    }
    return newest
  }

  /// A hundred years in seconds, and more operations than are ever left: a larger number was not measured.
  private static let most = 3.2e9

  /// Nil where no object is asked for, and where it is new enough.
  private static func whyProbeIsOld(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> String? {
    guard let key = wanted.probe, let bucket = wanted.destination else { return nil }
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(lookAtProbe(key, in: bucket), in: at.region)
    } catch {
      guard ["s3.HTTP404", "s3.NoSuchKey"].contains(error.code) else { throw error }
      return "there is no object \(key) in \(bucket)"
    }
    guard let now = answer["Date"]?.text.flatMap(HTTPDate.read),
      let changed = answer["LastModified"]?.text.flatMap(HTTPDate.read)
    else { throw .unreadable(.s3, "does not say of when object \(key) in \(bucket) is") }
    guard now - changed > wanted.within else { return nil }
    return "object \(key) in \(bucket) is \((now - changed).written) old, and may be \(wanted.within.written)"
  }
}
