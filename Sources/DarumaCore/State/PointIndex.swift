import HashTreeCollections

/// Which applications know a recovery point: so that a signal that names no resource finds them without a look into each.
/// Found from the state, and not part of what is written. One entry a point: two texts that the application's own table
/// holds anyway.
struct PointIndex: Sendable {
  private enum Knowers: Hashable, Sendable {
    case one(ApplicationName)
    /// In order; more than one.
    case several([ApplicationName])
  }

  private var byPoint = TreeDictionary<RecoveryPointID, Knowers>()

  /// In order.
  func applications(knowing point: RecoveryPointID) -> [ApplicationName] {
    switch byPoint[point] {
    case .one(let name): [name]
    case .several(let names): names
    case nil: []
    }
  }

  mutating func insert(_ name: ApplicationName, knowing point: RecoveryPointID) {
    switch byPoint[point] {
    case nil: byPoint[point] = .one(name)
    case .one(let other): if other != name { byPoint[point] = .several([other, name].sorted()) }
    case .several(let names): if !names.contains(name) { byPoint[point] = .several((names + [name]).sorted()) }
    }
  }

  mutating func remove(_ name: ApplicationName, knowing point: RecoveryPointID) {
    let rest = applications(knowing: point).filter { $0 != name }
    byPoint[point] = rest.count > 1 ? .several(rest) : rest.first.map(Knowers.one)
  }
}
