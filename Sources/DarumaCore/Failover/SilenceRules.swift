/// Raises silence by time alone, and ends it when the source is heard.
enum SilenceRules {
  static func settle(_ turn: inout Turn) {
    for test in turn.state.silenceTests {
      let heard = turn.state.projection.world.heartbeats[test.source]
      if let since = turn.state.silences.since(test) {
        guard let heard, heard + test.duration > since else { continue }
        // A word that comes late does not end the silence: it only says when it began.
        let moved = heard + test.duration
        turn.record(
          .observation(moved > turn.now ? .spokeAgain(test) : .fellSilent(test, since: moved)))
      } else if let deadline = turn.state.silences.deadline(test, lastHeard: heard), deadline <= turn.heardUntil {
        turn.record(.observation(.fellSilent(test, since: deadline)))
      }
    }
  }
}
