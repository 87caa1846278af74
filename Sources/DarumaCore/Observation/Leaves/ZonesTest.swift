/// Holds while traffic is moved away from at least so many zones of the region. Practice runs and experiments are drills,
/// and impair nothing.
package struct ZonesTest: LeafTest {
  package var region: Region
  /// How many zones.
  package var impaired: Int
  /// Nil: ``usualAge``.
  package var noOlderThan: Span?

  /// A shift lasts three days at the most.
  package static let usualAge = Span.days(3)

  package init(region: Region, impaired: Int, noOlderThan: Span? = nil) {
    self.region = region
    self.impaired = impaired
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests {
    var interests = Interests()
    interests.zoneRegions = [region]
    return interests
  }

  package var ageLimit: Span? { noOlderThan ?? Self.usualAge }

  package func weight(in regions: Regions?) -> Weight { region == regions?.recovery ? .context : .primary }

  package var statement: String { "traffic is moved away from \(impaired) or more zones of \(region)" }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let weight = weight(in: observed.application?.regions)
    let records = observed.world.zones.values.filter { !$0.drill && $0.region == region }
    let zones = Dictionary(grouping: records, by: \.zone).sorted { $0.key < $1.key }.map { zone, shifts in
      LeafReading(anyOf: shifts.map { sighting(of: $0, weight, at: now) }, none: LeafReading(.not, weight: weight))
    }
    let truth = Truth.atLeast(impaired, of: zones.map(\.truth))
    let impairedZones = zones.filter { $0.truth == .holds }
    let times = impairedZones.compactMap(\.since).sorted()
    let changesAt = zones.compactMap(\.changesAt).min()
    switch truth {
    case .holds:
      return LeafReading(
        .holds, weight: weight, since: times.count >= impaired ? times[max(impaired, 1) - 1] : nil,
        witnesses: impairedZones.flatMap(\.witnesses), changesAt: changesAt)
    case .unknown:
      return LeafReading(
        .unknown, weight: weight, changesAt: changesAt, missing: zones.first { $0.truth == .unknown }?.missing)
    case .not:
      let end = zones.filter { $0.truth == .not }.compactMap(\.since).max()
      return LeafReading(
        .not, weight: weight, since: end, heldUntil: end, changesAt: changesAt,
        missing: "\(impairedZones.count) of \(impaired) zones are impaired")
    }
  }

  private func sighting(of record: ZoneRecord, _ weight: Weight, at now: Instant) -> Sighting {
    guard record.isImpaired else { return Sighting(record.zone, .not, weight: weight, since: record.at) }
    let belief = Belief(now: now, limit: ageLimit)
    if let doubt = belief.doubt(record.zone, weight: weight, since: record.at, lastWord: record.at) { return doubt }
    return Sighting(record.zone, .holds, weight: weight, since: record.at, changesAt: belief.fadesAt(record.at))
  }
}

extension Condition {
  package static func zones(_ test: ZonesTest) -> Condition { .leaf(.zones(test)) }
}
