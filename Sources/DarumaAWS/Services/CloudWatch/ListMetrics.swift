package import DarumaCore

/// Asks for one page of the metrics of a name that have these dimensions among theirs, and had a datapoint
/// within the last three hours.
package struct ListMetrics: QueryOperation, PagedOperation {
  package static let service = AWSService.cloudWatch
  package static let name = "ListMetrics"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<Metric>

  package var metric: Metric
  package var position: String?

  /// - Parameter metric: whose dimensions the wanted ones have too.
  package init(like metric: Metric) { self.metric = metric }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("Namespace", metric.namespace)
    form.add("MetricName", metric.name)
    form.add(structures: "Dimensions", metric.dimensions.map(\.parameters))
    // The one span that the service takes. Rules that were deleted drop out.
    form.add("RecentlyActive", "PT3H")
    form.add("NextToken", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(result, list: "Metrics", of: "member", position: "NextToken", Metric.init)
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for listed in answer.items {
      try AnswerSubject.check("namespace", listed.namespace, is: metric.namespace)
      try AnswerSubject.check("metric", listed.name, is: metric.name)
      guard Set(listed.dimensions).isSuperset(of: metric.dimensions) else {
        throw WireFormatError("it lists a \(listed.name) of something that was not asked for")
      }
    }
  }
}
