/// `say APP FACT --for SPAN`: an operator's word, which conditions may ask for (``WordTest``). Without an end it is
/// taken back.
enum SayCommand: OperatorCommand {
  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let fact = order.command.fact else { return }
    guard let until = order.command.until else {
      if turn.state.words[fact]?.withdrawn == nil {
        turn.record(.observation(.wordWithdrawn(fact, by: order.command.by)))
      }
      return
    }
    guard turn.state.words[fact]?.at != turn.now else { return }
    turn.record(
      .observation(
        .wordGiven(
          fact, Word(by: order.command.by, at: turn.now, expiresAt: until, comment: order.command.comment))))
  }

  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    let now = order.givenAt
    let command = order.command
    guard let catalog = state.catalog else { return "application \(state.name) is not declared" }
    guard let fact = command.fact else { return "no fact is named" }
    let asked = catalog.interests.words
    guard asked.contains(fact) else {
      let known = asked.sorted().map(\.rawValue).joined(separator: ", ")
      return "no condition of application \(catalog.name) asks for \(fact)"
        + (asked.isEmpty ? "; its conditions ask for no word" : "; they ask for \(known)")
    }
    guard let until = command.until else {
      guard let word = state.words[fact], word.withdrawn == nil, now < word.expiresAt else {
        return "nobody's word \(fact) stands, so that none can be taken back"
      }
      return nil
    }
    guard until > now else { return "a word until \(until) would have expired already" }
    guard until <= now + Word.longest else {
      return "a word may stand for \(Word.longest) at the most; what is so for longer belongs in the application file"
    }
    return nil
  }
}
