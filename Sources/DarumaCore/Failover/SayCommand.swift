/// `say`: an operator's word, which conditions may ask for (``WordTest``). Without `until` it is taken back.
enum SayCommand {
  /// - Returns: Why it can't be done; nil where it was.
  static func carryOut(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    if let refusal = refusal(of: command, turn.state, at: turn.now) { return refusal }
    guard let fact = command.fact else { return nil }
    guard let until = command.until else {
      turn.record(.observation(.wordWithdrawn(fact, by: command.by)))
      return nil
    }
    turn.record(
      .observation(
        .wordGiven(fact, Word(by: command.by, at: turn.now, expiresAt: until, comment: command.comment))))
    return nil
  }

  private static func refusal(
    of command: CommandGiven, _ state: ApplicationState, at now: Instant
  ) -> String? {
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
