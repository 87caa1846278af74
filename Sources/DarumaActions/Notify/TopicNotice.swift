internal import DarumaAWS
internal import DarumaCore
internal import DarumaCrypto

/// Publishes a message to an SNS topic, in the topic's own region. The attribute `daruma.effect` is the same
/// in every repeat.
struct TopicNotice {
  let client: AWSClient

  func send(_ notice: NoticeMessage, to topic: ARN, of effect: Effect) async throws(CloudFault) {
    guard topic.isWellFormed, topic.service == "sns", !topic.region.rawValue.isEmpty else {
      throw CloudFault(
        kind: .refused, code: "sns.not-a-topic",
        message: "\(topic) is not the ARN of an SNS topic. Correct the channel in the application file.",
        isRetriable: false)
    }
    _ = try await client.send(Self.request(notice, to: topic, of: effect), in: topic.region)
  }

  static func request(_ notice: NoticeMessage, to topic: ARN, of effect: Effect) -> Publish {
    let text = NoticeText(subject: notice.subject, message: notice.message, lastLine: notice.journalLine)
    return Publish(
      topic: topic.rawValue, subject: text.subject, message: text.message, attributes: attributes(effect),
      ordering: ordering(topic, effect))
  }

  private static func attributes(_ effect: Effect) -> [Publish.Attribute] {
    let execution = effect.execution.map { [Publish.Attribute("daruma.execution", $0.rawValue)] } ?? []
    return [Publish.Attribute("daruma.application", effect.application.rawValue)] + execution
      + [Publish.Attribute("daruma.effect", effect.id.rawValue)]
  }

  /// A FIFO topic drops repeats by itself. The id is a digest, since an effect's id may be longer than the
  /// 128 letters that it takes.
  private static func ordering(_ topic: ARN, _ effect: Effect) -> Publish.Ordering? {
    guard topic.rawValue.hasSuffix(".fifo") else { return nil }
    return Publish.Ordering(
      group: SHA256.hex(utf8: effect.execution?.rawValue ?? effect.application.rawValue),
      deduplicationID: SHA256.hex(utf8: effect.id.rawValue))
  }
}
