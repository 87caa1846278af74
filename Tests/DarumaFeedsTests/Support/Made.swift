/// Events made for these tests. None is a published sample.
enum Made {
  static func event(
    _ source: String, _ type: String, detail: String, resources: [String] = [], region: String = "us-east-1",
    time: String = "2026-11-24T03:42:10Z", account: String = "012345678901"
  ) -> String {
    """
    {"version":"0","id":"00000000-0000-0000-0000-000000000001","detail-type":"\(type)","source":"\(source)",\
    "account":"\(account)","time":"\(time)","region":"\(region)",\
    "resources":[\(resources.map { "\"\($0)\"" }.joined(separator: ","))],"detail":\(detail)}
    """
  }

  static func quoted(_ text: String) -> String {
    let escaped = text.flatMap { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"" + String(escaped) + "\""
  }

  /// A raw SNS delivery.
  static func sns(
    _ message: String, topic: String = "arn:aws:sns:us-east-1:012345678901:alerts", attributes: String = "{}"
  ) -> String {
    """
    {"Type":"Notification","MessageId":"11111111-0000-0000-0000-000000000000","TopicArn":"\(topic)",\
    "Message":\(quoted(message)),"Timestamp":"2026-11-24T03:42:11.500Z","SignatureVersion":"1",\
    "SigningCertURL":"https://example.com","MessageAttributes":\(attributes)}
    """
  }

  static func lambda(_ notifications: String...) -> String {
    let records = notifications.map { #"{"EventSource":"aws:sns","EventVersion":"1.0","Sns":\#($0)}"# }
    return #"{"Records":["# + records.joined(separator: ",") + "]}"
  }

  static func sqs(_ body: String) -> String {
    #"{"Records":[{"messageId":"m-1","eventSource":"aws:sqs","body":\#(quoted(body))}]}"#
  }

  static func alarmState(
    _ value: String = "ALARM", name: String = "region-down", at: String = "2026-11-24T03:42:05.394+0000"
  ) -> String {
    event(
      "aws.cloudwatch", "CloudWatch Alarm State Change",
      detail: """
        {"alarmName":"\(name)","state":{"value":"\(value)","reason":"r","timestamp":"\(at)"},\
        "previousState":{"value":"OK"},"configuration":{"metrics":[]}}
        """, resources: ["arn:aws:cloudwatch:us-east-1:012345678901:alarm:\(name)"])
  }

  static func backupCompleted(
    point: String, job: String = "4b3c", resource: String = "arn:aws:rds:us-east-1:012345678901:db:orders"
  ) -> String {
    event(
      "aws.backup", "Backup Job State Change",
      detail: """
        {"backupJobId":"\(job)","state":"COMPLETED","creationDate":"2026-11-24T03:00:00.000Z",\
        "completionDate":"2026-11-24T03:40:00.000Z","backupSizeInBytes":"3221225472",\
        "backupVaultArn":"arn:aws:backup:us-east-1:012345678901:backup-vault:aws/main",\
        "resourceArn":"\(resource)",\
        "resourceType":"RDS","percentDone":"100.0","createdBy":{"backupPlanId":"p"}}
        """, resources: [point])
  }
}
