/// Takes in that records were lost before they were read: nobody knows what they said.
enum LossRules {
  static func take(_ lost: RecordsLost, _ turn: inout Turn) {
    // The same loss is found again by a worker that was killed before it had moved on.
    guard turn.state.recordsLost != lost else { return }
    turn.record(.observation(.recordsLost(lost)))
  }
}
