/// Route 53: one for all regions.
package struct DNS: Sendable {
  /// Most changes remembered; older ones are forgotten, as AWS forgets them after a while.
  package static let rememberedChanges = 10_000

  package private(set) var zones: [String: HostedZone] = [:]
  private var changes: [String: ZoneChange] = [:]
  private var order: [String] = []

  init() {}

  mutating func advance(to now: Int64) {
    changes.mutateEach { $0.advance(to: now) }
  }

  /// - Parameter id: with or without `/hostedzone/`.
  func zone(_ id: String) throws(CloudError) -> HostedZone {
    guard let zone = zones[Self.bare(id, "/hostedzone/")] else {
      throw CloudError("NoSuchHostedZone", "No hosted zone found with ID: \(id)", status: 404)
    }
    return zone
  }

  /// - Parameter id: with or without `/change/`.
  func change(_ id: String) throws(CloudError) -> ZoneChange {
    guard let change = changes[Self.bare(id, "/change/")] else {
      throw CloudError("NoSuchChange", "Could not find resource with ID: \(id)", status: 404)
    }
    return change
  }

  package mutating func put(_ zone: HostedZone) {
    zones[zone.id] = zone
  }

  mutating func put(_ change: ZoneChange) {
    changes[change.id] = change
    order.append(change.id)
    if order.count > Self.rememberedChanges { changes[order.removeFirst()] = nil }
  }

  /// What clients get for `name`, following `CNAME`s and aliases within these zones: the last name or
  /// addresses in the chain; nil if the name doesn't resolve.
  func resolve(_ name: String, at now: Int64, throughCache: Bool) -> [String]? {
    var wanted = RecordName(name)
    var found: [String]?
    for _ in 0..<Self.longestChain {
      let zone = zones.values.filter { wanted.isIn($0.name) }.max { $0.name.text.count < $1.name.text.count }
      guard let set = zone?.answer(wanted, at: now, throughCache: throughCache) else { return found }
      found = set.answers
      guard let next = set.answers.first else { return found }
      wanted = RecordName(next)
    }
    return nil
  }

  /// Most links of a chain of aliases; resolvers give up about here.
  static let longestChain = 8

  private static func bare(_ id: String, _ prefix: String) -> String {
    id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : id
  }
}
