extension AWSService {
  /// Amazon Simple Notification Service.
  package static let sns = AWSService(
    name: "SNS", endpointPrefix: "sns", environmentName: "SNS", version: "2010-03-31", wireProtocol: .query,
    hostForm: .plainIsFIPSInGovCloud,
    collections: CollectionNames(
      maps: [
        "Attributes": .keyValue, "attributes": .keyValue, "MessageAttributes": MapNames(key: "Name", value: "Value"),
      ]))
}

/// Sends a message to the subscribers of a topic. A standard topic delivers a repeat again; a FIFO topic
/// drops one with the same deduplication id within five minutes.
package struct Publish: QueryOperation {
  package static let service = AWSService.sns
  package static let name = "Publish"
  package static let repetition = Repetition.accumulates

  /// What a FIFO topic asks for.
  package struct Ordering: Sendable, Equatable {
    package var group: String
    /// At most 128 letters, digits and punctuation marks.
    package var deduplicationID: String

    package init(group: String, deduplicationID: String) {
      self.group = group
      self.deduplicationID = deduplicationID
    }
  }

  package struct Attribute: Sendable, Equatable {
    package var name: String
    /// Can't be empty.
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var topic: String
  /// Printable ASCII, at most 100 letters.
  package var subject: String?
  package var message: String
  package var attributes: [Attribute]
  package var ordering: Ordering?

  package init(
    topic: String, subject: String?, message: String, attributes: [Attribute] = [],
    ordering: Ordering? = nil
  ) {
    self.topic = topic
    self.subject = subject
    self.message = message
    self.attributes = attributes
    self.ordering = ordering
  }

  package struct Answer: Sendable, Equatable {
    package var messageID: String
  }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("TopicArn", topic)
    form.add("Subject", subject)
    form.add("Message", message)
    let entries = attributes.map { attribute in
      var entry = QueryParameters()
      entry.add("Name", attribute.name)
      entry.add("Value.DataType", "String")
      entry.add("Value.StringValue", attribute.value)
      return entry
    }
    form.add(structures: "MessageAttributes", of: "entry", entries)
    form.add("MessageGroupId", ordering?.group)
    form.add("MessageDeduplicationId", ordering?.deduplicationID)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    Answer(messageID: try result.requiredText("MessageId"))
  }
}
