/// What an action restores, and from which recovery points. It may serve several types of resource, and take several kinds
/// of points of one type.
package struct RestoreTrait: Codable, Hashable, Sendable {
  package var points: [PointKind]
  /// The parameter of the action with the moment that a continuous point is restored to; nil where it takes none.
  package var momentIn: String?

  package init(_ points: PointKind..., momentIn: String? = nil) {
    self.points = points
    self.momentIn = momentIn
  }

  /// What it takes of a resource of `type`. Empty where it restores none of that type.
  package func points(of type: ResourceType) -> [PointKind] { points.filter { $0.resource == type } }

  /// Whether it restores a resource of `type` from `point`.
  func takes(_ point: RecoveryPoint, of type: ResourceType) -> Bool {
    points(of: type).contains { $0.includes(point) }
  }

  /// For people, what it takes of a resource of `type`; of any resource without one.
  package func words(of type: ResourceType? = nil) -> String {
    var words: [String] = []
    for kind in type.map(points(of:)) ?? points where !words.contains(kind.words) { words.append(kind.words) }
    return words.isEmpty ? "nothing of its type" : words.joined(separator: " or ")
  }
}

/// A kind of recovery point from which resources of one type can be restored.
package struct PointKind: Codable, Hashable, Sendable {
  package var resource: ResourceType
  /// The service and the kind of ARN of such points: `rds`, `snapshot`.
  package var service: String
  package var pointType: String
  /// Nil where it is all the same who holds them.
  package var holder: Holder?
  /// Nil of a point that is of one moment.
  package var extent: Extent?
  /// For people: `snapshots of the RDS instance itself`.
  package var words: String

  package enum Holder: String, Codable, Hashable, Sendable, CaseIterable {
    /// A vault of AWS Backup: it restores nothing else, though the point of some services is a snapshot like any other.
    case vault
  }

  package enum Extent: String, Codable, Hashable, Sendable, CaseIterable {
    /// Continuous: it is restored to any moment of it.
    case window
  }

  package init(
    of resource: ResourceType, service: String, pointType: String, holder: Holder? = nil, extent: Extent? = nil,
    words: String
  ) {
    self.resource = resource
    self.service = service
    self.pointType = pointType
    self.holder = holder
    self.extent = extent
    self.words = words
  }

  private enum CodingKeys: String, CodingKey {
    case resource = "of"
    case service, pointType, holder, extent
    case words = "takes"
  }

  fileprivate func includes(_ point: RecoveryPoint) -> Bool {
    let arn = ARN(point.id.rawValue)
    guard (point.window != nil) == (extent == .window), arn.service == service, arn.resourceType == pointType else {
      return false
    }
    switch holder {
    case nil: return true
    case .vault: return point.isInVault
    }
  }
}

extension RecoveryPoint {
  /// Whether AWS Backup holds it: somebody named its vault, or its ARN tells.
  fileprivate var isInVault: Bool {
    vault != nil || id.rawValue.contains(":recovery-point:") || id.rawValue.contains(":awsbackup:")
  }
}
