/// Holds while a compromise of at least a severity is suspected that no person has looked into.
package struct ThreatTest: LeafTest {
  /// As GuardDuty counts: 1 to 10, from 7 on it is high.
  package var severity: Int
  /// Nil: any resource.
  package var resource: ResourceID?
  /// Nil: a finding stands until a person clears it.
  package var noOlderThan: Span?

  package init(severity: Int, resource: ResourceID? = nil, noOlderThan: Span? = nil) {
    self.severity = severity
    self.resource = resource
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests { .of(resource) }

  package var ageLimit: Span? { noOlderThan }

  package func weight(in regions: Regions?) -> Weight { .primary }

  package var statement: String {
    "a compromise of \(resource?.rawValue ?? "some resource") is suspected, severity \(severity) or more"
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let sightings = observed.resources(resource).flatMap { resource in
      resource.names.flatMap { name -> [Sighting] in
        (observed.protection.threats[name] ?? [:]).map { finding, record in
          sighting(of: finding, record, resource, observed, at: now)
        }
      }
    }
    return LeafReading(
      anyOf: sightings, none: LeafReading(.not, weight: .primary, missing: "no such finding was heard"))
  }

  private func sighting(
    of finding: String, _ record: ThreatRecord, _ resource: Resource, _ observed: Observed, at now: Instant
  ) -> Sighting {
    if let person = observed.protection.clearedFindings[finding]?.by, observed.protection.isCleared(finding, record) {
      return Sighting(finding, .not, weight: .primary, missing: "\(finding) was looked into and cleared by \(person)")
    }
    guard record.severity >= Double(severity) else {
      return Sighting(
        finding, .not, weight: .primary, missing: "\(finding) on \(resource.id) has severity \(record.severity)")
    }
    let belief = Belief(now: now, limit: noOlderThan)
    let seen = record.firstSeen
    if let doubt = belief.doubt(finding, weight: .primary, since: seen, lastWord: seen) { return doubt }
    return Sighting(finding, .holds, weight: .primary, since: seen, changesAt: belief.fadesAt(seen))
  }
}

extension Condition {
  package static func threat(_ test: ThreatTest) -> Condition { .leaf(.threat(test)) }
}
