/// What is known of a recovery point in another place than the application that it belongs to: a signal that does not name
/// the resource is kept under ``ApplicationName/none`` until another one names it.
package struct PointBinding: Codable, Hashable, Sendable {
  /// The record, as the signals that did not name its resource have made it.
  package var point: RecoveryPoint
  /// The newest of each change that was told of it as of a resource, in order of time.
  package var changes: [ChangeRecord]
  /// Compromises that are suspected of the point itself.
  package var threats: [String: ThreatRecord]?

  package init(point: RecoveryPoint, changes: [ChangeRecord] = [], threats: [String: ThreatRecord]? = nil) {
    self.point = point
    self.changes = changes
    self.threats = threats
  }
}

extension Projection {
  /// What this place, which keeps the points whose resource is not known, has to tell an application that is about to
  /// hear `signal`: everything that hangs together with the points that it names, by copies and originals, as far as the
  /// application does not know it. The farthest comes first: cut off anywhere, what is missing is still found from the
  /// points that the signal names.
  ///
  /// The cost follows what is told, and not what is known: from a point that the application knows nothing is searched,
  /// since all that hangs together with it was told when it became known.
  package func bindings(for signal: Signal, unlessKnownTo application: Projection) -> [PointBinding] {
    var found: [RecoveryPointID] = []
    var seen: Set<RecoveryPointID> = []
    func meet(_ id: RecoveryPointID) {
      guard
        protection.points[id] != nil || world.changes[ARN(id.rawValue)] != nil
          || protection.threats[ARN(id.rawValue)] != nil,
        application.protection.points[id] == nil, seen.insert(id).inserted
      else { return }
      found.append(id)
    }
    for id in signal.recoveryPoints { meet(id) }
    var next = 0
    while next < found.count {
      for id in protection.relations(of: found[next]) { meet(id) }
      next += 1
    }
    return found.reversed().map { id in
      PointBinding(
        point: protection.points[id] ?? RecoveryPoint(id: id),
        changes: (world.changes[ARN(id.rawValue)] ?? [:]).values.sorted(),
        threats: protection.threats[ARN(id.rawValue)])
    }
  }

  /// Whether `binding` says anything new.
  func isChanged(by binding: PointBinding) -> Bool {
    !protection.update(by: binding).isEmpty || !world.newer(binding).isEmpty
  }

}

extension Protection {
  func update(by binding: PointBinding) -> Update {
    // As with a late word: what was forgotten does not come back.
    if let horizon, points[binding.point.id] == nil, binding.point.lastWordAt.map({ $0 < horizon }) ?? false {
      return Update()
    }
    let resource = ARN(binding.point.id.rawValue)
    let known = threats[resource] ?? [:]
    let joined = known.merging(binding.threats ?? [:]) { $0.joined($1) }
    return Update(
      points: self.joined(binding.point.id) { $0.join(binding.point) },
      record: joined == known ? nil : .threats(resource, joined))
  }
}

extension World {
  func newer(_ binding: PointBinding) -> [ChangeRecord] {
    let known = changes[ARN(binding.point.id.rawValue)] ?? [:]
    return binding.changes.filter { newer($0, than: known[$0.change]) != nil }
  }
}
