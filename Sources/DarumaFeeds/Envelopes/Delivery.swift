import DarumaCore

/// What SNS says around a message, for the families whose messages leave it out.
struct Delivery {
  var topic: ARN?
  var timestamp: Instant?
  var attributes: JSONValue?

  /// The region of the topic. CloudWatch, RDS, ElastiCache and AWS Backup publish only to topics of their own
  /// region.
  var region: Region? { topic?.regionCode }
}

/// What a family gets that speaks through SNS: the message, and what was around it.
struct Notification {
  let body: JSONValue
  let delivery: Delivery
}
