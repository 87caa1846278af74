import DarumaCore

extension Unwrapper {
  /// An SNS delivery, raw or as Lambda gets it. `Message` is text: JSON, or the prose of AWS Backup.
  func openSNS(_ notification: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    switch notification.optional("Type") {
    case nil: break
    case let type? where type.equals("Notification"): break
    case let type? where type.equals("SubscriptionConfirmation") || type.equals("UnsubscribeConfirmation"):
      return findings.ignore("SNS asks to confirm a subscription, which is to be done where it was made")
    case let type?:
      throw type.unknownValue(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"])
    }
    let message = try notification.required("Message")
    try message.expect(.text)
    var inner = level.inner
    inner.delivery = Delivery(
      topic: try notification.optionalText("TopicArn").map(ARN.init(_:)),
      timestamp: try notification.optionalInstant("Timestamp"),
      attributes: notification.optional("MessageAttributes"))
    if BackupNotifications.areMeant(by: inner.delivery) {
      findings.read(
        .backup, Notification(body: message, delivery: inner.delivery), by: BackupNotifications.read)
    } else {
      try openText(message, inner, into: &findings)
    }
  }

  /// A record of SQS, as Lambda gets it (`body`) or as ReceiveMessage gives it (`Body`).
  func openSQS(_ record: JSONValue, _ level: Level, into findings: inout Findings) throws(Problem) {
    let body = try record.optional("body").or(record.required("Body"))
    try body.expect(.text)
    try openText(body, level, into: &findings)
  }
}
