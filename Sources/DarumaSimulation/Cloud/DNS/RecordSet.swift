/// A resource record set.
package struct RecordSet: Sendable, Equatable {
  /// What tells two sets apart. Sets with a routing policy share name and type and differ by identifier.
  package struct Key: Sendable, Hashable, Comparable {
    package let name: RecordName
    /// `A`, `CNAME` and so on.
    package let type: String
    package let setIdentifier: String?

    package init(name: RecordName, type: String, setIdentifier: String? = nil) {
      self.name = name
      self.type = type
      self.setIdentifier = setIdentifier
    }

    package static func < (left: Key, right: Key) -> Bool {
      if left.name != right.name { return left.name < right.name }
      if left.type != right.type { return left.type < right.type }
      return (left.setIdentifier ?? "") < (right.setIdentifier ?? "")
    }
  }

  /// What it answers with.
  package enum Target: Sendable, Equatable {
    case values([String], ttlSeconds: Int64)
    case alias(Alias)
  }

  /// Another AWS resource's name, resolved by Route 53 itself.
  package struct Alias: Sendable, Equatable {
    package let hostedZoneID: String
    package let name: RecordName
    package let evaluatesTargetHealth: Bool

    package init(hostedZoneID: String, name: String, evaluatesTargetHealth: Bool = false) {
      self.hostedZoneID = hostedZoneID
      self.name = RecordName(name)
      self.evaluatesTargetHealth = evaluatesTargetHealth
    }
  }

  /// How sets of the same name and type share the traffic.
  package enum Routing: Sendable, Equatable {
    case simple
    case weighted(Int64)
    /// `PRIMARY` or `SECONDARY`.
    case failover(isPrimary: Bool)
  }

  package let key: Key
  package let target: Target
  package let routing: Routing
  package let healthCheckID: String?

  package init(
    name: String, type: String, target: Target, routing: Routing = .simple, setIdentifier: String? = nil,
    healthCheckID: String? = nil
  ) {
    key = Key(name: RecordName(name), type: type, setIdentifier: setIdentifier)
    self.target = target
    self.routing = routing
    self.healthCheckID = healthCheckID
  }

  /// How long a resolver may keep the answer, in seconds. An alias answers with the TTL of its target; load
  /// balancers have 60.
  package var ttlSeconds: Int64 {
    switch target {
    case .values(_, let ttlSeconds): ttlSeconds
    case .alias: 60
    }
  }

  /// The names or addresses in the answer.
  package var answers: [String] {
    switch target {
    case .values(let values, _): values
    case .alias(let alias): [alias.name.text]
    }
  }
}
