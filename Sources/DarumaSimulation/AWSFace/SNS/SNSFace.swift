/// SNS on the wire: query protocol, version 2010-03-31.
enum SNSFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "http://sns.amazonaws.com/doc/2010-03-31/", version: "2010-03-31"),
    actions: [CreateTopic.name: createTopic, Publish.name: publish])

  private static let createTopic: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = CreateTopic(topicName: try arguments.required("Name"))
    try arguments.finish()
    return exchange.perform(operation) { [.text("TopicArn", $0.arn)] }
  }

  private static let publish: QueryService.Action = { arguments, exchange throws(CloudError) in
    guard let topic = arguments.text("TopicArn") ?? arguments.text("TargetArn") else {
      throw CloudError(
        "InvalidParameter", "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"
      )
    }
    guard let message = arguments.text("Message") else {
      throw CloudError(
        "InvalidParameter", "Invalid parameter: Message Reason: no value for required parameter")
    }
    let operation = Publish(
      topic: topic, subject: arguments.text("Subject"), message: message,
      attributes: try attributes(&arguments))
    try arguments.finish()
    return exchange.perform(operation) { [.text("MessageId", $0.id)] }
  }

  /// `MessageAttributes.entry.1.Name`, `.Value.DataType`, `.Value.StringValue`; only string values are
  /// modelled.
  private static func attributes(_ arguments: inout QueryArguments) throws(CloudError) -> [String: String] {
    var attributes: [String: String] = [:]
    var number = 1
    while let name = arguments.text("MessageAttributes.entry.\(number).Name") {
      let prefix = "MessageAttributes.entry.\(number).Value"
      guard let type = arguments.text("\(prefix).DataType"), !type.isEmpty else {
        throw CloudError("ParameterValueInvalid", "The message attribute '\(name)' must contain a data type.")
      }
      guard let value = arguments.text("\(prefix).StringValue"), !value.isEmpty else {
        throw CloudError(
          "ParameterValueInvalid", "The message attribute '\(name)' must contain a non-empty string value.")
      }
      attributes[name] = value
      number += 1
    }
    return attributes
  }
}
