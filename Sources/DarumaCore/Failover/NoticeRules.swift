/// Has people told of what they are to be told of (invariant 16): a message for each of them, at most once for a fact.
enum NoticeRules {
  /// How long it is tried to tell people.
  static let timeout = Span.minutes(15)
  /// Messages of one application that are on their way at once: what comes beyond waits, so that a flood of facts is no
  /// flood of mail. What asks people to do something waits for nothing.
  static let mostOpen = 40

  static func settle(_ turn: inout Turn) {
    guard !turn.state.untold.items.isEmpty else { return }
    var open = turn.state.effects.open.count { $0.telling != nil }
    for item in turn.state.untold.items {
      guard let application = application(of: item.telling, turn.state) else { continue }
      let contacts = application.contacts.filter { item.telling.concerns($0, turn.state) }
      let rest = contacts.indices.dropFirst(item.told)
      let messages = item.telling.asks ? rest : rest.prefix(max(0, mostOpen - open))
      open += messages.count
      for index in messages {
        let words = NoticeWords(item.telling, application, turn.state)
        let effect = Effect(
          id: Effect.noticeIdentifier(
            item.telling.execution?.rawValue ?? turn.state.name.rawValue, subject: item.telling.subject,
            recipient: index + 1),
          application: turn.state.name, execution: item.telling.execution, step: nil, attempt: 1, purpose: .perform,
          action: .notice(
            channels: [contacts[index].channel], subject: words.title, message: words.message,
            from: application.regions.recovery),
          deadline: turn.now + timeout)
        turn.record(.notice(.due(effect, item.telling)))
      }
      if messages.count == rest.count { turn.record(.notice(.told(item.telling))) }
    }
  }

  /// Those whom the execution's own file names, or else today's.
  private static func application(of telling: Telling, _ state: ApplicationState) -> Application? {
    telling.execution.flatMap { state.executions[$0]?.application } ?? state.catalog ?? state.formerFile
  }
}

extension Telling {
  /// Whether people are asked to do something, and something waits for them.
  fileprivate var asks: Bool {
    switch self {
    case .approvalRequested, .stepPaused: true
    case .began, .usersMoved, .ended, .suppressed, .placementUnknown, .placementTold, .effectUnknown, .commandRejected,
      .strangerRefused,
      .overridden, .paused, .cannotHear, .withdrawn, .journalAccepted, .recordsLost, .callerChanged:
      false
    }
  }

  /// Whether the contact is to be told: a request goes to those who may answer it, all else to everyone.
  fileprivate func concerns(_ contact: Contact, _ state: ApplicationState) -> Bool {
    guard case .approvalRequested(let id, _) = self, let approval = state.executions[id]?.machine.approval else {
      return true
    }
    return approval.policy.from.contains(contact.role)
  }
}
