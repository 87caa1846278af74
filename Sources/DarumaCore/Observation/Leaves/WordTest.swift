/// Holds while an operator's word stands: `daruma say APP FACT`. What nobody said is not so.
package struct WordTest: LeafTest {
  package var fact: WordName
  /// Whether the word speaks against the primary region; a circumstance otherwise.
  package var againstPrimary: Bool

  package init(fact: WordName, againstPrimary: Bool = false) {
    self.fact = fact
    self.againstPrimary = againstPrimary
  }

  package var interests: Interests {
    var interests = Interests()
    interests.words = [fact]
    return interests
  }

  package func weight(in regions: Regions?) -> Weight { againstPrimary ? .primary : .context }

  package var statement: String { "an operator says \(fact)" }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let weight = weight(in: nil)
    guard let word = observed.words[fact] else {
      let name = observed.application?.name.rawValue ?? "APP"
      return LeafReading(
        .not, weight: weight,
        missing: "nobody has said so; it is said with: daruma say \(name) \(fact) --for 4h --by YOU")
    }
    if let withdrawn = word.withdrawn {
      return LeafReading(
        .not, weight: weight, since: withdrawn.at, missing: "\(withdrawn.by) took it back at \(withdrawn.at)")
    }
    guard now < word.expiresAt else {
      return LeafReading(
        .not, weight: weight, since: word.expiresAt, missing: "the word of \(word.by) expired at \(word.expiresAt)")
    }
    return LeafReading(
      .holds, weight: weight, since: word.at, witnesses: [Witness(word.by, since: word.at)],
      changesAt: word.expiresAt)
  }
}

extension Condition {
  package static func said(_ test: WordTest) -> Condition { .leaf(.said(test)) }
}
