/// RDS in one region.
package struct Databases: Sendable {
  package let place: Place
  package private(set) var instances: [String: DatabaseInstance] = [:]
  package private(set) var snapshots: [String: DatabaseSnapshot] = [:]
  /// Automated backups that come from other regions.
  package var replicatedBackups: [AutomatedBackup] = []
  package var subnetGroups: [String: SubnetGroup] = [:]
  package var parameterGroups: Set<String> = []
  package var optionGroups: Set<String> = []

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64) {
    instances.mutateEach { $0.advance(to: now) }
    if instances.values.contains(where: \.isDeleted) {
      instances = instances.filter { !$0.value.isDeleted }
    }
    snapshots.mutateEach { $0.advance(to: now) }
  }

  /// - Parameter name: an identifier, in any case, or an ARN of this region.
  func instance(_ name: String) -> DatabaseInstance? {
    localName(name, after: "db:").flatMap { instances[$0] }
  }

  /// - Parameter name: an identifier, in any case, or an ARN of this region.
  func snapshot(_ name: String) -> DatabaseSnapshot? {
    localName(name, after: "snapshot:").flatMap { snapshots[$0] }
  }

  mutating func put(_ instance: DatabaseInstance) {
    instances[instance.identifier] = instance
  }

  mutating func put(_ snapshot: DatabaseSnapshot) {
    snapshots[snapshot.identifier] = snapshot
  }

  /// The default groups of the engine families always exist.
  func hasParameterGroup(_ name: String) -> Bool {
    name.hasPrefix("default.") || parameterGroups.contains(name)
  }

  func hasOptionGroup(_ name: String) -> Bool {
    name.hasPrefix("default:") || optionGroups.contains(name)
  }

  func arn(ofInstance identifier: String) -> String { place.arn(.rds, "db:\(identifier)") }

  func arn(ofSnapshot identifier: String) -> String { place.arn(.rds, "snapshot:\(identifier)") }

  /// The identifier that `name` stands for here; nil for an ARN of elsewhere.
  private func localName(_ name: String, after prefix: String) -> String? {
    guard name.hasPrefix("arn:") else { return name.lowercased() }
    guard let arn = ResourceName(name), arn.service == "rds", arn.region == place.region,
      arn.account == place.account
    else { return nil }
    return arn.name(after: prefix)
  }
}

/// Where in a VPC instances can be placed.
package struct SubnetGroup: Sendable, Equatable {
  package let name: String
  package let vpc: String
  package let zones: [String]

  package init(name: String, vpc: String, zones: [String]) {
    self.name = name
    self.vpc = vpc
    self.zones = zones
  }
}

extension CloudError {
  static func instanceNotFound(_ name: String) -> CloudError {
    CloudError("DBInstanceNotFound", "DBInstance \(name) not found.", status: 404)
  }

  static func snapshotNotFound(_ name: String) -> CloudError {
    CloudError("DBSnapshotNotFound", "DBSnapshot \(name) not found.", status: 404)
  }

  static let instanceAlreadyExists = CloudError("DBInstanceAlreadyExists", "DB instance already exists")

  static func snapshotAlreadyExists(_ name: String) -> CloudError {
    CloudError(
      "DBSnapshotAlreadyExists",
      "Cannot create the snapshot because a snapshot with the identifier \(name) already exists.")
  }
}
