import DarumaCore

/// CloudWatch alarms over EventBridge (`aws.cloudwatch`), metric and composite.
///
/// Key: the alarm's ARN, the state, and the time at which the alarm entered it. The same change over SNS or
/// as a Lambda action has the same key; so has a configuration change that restates the state.
///
/// A suppressed or muted alarm is in its state all the same: muting stops actions, not events. What a change
/// of one contributor says is said for the alarm as a whole by an event of its own. (Amazon CloudWatch User
/// Guide, "Alarm events and EventBridge".)
enum AlarmEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    if event.detailType.says("CloudWatch Alarm State Change") {
      try readStateChange(event, into: &findings)
    } else if event.detailType.says("CloudWatch Alarm Configuration Change") {
      try readConfigurationChange(event, into: &findings)
    } else if event.detailType.says("CloudWatch Alarm Contributor State Change") {
      findings.ignore("one contributor of an alarm; the alarm as a whole has an event of its own")
    } else {
      throw event.unknownDetailType()
    }
  }

  private static func readStateChange(
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    // Some senders pass on the alarmData of a Lambda action under the name of the action.
    let detail = try event.object.optionalObject("alarmData").or(event.detail())
    let alarm = try identity(event, detail)
    let change = try AlarmStates.change(detail, alarm: alarm)
    try AlarmStates.add(
      change, alarm, of: event.subject(region: alarm.region), by: stateRule, into: &findings)
  }

  /// A deleted alarm would otherwise stay for ever in its last state. Creation and update restate the state.
  private static func readConfigurationChange(
    _ event: EventBridgeEvent, into findings: inout Findings
  ) throws(Problem) {
    let detail = try event.detail()
    let alarm = try identity(event, detail)
    let isDeleted = try detail.choice("operation", ["create": false, "update": false, "delete": true])
    var change: AlarmChanged
    if isDeleted {
      let state = try detail.optionalObject("state")
      let last = state?.optional("value")
      // The envelope has whole seconds; the deletion is no earlier than the last state.
      let ended = try state?.optionalInstant("timestamp")
      let since = max(event.time, ended ?? event.time)
      change = AlarmChanged(
        alarm: alarm.name, alarmArn: alarm.arn, state: .deleted,
        previous: try last.map { value throws(Problem) in try AlarmStates.state(value) },
        since: since, composite: try AlarmStates.isComposite(detail), endedStateSince: ended)
    } else if detail.optional("state") == nil {
      return findings.ignore("the configuration of an alarm changed; its state did not")
    } else {
      change = try AlarmStates.change(detail, alarm: alarm)
    }
    try AlarmStates.add(
      change, alarm, of: event.subject(region: alarm.region), by: isDeleted ? deletionRule : restatementRule,
      into: &findings)
  }

  private static func identity(
    _ event: EventBridgeEvent, _ detail: JSONValue
  ) throws(Problem) -> AlarmIdentity {
    let name = try detail.text("alarmName")
    if let resource = try event.firstResource() {
      let arn = try AlarmIdentity.arn(resource)
      return AlarmIdentity(
        name: name, arn: arn, account: event.account, region: try event.agreedRegion(of: arn, at: resource))
    }
    let region = try event.region()
    return AlarmIdentity(name: name, partition: region.partition, account: event.account, region: region)
  }

  private static let stateRule = Rule(
    .alarms, "CloudWatch, Alarm State Change: the alarm has been in detail.state.value since its timestamp")
  private static let deletionRule = Rule(
    .alarms, "CloudWatch, Alarm Configuration Change, delete: the alarm no longer has a state")
  private static let restatementRule = Rule(
    .alarms, "CloudWatch, Alarm Configuration Change, create or update: the event restates the alarm's state")
}
