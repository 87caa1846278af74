/// Publishes a message to a topic. Repeating it publishes it again: SNS has no token for standard topics.
package struct Publish: CloudOperation {
  package static let service = CloudService.sns
  package static let name = "Publish"
  package static let isChange = true

  /// Most bytes of a message.
  package static let longestMessage = 262_144
  /// Most characters of a subject.
  package static let longestSubject = 100

  /// ARN.
  package let topic: String
  package let subject: String?
  package let message: String
  package let attributes: [String: String]

  package init(topic: String, subject: String? = nil, message: String, attributes: [String: String] = [:]) {
    self.topic = topic
    self.subject = subject
    self.message = message
    self.attributes = attributes
  }

  package var parameters: [String: String] {
    var shown = ["TopicArn": topic, "Message": message]
    shown["Subject"] = subject
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> PublishedMessage {
    try check()
    guard let arn = ResourceName(topic), arn.service == "sns" else {
      throw CloudError(
        "InvalidParameter", "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements")
    }
    guard arn.region == context.region else {
      throw CloudError("InvalidParameter", "Invalid parameter: TopicArn")
    }
    guard var topic = estate[region: context.region].topics.topics[topic] else {
      throw CloudError("NotFound", "Topic does not exist", status: 404)
    }
    let published = PublishedMessage(
      id: estate.random.uuid(), subject: subject, message: message, attributes: attributes, at: context.now)
    topic.messages.append(published)
    estate[region: context.region].topics.put(topic)
    return published
  }

  private func check() throws(CloudError) {
    guard !message.isEmpty else { throw CloudError("InvalidParameter", "Invalid parameter: Empty message") }
    guard message.utf8.count <= Self.longestMessage else {
      throw CloudError("InvalidParameter", "Invalid parameter: Message too long")
    }
    if let subject {
      let isWellFormed =
        !subject.isEmpty && subject.count <= Self.longestSubject
        && subject.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F }
      guard isWellFormed else { throw CloudError("InvalidParameter", "Invalid parameter: Subject") }
    }
  }
}
