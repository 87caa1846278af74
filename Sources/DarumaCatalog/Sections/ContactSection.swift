package import DarumaCore

package struct ContactDraft: Sendable {
  package var role: Role?
  package var channel: Located<Channel>?

  package func contact() -> Contact? {
    guard let role, let channel else { return nil }
    return Contact(role: role, channel: channel.value)
  }
}

package enum ContactSection {
  private static let role = Key.required(
    "role", Form<Role>.name("the name of a role"),
    "The person or group that is reached, such as `management`.")

  package static let form = Form<ContactDraft>.mapping(
    KeyTable(
      title: "a contact", keys: [role, ChannelSection.sns, ChannelSection.webhook],
      rules: ChannelSection.rules)
  ) { fields in
    ContactDraft(role: fields.value(role), channel: ChannelSection.channel(fields))
  }
}

/// Where a message goes: the keys that contacts and the `to` of a notice have in common.
package enum ChannelSection {
  package static let sns = Key.optional(
    "sns", Form<ARN>.topic, "The ARN of an SNS topic, better not in the primary region.")
  package static let webhook = Key.optional(
    "webhook", Form<String>.webhook,
    "Where a URL is found that takes a JSON object by POST: `env:NAME` or `file:/PATH`, on the worker's machine.")
  package static let rules = [KeyRule.exactlyOne([sns.name, webhook.name])]

  package static let form = Form<Located<Channel>>.mapping(
    KeyTable(title: "a channel", keys: [sns, webhook], rules: rules)
  ) { channel($0) }

  package static func channel(_ fields: Fields) -> Located<Channel>? {
    let topic = fields.value(sns)
    let address = fields.value(webhook)
    if let topic { return Located(value: .sns(topic: topic), place: fields.place(of: sns)) }
    if let address { return Located(value: .webhook(url: address), place: fields.place(of: webhook)) }
    return nil
  }
}

extension Channel {
  /// Whether a message on this channel goes through the region.
  package func isReached(through region: Region) -> Bool {
    switch self {
    case .sns(let topic): topic.region == region
    case .webhook(let url): WebAddress(url)?.host.isHost(in: region) ?? false
    }
  }
}
