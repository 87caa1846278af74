package import DarumaCore

/// Asks for one page of the datapoints of several metrics, the newest first.
package struct GetMetricData: QueryOperation, PagedOperation {
  package static let service = AWSService.cloudWatch
  package static let name = "GetMetricData"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<Series>

  /// Metrics in one question: the most that CloudWatch takes.
  package static let maximumMetrics = 500

  /// The datapoints of one metric, as far as one page has them.
  package struct Series: Sendable, Equatable {
    package struct Datapoint: Sendable, Equatable {
      package var at: Instant
      package var value: Double

      package init(at: Instant, value: Double) {
        self.at = at
        self.value = value
      }
    }

    /// The place of the metric in the question.
    package var metric: Int
    /// `Complete`, `PartialData` (more on the next page), `InternalError`, `Forbidden`.
    package var status: String
    package var datapoints: [Datapoint]

    package init(metric: Int, status: String = "Complete", datapoints: [Datapoint]) {
      self.metric = metric
      self.status = status
      self.datapoints = datapoints
    }

    init(_ xml: XMLTree) throws(WireFormatError) {
      let id = try xml.requiredText("Id")
      guard id.first == "m", let metric = Int(id.dropFirst()) else {
        throw WireFormatError("\(xml.name).Id is '\(id)', which was not asked for")
      }
      let times = xml.list("Timestamps", of: "member").map(\.text)
      let values = xml.list("Values", of: "member").map(\.text)
      guard times.count == values.count else {
        throw WireFormatError("\(id) has \(times.count) times and \(values.count) values")
      }
      self.init(metric: metric, status: xml.text("StatusCode") ?? "Complete", datapoints: [])
      for (time, value) in zip(times, values) {
        guard let at = Instant(rfc3339: time), let number = Double(value), number.isFinite else {
          throw WireFormatError("\(id) has the datapoint '\(time)', '\(value)'")
        }
        datapoints.append(Datapoint(at: at, value: number))
      }
    }
  }

  /// Up to ``maximumMetrics``.
  package var metrics: [Metric]
  /// `Maximum`, `Average` ...
  package var statistic: String
  package var period: Span
  package var from: Instant
  package var until: Instant
  package var position: String?

  package init(_ metrics: [Metric], statistic: String, period: Span, from: Instant, until: Instant) {
    self.metrics = metrics
    self.statistic = statistic
    self.period = period
    self.from = from
    self.until = until
  }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add(
      structures: "MetricDataQueries",
      metrics.enumerated().map { index, metric in
        var query = QueryParameters()
        query.add("Id", "m\(index)")
        query.add("MetricStat.Metric.Namespace", metric.namespace)
        query.add("MetricStat.Metric.MetricName", metric.name)
        query.add(structures: "MetricStat.Metric.Dimensions", metric.dimensions.map(\.parameters))
        query.add("MetricStat.Period", Int(period.milliseconds / 1000))
        query.add("MetricStat.Stat", statistic)
        return query
      })
    form.add("StartTime", "\(from)")
    form.add("EndTime", "\(until)")
    form.add("ScanBy", "TimestampDescending")
    form.add("NextToken", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(result, list: "MetricDataResults", of: "member", position: "NextToken", Series.init)
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for series in answer.items where !metrics.indices.contains(series.metric) {
      throw WireFormatError("it is about the metric m\(series.metric), which was not asked for")
    }
  }
}
