/// What is known of a recovery point in another place than the application that it belongs to: a signal that does not name
/// the resource is kept under ``ApplicationName/none`` until another one names it.
package struct PointBinding: Codable, Hashable, Sendable {
  /// The record, as the signals that did not name its resource have made it.
  package var point: RecoveryPoint
  /// The newest of each change that was told of it as of a resource, in order of time.
  package var changes: [ChangeRecord]
  /// Compromises that are suspected of the point itself.
  package var threats: [String: ThreatRecord]?

  /// The newest job that came to nothing, or goes on, and is about it.
  package var job: JobRecord?
  /// The newest fault of each kind of a copy of it; nil where there is none.
  package var faults: [FaultRecord]?

  package init(
    point: RecoveryPoint, changes: [ChangeRecord] = [], threats: [String: ThreatRecord]? = nil, job: JobRecord? = nil,
    faults: [FaultRecord]? = nil
  ) {
    self.point = point
    self.changes = changes
    self.threats = threats
    self.job = job
    self.faults = faults
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
        knows(id),
        application.protection.points[id] == nil, seen.insert(id).inserted
      else { return }
      found.append(id)
    }
    // What makes no point known is taken in without one; whatever makes it known brings the rest.
    guard signal.makesPointsKnown else { return [] }
    for id in signal.recoveryPoints { meet(id) }
    var next = 0
    while next < found.count {
      for id in protection.relations(of: found[next]) { meet(id) }
      next += 1
    }
    return found.reversed().map { id in
      let name = ARN(id.rawValue)
      return PointBinding(
        point: protection.points[id] ?? RecoveryPoint(id: id), changes: (world.changes[name] ?? [:]).values.sorted(),
        threats: protection.threats[name], job: protection.jobs[name],
        faults: world.faults[name]?.values.sorted())
    }
  }

  private func knows(_ id: RecoveryPointID) -> Bool {
    let name = ARN(id.rawValue)
    return protection.points[id] != nil || world.changes[name] != nil || protection.threats[name] != nil
      || protection.jobs[name] != nil || world.faults[name] != nil
  }

  /// Whether `binding` says anything new.
  func isChanged(by binding: PointBinding) -> Bool {
    !protection.update(by: binding).isEmpty || world.isChanged(by: binding)
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
    let job = binding.job.flatMap { job in jobs[resource].map { $0 < job } ?? true ? job : nil }
    return Update(
      points: self.joined(binding.point.id) { $0.join(binding.point) },
      records: [joined == known ? nil : .threats(resource, joined), job.map { .job(resource, $0) }])
  }
}

extension World {
  func isChanged(by binding: PointBinding) -> Bool {
    !newerChanges(in: binding).isEmpty || !newerFaults(in: binding).isEmpty
  }

  func newerChanges(in binding: PointBinding) -> [ChangeRecord] {
    let known = changes[ARN(binding.point.id.rawValue)] ?? [:]
    return binding.changes.filter { newer($0, than: known[$0.change]) != nil }
  }

  func newerFaults(in binding: PointBinding) -> [FaultRecord] {
    let known = faults[ARN(binding.point.id.rawValue)] ?? [:]
    return (binding.faults ?? []).filter { newer($0, than: known[$0.state]) != nil }
  }
}
