/// What a leaf speaks for (invariant 10: only what speaks against the primary can let a trigger fire).
package enum Weight: String, Codable, Hashable, Sendable, CaseIterable {
  /// Against the primary.
  case primary
  /// Something should have spoken, or been measured, and was not.
  case silence
  /// That all is well elsewhere, or a circumstance.
  case context
}

/// What makes a leaf hold: this alarm, that notice.
package struct Witness: Codable, Hashable, Sendable {
  package var name: String
  package var since: Instant?

  package init(_ name: String, since: Instant? = nil) {
    self.name = name
    self.since = since
  }
}

/// What one leaf reads at one moment.
package struct LeafReading: Hashable, Sendable {
  package var truth: Truth
  package var weight: Weight
  /// When it began to hold, or ceased to, by the source's own time; nil where it never did, or nobody knows.
  package var since: Instant?
  /// Until when it held, where it does not any more and is known to have.
  package var heldUntil: Instant?
  /// In order of name; empty while it does not hold.
  package var witnesses: [Witness]
  /// When time alone changes it, at the earliest.
  package var changesAt: Instant?
  /// What is missing where it does not hold, or is unknown; no age is in it, so that it stays the same while nothing
  /// happens.
  package var missing: String?

  package init(
    _ truth: Truth, weight: Weight, since: Instant? = nil, heldUntil: Instant? = nil, witnesses: [Witness] = [],
    changesAt: Instant? = nil, missing: String? = nil
  ) {
    self.truth = truth
    self.weight = weight
    self.since = since
    self.heldUntil = heldUntil
    self.witnesses = witnesses
    self.changesAt = changesAt
    self.missing = missing
  }
}

/// One of the things that a leaf looks at: this alarm, that replica.
struct Sighting {
  var name: String
  var truth: Truth
  var weight: Weight
  var since: Instant?
  var heldUntil: Instant?
  var changesAt: Instant?
  /// What it says where it does not hold.
  var missing: String?

  init(
    _ name: String, _ truth: Truth, weight: Weight, since: Instant? = nil, heldUntil: Instant? = nil,
    changesAt: Instant? = nil, missing: String? = nil
  ) {
    self.name = name
    self.truth = truth
    self.weight = weight
    self.since = since
    self.heldUntil = heldUntil
    self.changesAt = changesAt
    self.missing = missing
  }
}

extension LeafReading {
  /// Holds where any of `sightings` does, since the first of those; is unknown where none does and one could.
  ///
  /// - Parameter none: What it reads where there is nothing to look at.
  init(anyOf sightings: [Sighting], none: LeafReading) {
    guard !sightings.isEmpty else {
      self = none
      return
    }
    let sightings = sightings.sorted { $0.name < $1.name }
    let changesAt = sightings.compactMap(\.changesAt).min()
    let holding = sightings.filter { $0.truth == .holds }
    if !holding.isEmpty {
      let weights = Set(holding.map(\.weight))
      let weight = [Weight.primary, .silence, .context].first(where: weights.contains) ?? none.weight
      self.init(
        .holds, weight: weight, since: holding.compactMap(\.since).min(),
        witnesses: holding.map { Witness($0.name, since: $0.since) }, changesAt: changesAt)
      return
    }
    if let unknown = sightings.first(where: { $0.truth == .unknown }) {
      self.init(.unknown, weight: none.weight, changesAt: changesAt, missing: unknown.missing)
      return
    }
    self.init(
      .not, weight: none.weight, since: sightings.compactMap(\.since).max(),
      heldUntil: sightings.compactMap(\.heldUntil).max(), changesAt: changesAt,
      missing: sightings.compactMap(\.missing).first)
  }
}

/// How far a source's word can be believed at a moment.
struct Belief {
  let now: Instant
  /// How old a source's last word may be; nil: as old as it likes.
  let limit: Span?

  /// How far a source's clock may be ahead of ours: what lies further ahead is not believed.
  static let tolerance = Span.minutes(2)

  /// How the thing reads where its word can't be believed; nil where it can.
  ///
  /// - Parameters:
  ///   - since: When it became so, as the source says.
  ///   - lastWord: When the source said so for the last time.
  func doubt(_ name: String, weight: Weight, since: Instant, lastWord: Instant) -> Sighting? {
    let newest = max(since, lastWord)
    if newest > now + Self.tolerance {
      return Sighting(
        name, .unknown, weight: weight, changesAt: newest - Self.tolerance,
        missing: "\(name) speaks of \(newest), which is yet to come")
    }
    if let limit, lastWord + limit <= now {
      return Sighting(
        name, .unknown, weight: weight,
        missing: "the last word of \(name) is of \(lastWord), older than the \(limit) that it may be")
    }
    return nil
  }

  /// When a last word becomes too old.
  func fadesAt(_ lastWord: Instant) -> Instant? { limit.map { lastWord + $0 } }
}
