/// Takes in that a person goes on with a journal which was not what it was.
enum AcceptanceRules {
  static func take(_ acceptance: JournalAcceptance, _ turn: inout Turn) {
    if let known = turn.state.journalAcceptedAt, known >= acceptance.at { return }
    // First, so that a decision that is cut off here leads to the same end.
    if acceptance.usersMayHaveMoved {
      turn.give(.doubted(reason: "\(acceptance.by) went on with a journal that had lost its end"))
    }
    turn.record(.observation(.journalAccepted(acceptance)))
  }
}
