/// Holds while the provider announces an open fault of the region.
///
/// A notice that is not for everyone in the region (of an account, of single resources, without a scope) is no fault of
/// the region, and planned work is none. One of which nothing was heard for ``noOlderThan`` is unknown: its end may have
/// been lost.
package struct HealthTest: LeafTest {
  package var region: Region
  /// Nil: whatever the provider expects, or if it expects nothing.
  package var minimumExpectedDuration: Span?
  /// The provider's code of the service; nil: any.
  package var service: String?
  /// Nil: ``usualAge``.
  package var noOlderThan: Span?

  package static let usualAge = Span.days(1)

  package init(
    region: Region, minimumExpectedDuration: Span? = nil, service: String? = nil, noOlderThan: Span? = nil
  ) {
    self.region = region
    self.minimumExpectedDuration = minimumExpectedDuration
    self.service = service
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests {
    var interests = Interests()
    interests.noticeRegions = [region]
    return interests
  }

  package var ageLimit: Span? { noOlderThan ?? Self.usualAge }

  package func weight(in regions: Regions?) -> Weight { region == regions?.recovery ? .context : .primary }

  package var statement: String {
    "the provider announces a fault" + (service.map { " of \($0)" } ?? "") + " in \(region)"
      + (minimumExpectedDuration.map { ", expected to last \($0) or more" } ?? "")
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let weight = weight(in: observed.application?.regions)
    let notices = observed.world.notices.values.filter { record in
      record.concernsEveryone(in: region)
        && (service.map { record.fact.service.lowercased() == $0.lowercased() } ?? true)
    }
    return LeafReading(
      anyOf: notices.map { sighting(of: $0, weight, observed, at: now) },
      none: LeafReading(.not, weight: weight, missing: "no notice of such a fault was heard"))
  }

  private func sighting(
    of record: NoticeRecord, _ weight: Weight, _ observed: Observed, at now: Instant
  ) -> Sighting {
    let fact = record.fact
    guard record.isOpen(at: now) else {
      let end = record.endedAt(by: now)
      return Sighting(
        fact.notice, .not, weight: weight, since: end, heldUntil: end,
        missing: fact.status == .upcoming
          ? "\(fact.notice) is announced and not open yet" : "\(fact.notice) ended" + (end.map { " at \($0)" } ?? ""))
    }
    let since = fact.startedAt ?? record.seenAt
    let lastWord = observed.world.lastWord(of: record)
    let belief = Belief(now: now, limit: ageLimit)
    if let doubt = belief.doubt(fact.notice, weight: weight, since: since, lastWord: lastWord) { return doubt }
    let changesAt = [fact.endedAt, belief.fadesAt(lastWord)].compactMap(\.self).min()
    guard let minimumExpectedDuration else {
      return Sighting(fact.notice, .holds, weight: weight, since: since, changesAt: changesAt)
    }
    guard let expected = fact.expectedDuration else {
      return Sighting(
        fact.notice, .unknown, weight: weight, changesAt: changesAt,
        missing: "\(fact.notice) is open, and the provider does not say how long it expects it to last")
    }
    return Sighting(
      fact.notice, Truth(expected >= minimumExpectedDuration), weight: weight, since: since, changesAt: changesAt,
      missing: "\(fact.notice) is expected to last \(expected)")
  }
}

extension Condition {
  package static func health(_ test: HealthTest) -> Condition { .leaf(.health(test)) }
}
