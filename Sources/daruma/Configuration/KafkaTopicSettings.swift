/// Settings of topics that matter to more than one place.
enum KafkaTopicSettings {
  static let timestampType = "message.timestamp.type"
  static let logAppendTime = "LogAppendTime"
}
