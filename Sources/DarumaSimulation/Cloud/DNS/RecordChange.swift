/// One change of a batch.
package struct RecordChange: Sendable, Equatable {
  package enum Action: String, Sendable, CaseIterable {
    case create = "CREATE"
    case delete = "DELETE"
    case upsert = "UPSERT"
  }

  package let action: Action
  package let set: RecordSet

  package init(_ action: Action, _ set: RecordSet) {
    self.action = action
    self.set = set
  }

  /// Carries it out on `sets`.
  ///
  /// - Returns: what is wrong, in Route 53's words; nil: done.
  func apply(to sets: inout [RecordSet.Key: RecordSet], of zone: HostedZone) -> String? {
    let key = set.key
    guard key.name.isIn(zone.name) else {
      return "RRSet with DNS name \(key.name.text) is not permitted in zone \(zone.name.text)"
    }
    switch action {
    case .create:
      if sets[key] != nil { return "Tried to create resource record set \(shown) but it already exists" }
      return put(into: &sets, of: zone)
    case .upsert:
      return put(into: &sets, of: zone)
    case .delete:
      guard let current = sets[key] else {
        return "Tried to delete resource record set \(shown) but it was not found"
      }
      guard Self.sameValues(current, set) else {
        return "Tried to delete resource record set \(shown) but the values provided do not match the "
          + "current values"
      }
      if let reason = refusalAtApex(of: zone) { return reason }
      sets[key] = nil
      return nil
    }
  }

  private func put(into sets: inout [RecordSet.Key: RecordSet], of zone: HostedZone) -> String? {
    let key = set.key
    if key.type == "CNAME", key.name == zone.name {
      return "RRSet of type CNAME with DNS name \(key.name.text) is not permitted at apex in zone "
        + zone.name.text
    }
    let others = sets.keys.filter { $0.name == key.name && $0 != key }
    if let other = others.first(where: { ($0.type == "CNAME") != (key.type == "CNAME") }) {
      return
        "RRSet of type \(key.type) with DNS name \(key.name.text) is not permitted because a conflicting "
        + "RRSet of type \(other.type) with the same DNS name already exists in zone \(zone.name.text)"
    }
    let siblings = others.filter { $0.type == key.type }
    if siblings.contains(where: { ($0.setIdentifier == nil) != (key.setIdentifier == nil) }) {
      return "RRSet with DNS name \(key.name.text), type \(key.type) cannot be created as other RRSets exist "
        + "with the same name and type"
    }
    sets[key] = set
    return nil
  }

  /// The zone's own `NS` and `SOA` sets can be changed but not deleted.
  private func refusalAtApex(of zone: HostedZone) -> String? {
    guard set.key.name == zone.name, set.key.type == "NS" || set.key.type == "SOA" else { return nil }
    return "A HostedZone must contain at least one NS record and exactly one SOA record for the zone itself"
  }

  /// Whether a deletion names the set as it is: values in any order.
  private static func sameValues(_ current: RecordSet, _ named: RecordSet) -> Bool {
    guard current.routing == named.routing else { return false }
    switch (current.target, named.target) {
    case (.values(let left, let leftTTL), .values(let right, let rightTTL)):
      return leftTTL == rightTTL && left.sorted() == right.sorted()
    case (.alias(let left), .alias(let right)):
      return left == right
    case (.values, .alias), (.alias, .values):
      return false
    }
  }

  private var shown: String {
    var fields = "name='\(set.key.name.text)', type='\(set.key.type)'"
    if let identifier = set.key.setIdentifier { fields += ", set-identifier='\(identifier)'" }
    return "[\(fields)]"
  }
}
