// Telling people is the one thing that the core itself asks for. A step that tells them something asks for the same.

extension ActionName {
  package static let notify: ActionName = "notify"
}

extension ActionTraits {
  package static let notify = ActionTraits(
    nature: .tells, idempotency: .none, plane: .addresses, services: ["SNS"], sentence: "\u{201C}{subject}\u{201D}")
}

extension Action {
  /// Tell people, over every channel. At least once: neither SNS nor a webhook can be asked what it has seen, so the
  /// effect's id goes with the message for the receiver to know a repeat by. Where one channel fails, all are used again
  /// at the next attempt.
  package static func notice(channels: [Channel], subject: String, message: String, from region: Region) -> Action {
    Action(
      name: .notify, region: region,
      parameters: [
        "channels": .list(channels.map(\.document)), "subject": .text(subject), "message": .text(message),
      ], traits: .notify)
  }
}

extension Channel {
  package var document: Document {
    switch self {
    case .sns(let topic): ["sns": .text(topic.rawValue)]
    case .webhook(let url): ["webhook": .text(url)]
    }
  }

  /// Nil where `document` is no channel.
  package init?(_ document: Document) {
    if let topic = document["sns"]?.text {
      self = .sns(topic: ARN(topic))
    } else if let url = document["webhook"]?.text {
      self = .webhook(url: url)
    } else {
      return nil
    }
  }
}
