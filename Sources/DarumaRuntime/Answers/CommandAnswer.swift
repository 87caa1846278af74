package import DarumaCore

/// What became of an operator's command, for whoever waits for it. The journal says the same, and is what counts.
package struct CommandAnswer: Codable, Hashable, Sendable {
  package enum Outcome: String, Codable, Hashable, Sendable {
    case accepted
    case rejected
  }

  /// As the sender chose it.
  package var id: String
  package var application: ApplicationName
  package var command: CommandGiven.Command
  package var outcome: Outcome
  /// Why it was rejected; nil otherwise.
  package var reason: String?
  package var worker: String
  /// When it was decided.
  package var at: Instant
}

extension CommandAnswer {
  /// Nil where the event is about no command's end.
  package init?(_ event: Event, worker: String) {
    switch event.body {
    case .command(.accepted(let signal, let command)):
      self.init(signal, command, .accepted, nil, worker, event.at)
    case .command(.rejected(let signal, let command, let reason)),
      .command(.refused(let signal, let command, let reason)):
      self.init(signal, command, .rejected, reason, worker, event.at)
    default: return nil
    }
  }

  init(
    _ signal: SignalID, _ command: CommandGiven, _ outcome: Outcome, _ reason: String?, _ worker: String, _ at: Instant
  ) {
    id = Self.id(of: signal)
    application = command.application
    self.command = command.command
    self.outcome = outcome
    self.reason = reason
    self.worker = worker
    self.at = at
  }

  /// The sender's id stands behind the kind of the fact.
  private static func id(of signal: SignalID) -> String {
    let prefix = Fact.Kind.commandGiven.rawValue + "#"
    return signal.rawValue.hasPrefix(prefix) ? String(signal.rawValue.dropFirst(prefix.count)) : signal.rawValue
  }
}
