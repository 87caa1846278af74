import DarumaCore

/// CloudWatch alarms over SNS: `AlarmName`, `NewStateValue`, `StateChangeTime` and, since 2021, `AlarmArn`.
///
/// Key: as of ``AlarmEvents``. Where the ARN is missing it is derived from the account in the message and the
/// region of the topic: an alarm notifies only topics of its own region. `Region` in the message is a display
/// name and is not read.
enum AlarmNotifications {
  static func read(_ notification: Notification, into findings: inout Findings) throws(Problem) {
    let message = notification.body
    if message.optional("AlarmContributorId") != nil {
      return findings.ignore(
        "one contributor of an alarm; the alarm as a whole has a notification of its own")
    }
    let alarm = try identity(notification)
    let previous = message.optional("OldStateValue")
    let said = try AlarmStates.state(message.required("NewStateValue"))
    let reason = AlarmStates.noData(said, message.optional("NewStateReason"))
    let change = AlarmChanged(
      alarm: alarm.name, alarmArn: alarm.arn, state: reason == nil ? said : .insufficientData,
      previous: try previous.map { value throws(Problem) in try AlarmStates.state(value) },
      since: try message.instant("StateChangeTime"), composite: message.optional("AlarmRule") != nil,
      reason: reason)
    let subject = Subject(
      at: change.since, seenAt: notification.delivery.timestamp ?? findings.receivedAt,
      source: "aws.cloudwatch", account: alarm.account, region: alarm.region)
    try AlarmStates.add(change, alarm, of: subject, by: rule, into: &findings)
  }

  private static func identity(_ notification: Notification) throws(Problem) -> AlarmIdentity {
    let message = notification.body
    let name = try message.text("AlarmName")
    let account = Account(try message.optionalText("AWSAccountId") ?? "")
    let region = notification.delivery.region
    if let arn = try message.optional("AlarmArn").map(AlarmIdentity.arn) {
      return AlarmIdentity(
        name: name, arn: arn, account: account, region: arn.regionCode ?? region ?? .unknown)
    }
    return AlarmIdentity(
      name: name, partition: notification.delivery.topic?.partition ?? (region ?? .unknown).partition, account: account,
      region: region ?? .unknown)
  }

  private static let rule = Rule(
    .alarms, "CloudWatch, SNS: the alarm has been in NewStateValue since StateChangeTime")
}
