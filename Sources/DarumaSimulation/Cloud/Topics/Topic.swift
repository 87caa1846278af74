/// An SNS topic with the newest messages published to it.
package struct Topic: Sendable {
  /// Most messages kept for each topic.
  package static let keptMessages = 1_000

  package let arn: String
  package let name: String
  package internal(set) var messages = BoundedHistory<PublishedMessage>(limit: Topic.keptMessages)

  package init(arn: String, name: String) {
    self.arn = arn
    self.name = name
  }
}

/// A message as subscribers would get it.
package struct PublishedMessage: Sendable, Equatable {
  package let id: String
  package let subject: String?
  package let message: String
  /// String attributes by name.
  package let attributes: [String: String]
  /// Milliseconds since the epoch.
  package let at: Int64
}

/// SNS in one region.
package struct Topics: Sendable {
  package let place: Place
  /// By ARN.
  package private(set) var topics: [String: Topic] = [:]

  init(place: Place) {
    self.place = place
  }

  package func arn(of name: String) -> String { place.arn(.sns, name) }

  mutating func put(_ topic: Topic) {
    topics[topic.arn] = topic
  }
}
