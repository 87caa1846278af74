extension Condition {
  /// Holds the condition against the world at `now` (the time decides only whether an announced fault is over).
  package func evaluate(_ world: World, _ silences: Silences, at now: Instant) -> Evaluation {
    var items: [EvidenceItem] = []
    let truth = truth(world, silences, now, negated: false, &items)
    return Evaluation(holds: truth.holds, since: truth.since, evidence: items)
  }

  private struct Truth {
    var holds: Bool
    var since: Instant?
  }

  private func truth(
    _ world: World, _ silences: Silences, _ now: Instant, negated: Bool, _ items: inout [EvidenceItem]
  ) -> Truth {
    switch self {
    case .all(let parts):
      let truths = parts.map { $0.truth(world, silences, now, negated: negated, &items) }
      let holds = truths.allSatisfy(\.holds)
      return Truth(holds: holds, since: holds ? truths.compactMap(\.since).max() : nil)
    case .any(let parts):
      let truths = parts.map { $0.truth(world, silences, now, negated: negated, &items) }
      return Truth(
        holds: truths.contains(where: \.holds), since: truths.filter(\.holds).compactMap(\.since).min())
    case .atLeast(let count, let parts):
      let truths = parts.map { $0.truth(world, silences, now, negated: negated, &items) }.filter(\.holds)
      let times = truths.compactMap(\.since).sorted()
      let holds = truths.count >= count
      return Truth(
        holds: holds, since: (1...max(1, times.count)).contains(count) && times.count >= count ? times[count - 1] : nil)
    case .not(let part):
      return Truth(holds: !part.truth(world, silences, now, negated: !negated, &items).holds, since: nil)
    case .alarm(let test):
      let found = test.matches(in: world)
      items.append(test.evidence(found, negated: negated))
      return Truth(holds: !found.isEmpty, since: found.map(\.since).min())
    case .health(let test):
      let found = test.matches(in: world, at: now)
      items.append(test.evidence(found, negated: negated))
      return Truth(holds: !found.isEmpty, since: found.map { $0.fact.startedAt ?? $0.seenAt }.min())
    case .silence(let test):
      let since = silences.since(test)
      items.append(test.evidence(since != nil, negated: negated))
      return Truth(holds: since != nil, since: since)
    }
  }

  /// Every silence leaf, for the timer that raises it.
  package var silenceTests: [SilenceTest] {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.silenceTests)
    case .not(let part): part.silenceTests
    case .silence(let test): [test]
    case .alarm, .health: []
    }
  }
}

extension AlarmTest {
  func matches(in world: World) -> [AlarmRecord] {
    world.alarms.values.filter { record in
      record.state == state && name.matches(record.name) && (region == nil || record.region == region)
    }
  }

  func evidence(_ found: [AlarmRecord], negated: Bool) -> EvidenceItem {
    // An alarm without data is a silence: it can't act alone either (invariant 10).
    EvidenceItem(
      kind: state == .insufficientData ? .silence : .alarm,
      statement: "alarm \(name) is \(state.label)" + (region.map { " in \($0)" } ?? ""),
      holds: !found.isEmpty, negated: negated, witnesses: found.map(\.name).sorted())
  }
}

extension HealthTest {
  func matches(in world: World, at now: Instant) -> [NoticeRecord] {
    world.notices.values.filter { record in
      guard record.fact.impactedRegion == region, record.impairsRegion(at: now) else { return false }
      if let service, record.fact.service.lowercased() != service.lowercased() { return false }
      guard let minimumExpectedDuration else { return true }
      return record.fact.expectedDuration.map { $0 >= minimumExpectedDuration } ?? false
    }
  }

  func evidence(_ found: [NoticeRecord], negated: Bool) -> EvidenceItem {
    EvidenceItem(
      kind: .health,
      statement: "the provider announces a fault" + (service.map { " of \($0)" } ?? "") + " in \(region)"
        + (minimumExpectedDuration.map { ", expected to last \($0) or more" } ?? ""),
      holds: !found.isEmpty, negated: negated, witnesses: found.map(\.fact.notice).sorted())
  }
}

extension SilenceTest {
  func evidence(_ holds: Bool, negated: Bool) -> EvidenceItem {
    EvidenceItem(
      kind: .silence, statement: "\(source) has been silent for \(duration)", holds: holds, negated: negated,
      witnesses: holds ? [source.rawValue] : [])
  }
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
