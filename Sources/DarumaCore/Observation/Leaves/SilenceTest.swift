/// Holds once a source has not spoken for so long. A source that was never heard is unknown, not silent.
package struct SilenceTest: LeafTest {
  package var source: SourceName
  package var duration: Span

  package init(source: SourceName, duration: Span) {
    self.source = source
    self.duration = duration
  }

  package var interests: Interests {
    var interests = Interests()
    interests.sources = [source]
    return interests
  }

  package func weight(in regions: Regions?) -> Weight { .silence }

  package var statement: String { "\(source) has been silent for \(duration)" }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let silences = observed.silences
    let heard = observed.world.heartbeats[source]
    let heldUntil = silences.endedAt(self)
    if let since = silences.since(self) {
      return LeafReading(.holds, weight: .silence, since: since, witnesses: [Witness(source.rawValue, since: since)])
    }
    guard let heard else {
      return LeafReading(.unknown, weight: .silence, missing: "\(source) was never heard; is its name right?")
    }
    let belief = Belief(now: now, limit: nil)
    if let doubt = belief.doubt(source.rawValue, weight: .silence, since: heard, lastWord: heard) {
      return LeafReading(.unknown, weight: .silence, changesAt: doubt.changesAt, missing: doubt.missing)
    }
    guard let deadline = silences.deadline(self, lastHeard: heard) else {
      return LeafReading(
        .unknown, weight: .silence, missing: "Daruma does not listen: who is deaf can't tell who is silent")
    }
    guard deadline > min(observed.heardUntil ?? now, now) else {
      return LeafReading(
        .holds, weight: .silence, since: deadline, witnesses: [Witness(source.rawValue, since: deadline)])
    }
    return LeafReading(
      .not, weight: .silence, since: heard, heldUntil: heldUntil, changesAt: deadline,
      missing: "\(source) spoke at \(heard)")
  }
}

extension Condition {
  package static func silence(_ test: SilenceTest) -> Condition { .leaf(.silence(test)) }

  /// Every silence that it asks for, for the timer that raises it.
  package var silenceTests: [SilenceTest] {
    leaves.compactMap { leaf in
      guard case .silence(let test) = leaf else { return nil }
      return test
    }
  }
}
