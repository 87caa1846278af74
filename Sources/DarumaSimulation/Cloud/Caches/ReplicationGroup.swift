/// A replication group of ElastiCache and its life.
///
/// | state | time passes |
/// |---|---|
/// | creating | available or createFailed |
/// | available | - |
/// | createFailed | - |
package struct ReplicationGroup: Sendable {
  private enum State: Sendable {
    case creating(until: Int64, ending: BadEnding?)
    case available
    case createFailed
  }

  /// What the caller chooses.
  package struct Options: Sendable, Equatable {
    package var description: String
    package var nodeType: String
    /// `redis` or `valkey`.
    package var engine = "redis"
    package var engineVersion: String?
    /// The primary and its replicas, of a group that is not sharded.
    package var nodes = 1
    /// nil: not sharded.
    package var shards: Int?
    package var replicasPerShard = 0
    package var failsOver = false
    package var isMultiAZ = false
    package var subnetGroup: String?
    package var securityGroups: [String] = []
    package var parameterGroup: String?
    package var port = 6379
    package var encryptsTransit = false
    package var encryptsAtRest = false
    package var kmsKeyID: String?

    package init(description: String, nodeType: String) {
      self.description = description
      self.nodeType = nodeType
    }
  }

  package let identifier: String
  package let arn: String
  package let options: Options
  package let tags: [ResourceTag]
  /// Milliseconds since the epoch.
  package let createdAt: Int64
  /// What tells its addresses from those of others of its name.
  private let suffix: String

  private var state: State

  init(
    identifier: String, arn: String, options: Options, tags: [ResourceTag], suffix: String, now: Int64,
    creation: Int64, ending: BadEnding?
  ) {
    self.identifier = identifier
    self.arn = arn
    self.options = options
    self.tags = tags
    self.suffix = suffix
    createdAt = now
    state = .creating(until: now + creation, ending: ending)
  }

  /// As ElastiCache spells it.
  package var status: String {
    switch state {
    case .creating: "creating"
    case .available: "available"
    case .createFailed: "create-failed"
    }
  }

  package var isAvailable: Bool {
    switch state {
    case .available: true
    case .creating, .createFailed: false
    }
  }

  package var isSharded: Bool { options.shards != nil }

  /// Its nodes: `NAME-001`, or `NAME-0001-001` where it is sharded.
  package var members: [String] {
    guard let shards = options.shards else { return (1...options.nodes).map { "\(identifier)-00\($0)" } }
    return (1...shards).flatMap { shard in
      (0...options.replicasPerShard).map { "\(identifier)-\(Self.padded(shard))-00\($0 + 1)" }
    }
  }

  /// Shards, each with its nodes.
  package var nodeGroups: [(id: String, members: [String])] {
    guard let shards = options.shards else { return [("0001", members)] }
    return (1...shards).map { shard in
      (Self.padded(shard), members.filter { $0.hasPrefix("\(identifier)-\(Self.padded(shard))-") })
    }
  }

  /// Where clients connect; told once it is available.
  package func address(_ role: Role) -> String? {
    guard isAvailable, let name = ResourceName(arn) else { return nil }
    return "\(role.prefix)\(identifier).\(suffix).\(role.middle)\(name.region).cache.amazonaws.com"
  }

  package enum Role: Sendable {
    case primary, reader, configuration

    fileprivate var prefix: String { self == .configuration ? "clustercfg." : "" }
    fileprivate var middle: String {
      switch self {
      case .primary: "ng.0001."
      case .reader: "ng-ro.0001."
      case .configuration: ""
      }
    }
  }

  mutating func advance(to now: Int64) {
    switch state {
    case .creating(let until, let ending) where until <= now:
      state = ending == .failed ? .createFailed : .available
    case .creating, .available, .createFailed: break
    }
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
