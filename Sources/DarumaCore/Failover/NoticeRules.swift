/// Has people told of what they are to be told of (invariant 16): a message for each of them, at most once for a fact.
enum NoticeRules {
  /// How long it is tried to tell people.
  static let timeout = Span.minutes(15)
  /// Messages of one application that are on their way at once: what comes beyond waits, so that a flood of facts is no
  /// flood of mail. What asks people to do something waits for nothing.
  static let mostOpen = 40

  static func settle(_ turn: inout Turn) {
    tellOfRejections(&turn)
    guard !turn.state.untold.items.isEmpty else { return }
    var open = turn.state.effects.open.count { $0.telling != nil }
    for item in turn.state.untold.items {
      guard let application = application(of: item.telling, turn.state) else { continue }
      let contacts = application.contacts.filter { item.telling.concerns($0, turn.state) }
      let rest = contacts.indices.dropFirst(item.told)
      let messages = item.telling.asks ? rest : rest.prefix(max(0, mostOpen - open))
      open += messages.count
      for index in messages {
        turn.record(.notice(.due(message(item.telling, to: contacts[index], index, application, turn), item.telling)))
      }
      if messages.count == rest.count { turn.record(.notice(.told(item.telling))) }
    }
  }

  /// Time alone makes it due, so that it waits in no list: all are told at once, and at most once an hour.
  private static func tellOfRejections(_ turn: inout Turn) {
    guard let rejections = turn.state.toldRejections?.untold(at: turn.now) else { return }
    let telling = Telling.rejectionsUntold(rejections, at: turn.now)
    if let application = application(of: telling, turn.state) {
      for (index, contact) in application.contacts.enumerated() {
        turn.record(.notice(.due(message(telling, to: contact, index, application, turn), telling)))
      }
    }
    turn.record(.notice(.told(telling)))
  }

  private static func message(
    _ telling: Telling, to contact: Contact, _ index: Int, _ application: Application, _ turn: Turn
  ) -> Effect {
    let words = NoticeWords(telling, application, turn.state)
    return Effect(
      id: Effect.noticeIdentifier(
        telling.execution?.rawValue ?? turn.state.name.rawValue, subject: telling.subject, recipient: index + 1),
      application: turn.state.name, execution: telling.execution, step: nil, attempt: 1, purpose: .perform,
      action: .notice(
        channels: [contact.channel], subject: words.title, message: words.message, from: application.regions.recovery),
      deadline: turn.now + timeout)
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
    case .approvalRequested, .stepPaused, .stepAsked: true
    case .began, .usersMoved, .ended, .suppressed, .placementUnknown, .placementTold, .effectUnknown, .commandRejected,
      .strangerRefused, .rejectionsUntold,
      .overridden, .paused, .cannotHear, .withdrawn, .journalAccepted, .recordsLost, .callerChanged,
      .planTurned:
      false
    }
  }

  /// Whether the contact is to be told: a request goes to those who may answer it, all else to everyone.
  fileprivate func concerns(_ contact: Contact, _ state: ApplicationState) -> Bool {
    switch self {
    case .approvalRequested(let id, _):
      return state.executions[id]?.machine.approval?.policy.from.contains(contact.role) ?? true
    case .stepAsked(let id, let step, _):
      guard case .word(let role?, _)? = state.executions[id]?.plan.step(step)?.action.awaits else { return true }
      return contact.role == role
    case .stepPaused, .began, .usersMoved, .ended, .suppressed, .placementUnknown, .placementTold, .effectUnknown,
      .commandRejected, .strangerRefused, .rejectionsUntold, .overridden, .paused, .cannotHear, .withdrawn,
      .journalAccepted, .recordsLost, .callerChanged, .planTurned:
      return true
    }
  }
}
