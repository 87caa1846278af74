/// Holds while an alarm that matches is in the wanted state.
///
/// An alarm that nobody ever heard of, that was deleted, or of which nothing was heard for ``noOlderThan`` (neither an
/// event, nor a repeat, nor a listing) is unknown.
package struct AlarmTest: LeafTest {
  /// The alarm's name; `*` stands for any text.
  package var name: NamePattern
  package var state: AlarmChanged.State
  /// Where the alarm lives. Nil: in any region.
  package var region: Region?
  /// Which region it speaks of, where that is not the one in which it lives: a canary in the recovery region that
  /// watches the primary. Nil: its own.
  package var about: Region?
  /// Nil: ``usualAge``.
  package var noOlderThan: Span?

  package static let usualAge = Span.days(1)

  package init(
    name: NamePattern, state: AlarmChanged.State, region: Region? = nil, about: Region? = nil,
    noOlderThan: Span? = nil
  ) {
    self.name = name
    self.state = state
    self.region = region
    self.about = about
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests {
    var interests = Interests()
    interests.alarms = [Interests.Alarms(name, region: region)]
    return interests
  }

  package var ageLimit: Span? { noOlderThan ?? Self.usualAge }

  package func weight(in regions: Regions?) -> Weight { weight(of: region, in: regions) }

  /// An alarm without data is a silence, and one that is OK says that all is well. One of the recovery region about
  /// itself is nothing against the primary.
  private func weight(of home: Region?, in regions: Regions?) -> Weight {
    switch state {
    case .insufficientData: return .silence
    case .ok, .deleted: return .context
    case .alarm:
      let region = about ?? home
      return region != nil && region == regions?.recovery ? .context : .primary
    }
  }

  package var statement: String {
    "alarm \(name) is \(state.label)" + (region.map { " in \($0)" } ?? "")
      + (about.map { " and speaks of \($0)" } ?? "")
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let named = observed.world.alarms.values.filter {
      name.matches($0.name) && (region == nil || $0.region == region)
    }
    let there = named.filter { $0.state != .deleted }
    return LeafReading(
      anyOf: there.map { sighting(of: $0, observed, at: now) },
      none: LeafReading(
        .unknown, weight: weight(in: observed.application?.regions),
        missing: named.isEmpty
          ? "nobody ever heard of an alarm \(name)" + (region.map { " in \($0)" } ?? "")
          : "alarm \(named.map(\.name).min() ?? name.rawValue) was deleted"))
  }

  /// How one alarm stands.
  func sighting(of record: AlarmRecord, _ observed: Observed, at now: Instant) -> Sighting {
    let belief = Belief(now: now, limit: ageLimit)
    let weight = weight(of: record.region, in: observed.application?.regions)
    let lastWord = observed.world.lastWord(of: record)
    if let doubt = belief.doubt(record.name, weight: weight, since: record.since, lastWord: lastWord) {
      return doubt
    }
    let holds = record.state == state
    let held = record.previous.map { $0 == state } ?? true
    return Sighting(
      record.name, Truth(holds), weight: weight, since: record.since,
      heldUntil: !holds && held ? record.since : nil, changesAt: belief.fadesAt(lastWord),
      missing: "\(record.name) is \(record.state.label) since \(record.since)")
  }
}

extension Condition {
  package static func alarm(_ test: AlarmTest) -> Condition { .leaf(.alarm(test)) }
}

extension AlarmChanged.State {
  /// As CloudWatch writes it.
  package var label: String {
    switch self {
    case .alarm: "ALARM"
    case .ok: "OK"
    case .insufficientData: "INSUFFICIENT_DATA"
    case .deleted: "DELETED"
    }
  }
}
