/// What conditions ask to be routed to their application, and to be listed.
package struct Interests: Hashable, Sendable {
  /// Alarms of a name, in one region or in any.
  package struct Alarms: Hashable, Sendable, Comparable {
    package var name: NamePattern
    package var region: Region?

    package init(_ name: NamePattern, region: Region? = nil) {
      self.name = name
      self.region = region
    }

    package static func < (left: Alarms, right: Alarms) -> Bool {
      (left.name, left.region?.rawValue ?? "") < (right.name, right.region?.rawValue ?? "")
    }
  }

  package var alarms: Set<Alarms> = []
  /// Whose heartbeats are listened for.
  package var sources: Set<SourceName> = []
  /// Of which regions the provider's notices are asked for.
  package var noticeRegions: Set<Region> = []
  /// Of which regions zones are asked for.
  package var zoneRegions: Set<Region> = []
  /// Of which resources what happens to them is asked for.
  package var resources: Set<ResourceID> = []
  /// Whether it is asked for of all resources.
  package var allResources = false
  /// What operators may say.
  package var words: Set<WordName> = []

  package init() {}

  package func union(_ other: Interests) -> Interests {
    var union = self
    union.alarms.formUnion(other.alarms)
    union.sources.formUnion(other.sources)
    union.noticeRegions.formUnion(other.noticeRegions)
    union.zoneRegions.formUnion(other.zoneRegions)
    union.resources.formUnion(other.resources)
    union.allResources = allResources || other.allResources
    union.words.formUnion(other.words)
    return union
  }

  package func asks(forAlarm name: String) -> Bool { alarms.contains { $0.name.matches(name) } }

  /// Of one resource, or where none is named of all.
  static func of(_ resource: ResourceID?) -> Interests {
    var interests = Interests()
    if let resource { interests.resources = [resource] } else { interests.allResources = true }
    return interests
  }
}

extension Condition {
  package var interests: Interests { leaves.reduce(Interests()) { $0.union($1.test.interests) } }
}

extension Application {
  /// What its triggers, its steps and its guards ask for.
  package var interests: Interests {
    var interests = conditions.reduce(Interests()) { $0.union($1.interests) }
    for name in guards.recoveryAlarms { interests.alarms.insert(Interests.Alarms(name)) }
    return interests
  }
}
