/// Tells one instance to do something, and gives it back as it is then.
package protocol InstanceOrder: CloudOperation where Output == DatabaseInstance {
  var identifier: String { get }

  /// What the instance does when it is told.
  static func begin(_ instance: inout DatabaseInstance, _ timings: Timings) throws(CloudError)
}

extension InstanceOrder {
  package static var service: CloudService { .rds }
  package static var isChange: Bool { true }
  package var parameters: [String: String] { ["DBInstanceIdentifier": identifier] }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> DatabaseInstance {
    try estate.order(identifier, context, Self.begin)
  }
}

/// Stops an available instance.
package struct StopDBInstance: InstanceOrder {
  package static let name = "StopDBInstance"

  package let identifier: String

  package init(identifier: String) { self.identifier = identifier }

  package static func begin(_ instance: inout DatabaseInstance, _ timings: Timings) throws(CloudError) {
    try instance.beginStop(timings)
  }
}

/// Starts a stopped instance.
package struct StartDBInstance: InstanceOrder {
  package static let name = "StartDBInstance"

  package let identifier: String

  package init(identifier: String) { self.identifier = identifier }

  package static func begin(_ instance: inout DatabaseInstance, _ timings: Timings) throws(CloudError) {
    try instance.beginStart(timings)
  }
}

/// Makes a read replica an instance of its own.
package struct PromoteReadReplica: InstanceOrder {
  package static let name = "PromoteReadReplica"

  package let identifier: String

  package init(identifier: String) { self.identifier = identifier }

  package static func begin(_ instance: inout DatabaseInstance, _ timings: Timings) throws(CloudError) {
    try instance.beginPromotion(timings)
  }
}

/// Changes settings of an instance. Absolute: repeating is harmless.
package struct ModifyDBInstance: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "ModifyDBInstance"
  package static let isChange = true

  static let retention = 0...35

  package let identifier: String
  package let change: DatabaseChange

  package init(identifier: String, change: DatabaseChange) {
    self.identifier = identifier
    self.change = change
  }

  package var parameters: [String: String] {
    var shown = ["DBInstanceIdentifier": identifier, "ApplyImmediately": String(change.isImmediate)]
    shown["DBInstanceClass"] = change.instanceClass
    shown["MultiAZ"] = change.isMultiAZ.map(String.init)
    shown["BackupRetentionPeriod"] = change.backupRetentionDays.map(String.init)
    shown["DeletionProtection"] = change.isDeletionProtected.map(String.init)
    shown["DBParameterGroupName"] = change.parameterGroup
    shown["VpcSecurityGroupIds"] = change.securityGroups?.joined(separator: ",")
    return shown
  }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> DatabaseInstance {
    let region = estate[region: context.region]
    if let days = change.backupRetentionDays, !Self.retention.contains(days) {
      throw .invalidParameterValue("Invalid backup retention period: \(days)")
    }
    if let group = change.parameterGroup, !region.databases.hasParameterGroup(group) {
      throw CloudError("DBParameterGroupNotFound", "DBParameterGroup not found: \(group)", status: 404)
    }
    if let missing = change.securityGroups?.first(where: { !region.network.securityGroups.contains($0) }) {
      throw .invalidParameterValue("Invalid security group , groupId= \(missing), groupName=.")
    }
    return try estate.order(identifier, context) { [change] instance, timings throws(CloudError) in
      try instance.change(change, timings)
    }
  }
}

extension Estate {
  /// Tells an instance to do something.
  fileprivate mutating func order(
    _ identifier: String, _ context: CallContext,
    _ order: (inout DatabaseInstance, Timings) throws(CloudError) -> Void
  ) throws(CloudError) -> DatabaseInstance {
    guard var instance = self[region: context.region].databases.instance(identifier) else {
      throw .instanceNotFound(identifier)
    }
    try order(&instance, timings)
    // What takes no time is done now.
    instance.advance(to: context.now)
    self[region: context.region].databases.put(instance)
    return instance
  }
}
