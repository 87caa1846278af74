/// CloudWatch on the wire: query protocol, version 2010-08-01. Of metrics it knows nothing.
enum CloudWatchFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/", version: "2010-08-01"),
    actions: [DescribeAlarms.name: describeAlarms])

  private static let describeAlarms: QueryService.Action = { arguments, exchange throws(CloudError) in
    // All alarms here are metric alarms, and there is one page of them.
    let types = arguments.list("AlarmTypes", "member")
    let operation = DescribeAlarms(
      prefix: arguments.text("AlarmNamePrefix"), names: arguments.list("AlarmNames", "member"))
    try arguments.finish()
    let isAsked = types.isEmpty || types.contains("MetricAlarm")
    return exchange.perform(operation) { alarms in
      [XMLTree("MetricAlarms", (isAsked ? alarms : []).map(element)), XMLTree("CompositeAlarms", [])]
    }
  }

  private static func element(_ alarm: Alarm) -> XMLTree {
    XMLTree(
      "member",
      members: [
        .text("AlarmName", alarm.name), .text("AlarmArn", alarm.arn), .text("StateValue", alarm.state),
        .time("StateUpdatedTimestamp", alarm.since), .time("StateTransitionedTimestamp", alarm.since),
      ])
  }
}
