import DarumaCore

/// A Lambda function that is the action of an alarm gets this: `alarmArn` and `alarmData` in place of
/// `detail`.
///
/// Key: as of ``AlarmEvents``.
enum AlarmActions {
  static func read(_ action: JSONValue, into findings: inout Findings) throws(Problem) {
    let data = try action.object("alarmData")
    let arn = try AlarmIdentity.arn(action.required("alarmArn"))
    let region = try action.optionalText("region") ?? ""
    let alarm = AlarmIdentity(
      name: try data.text("alarmName"), arn: arn,
      account: Account(try action.optionalText("accountId") ?? arn.account.rawValue),
      region: arn.regionCode ?? Region(code: region) ?? .unknown)
    let change = try AlarmStates.change(data, alarm: alarm)
    let seenAt = try action.optionalInstant("time") ?? findings.receivedAt
    let subject = Subject(
      at: change.since, seenAt: seenAt, source: "aws.cloudwatch", account: alarm.account, region: alarm.region
    )
    try AlarmStates.add(change, alarm, of: subject, by: rule, into: &findings)
  }

  private static let rule = Rule(
    .alarms, "CloudWatch, Lambda action: the alarm has been in alarmData.state.value since its timestamp")
}
