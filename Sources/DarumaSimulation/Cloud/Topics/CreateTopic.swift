/// Makes a topic; asking again for one that exists gives that one.
package struct CreateTopic: CloudOperation {
  package static let service = CloudService.sns
  package static let name = "CreateTopic"
  package static let isChange = true

  /// Most characters of a topic's name.
  package static let longestName = 256

  package let topicName: String

  package init(topicName: String) {
    self.topicName = topicName
  }

  package var parameters: [String: String] { ["Name": topicName] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Topic {
    let isWellFormed =
      !topicName.isEmpty && topicName.utf8.count <= Self.longestName
      && topicName.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
      }
    guard isWellFormed else { throw CloudError("InvalidParameter", "Invalid parameter: Topic Name") }
    let topics = estate[region: context.region].topics
    let arn = topics.arn(of: topicName)
    if let existing = topics.topics[arn] { return existing }
    let topic = Topic(arn: arn, name: topicName)
    estate[region: context.region].topics.put(topic)
    return topic
  }
}
