import DarumaCore

/// `notify` as read.
struct NoticeDraft: Sendable {
  enum Recipients: Sendable {
    case channels([Located<Channel>])
    case role(Located<Role>)
  }

  var recipients: Recipients
  var message: String

  /// Where the message goes, with the places that say so; empty for a role that no contact reaches.
  func channels(contacts: [Contact]) -> [Located<Channel>] {
    switch recipients {
    case .channels(let channels): channels
    case .role(let role):
      contacts.filter { $0.role == role.value }.map { Located(value: $0.channel, place: role.place) }
    }
  }
}

enum NoticeSection {
  /// Characters of a message; SNS takes 256 KiB, a person at night far less.
  static let longestMessage = 4096
  static let mostChannels = 20

  private static let message = Key.required(
    "message", Form<String>.text(atMost: longestMessage), "What people are told.")
  private static let to = Key.optional(
    "to", Form<[Located<Channel>]>.list(of: ChannelSection.form, count: 1...mostChannels),
    "Where the message goes.")
  private static let role = Key.optional(
    "role", Form<Role>.name("the name of a role").located, "Whom the message goes to, by their contacts.")

  static let form = Form<ActionDraft.Parameters>.mapping(
    KeyTable(
      title: "the `with` of notify", keys: [message, to, role], rules: [.exactlyOne([to.name, role.name])])
  ) { fields in
    let (text, channels, toRole) = (fields.value(message), fields.value(to), fields.value(role))
    guard let text,
      let recipients = channels.map({ .channels($0) }) ?? toRole.map({ .role($0) }) as NoticeDraft.Recipients?
    else { return nil }
    return .notify(NoticeDraft(recipients: recipients, message: text))
  }
}
