/// Takes in what was seen of an effect. What that means for its step, its verification or its message is found by the
/// rules, from the state.
enum Outcomes {
  static func take(_ outcome: Outcome, _ turn: inout Turn) {
    let input: EffectMachine.Input =
      switch outcome.result {
      case .succeeded(let outputs): .seenDone(outputs: outputs, byOther: false)
      case .adopted(let outputs): .seenDone(outputs: outputs, byOther: true)
      case .failed(let failure): .seenFailed(failure.bounded)
      case .unsettled(let failure): .leftUnsettled(failure.bounded)
      }
    // Late where it has an end already: the journal says how it ended.
    turn.give(input, to: outcome.effect)
  }
}
