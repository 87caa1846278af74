package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `notify`: tells people. There is nothing to observe: no channel can be asked what it has seen. What Daruma itself has to
/// tell goes the same way.
///
/// With each message goes where the journal ended as it was sent: whoever keeps the messages keeps what `daruma journal
/// verify --expect-head` is given. A repeat bears the same id, and the head of its own time.
package enum Notify: ActionDefinition {
  package static let name = ActionName.notify
  package static let about = "Tells people something, over SNS and webhooks."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits.notify
  package static let usually = Span.seconds(5)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension Notify {
  /// Characters of a message; SNS takes 256 KiB, a person at night far less.
  private static let longestMessage = 4096
  private static let mostChannels = 20

  private static let message = Key.required(
    "message", Form<String>.text(atMost: longestMessage), "What people are told.")
  private static let to = Key.optional(
    "to", Form<[Located<Channel>]>.list(of: ChannelSection.form, count: 1...mostChannels),
    "Where the message goes.")
  private static let role = Key.optional(
    "role", Form<Role>.name("the name of a role").located, "Whom the message goes to, by their contacts.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of notify", keys: [message, to, role], rules: [.exactlyOne([to.name, role.name])])
  ) { fields in
    let (text, channels, toRole) = (fields.value(message), fields.value(to), fields.value(role))
    guard let text, let recipients = channels.map({ .channels($0) }) ?? toRole.map({ .role($0) }) as Recipients?
    else { return nil }
    return Wanted(recipients: recipients, message: text)
  }

  enum Recipients: Sendable {
    case channels([Located<Channel>])
    case role(Located<Role>)
  }

  package struct Wanted: ActionWanted {
    var recipients: Recipients
    var message: String

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        "channels": .list(channels(setting.contacts).map(\.value.document)), Notify.message.name: .text(message),
        "subject": .blank(.joined([.blank(.application), ": ", .blank(.plan)])),
      ]
    }

    package var roles: [Located<Role>] {
      guard case .role(let role) = recipients else { return [] }
      return [role]
    }

    package func addresses(in setting: ActionSetting) -> [CalledAddress] {
      channels(setting.contacts).map { channel in
        CalledAddress(
          value: channel.value.address, place: channel.place,
          isInPrimary: setting.primary.map { channel.value.isReached(through: $0) } ?? false)
      }
    }

    /// Where the message goes, with the places that say so; empty for a role that no contact reaches.
    private func channels(_ contacts: [Contact]) -> [Located<Channel>] {
      switch recipients {
      case .channels(let channels): channels
      case .role(let role):
        contacts.filter { $0.role == role.value }.map { Located(value: $0.channel, place: role.place) }
      }
    }
  }
}

// MARK: - Carried out

extension Notify {
  package struct Request: ActionRequest {
    var channels: [Channel]
    var subject: String
    var message: String

    package init(_ arguments: Arguments) throws(CloudFault) {
      channels = try arguments.list("channels").map { document throws(CloudFault) in
        guard let channel = Channel(document) else { throw arguments.fault("channels", "holds what is no channel") }
        return channel
      }
      subject = try arguments.text("subject")
      message = try arguments.text(Notify.message.name)
    }
  }

  package static func calls(_ notice: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let message = NoticeMessage(notice, of: at.effect, journal: nil)
    var calls: [PlannedCall] = []
    for channel in notice.channels {
      switch channel {
      case .sns(let topic):
        calls.append(
          try PlannedCall(
            TopicNotice.request(message, to: topic, of: at.effect), in: topic.region, on: [topic.rawValue]))
      // The path of a webhook may be a secret.
      case .webhook(let url): calls.append(PlannedCall("POST", WebAddress(url)?.host ?? url, changes: false))
      }
    }
    return calls
  }

  package static func observe(_ notice: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation { .absent }

  /// Uses every channel, whatever becomes of the others: whoever can be reached is told at once.
  ///
  /// - Throws: ``CloudFault`` that tells of all channels that failed.
  package static func act(_ notice: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let topics = TopicNotice(client: at.tools.client)
    let webhooks = WebhookNotice(transport: at.tools.transport, addresses: at.tools.addresses)
    let message = NoticeMessage(notice, of: at.effect, journal: at.tools.journal())
    var faults: [CloudFault] = []
    for channel in notice.channels {
      do throws(CloudFault) {
        switch channel {
        case .sns(let topic): try await topics.send(message, to: topic, of: at.effect)
        case .webhook(let url): try await webhooks.send(message, to: url, of: at.effect)
        }
      } catch {
        faults.append(error)
      }
    }
    guard let fault = combined(faults) else { return .finished(outputs: [:]) }
    throw fault
  }

  /// Named after the first; worth another try where one of them is.
  private static func combined(_ faults: [CloudFault]) -> CloudFault? {
    guard var fault = faults.first else { return nil }
    fault.message = faults.map(\.message).joined(separator: " ")
    fault.isRetriable = faults.contains { $0.isRetriable }
    // One that can be asked earlier is.
    fault.notBefore = faults.allSatisfy { $0.notBefore != nil } ? faults.compactMap(\.notBefore).min() : nil
    return fault
  }
}

extension Channel {
  fileprivate var address: String {
    switch self {
    case .sns(let topic): topic.rawValue
    case .webhook(let url): url
    }
  }
}
