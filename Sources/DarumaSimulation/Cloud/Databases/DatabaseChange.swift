/// What is to be changed of an instance; nil: as it is.
package struct DatabaseChange: Sendable, Equatable {
  package var instanceClass: String?
  package var isMultiAZ: Bool?
  package var backupRetentionDays: Int?
  package var isDeletionProtected: Bool?
  package var parameterGroup: String?
  package var securityGroups: [String]?
  /// Whether what takes time begins now, with all that waits.
  package var isImmediate = false

  package init() {}
}

/// Settings that an instance is to get and has not yet.
package struct PendingDatabaseSettings: Sendable, Equatable {
  package fileprivate(set) var instanceClass: String?
  package fileprivate(set) var isMultiAZ: Bool?
  package internal(set) var backupRetentionDays: Int?
  /// Whether it stops being a replica.
  var isPromotion = false

  var isEmpty: Bool { self == PendingDatabaseSettings() }

  mutating func take(_ change: DatabaseChange, over settings: DatabaseSettings) {
    if let name = change.instanceClass { instanceClass = name == settings.instanceClass ? nil : name }
    if let isMulti = change.isMultiAZ { isMultiAZ = isMulti == settings.isMultiAZ ? nil : isMulti }
  }

  func apply(to settings: inout DatabaseSettings) {
    settings.instanceClass = instanceClass ?? settings.instanceClass
    settings.isMultiAZ = isMultiAZ ?? settings.isMultiAZ
    settings.backupRetentionDays = backupRetentionDays ?? settings.backupRetentionDays
  }
}

/// How far the groups of an instance are in force.
package struct DatabaseGroups: Sendable, Equatable {
  /// Of its parameter group, as RDS spells it.
  package enum Parameters: String, Sendable {
    case inSync = "in-sync"
    case applying
    /// For good: nothing here reboots.
    case pendingReboot = "pending-reboot"
  }

  package private(set) var parameters = Parameters.inSync
  /// Security groups that are not yet in force, and those that are not yet gone.
  package private(set) var adding: Set<String> = []
  package private(set) var removing: [String] = []

  private var parametersAt: Int64 = .max
  private var securityAt: Int64 = .max

  mutating func advance(to now: Int64) {
    if parametersAt <= now {
      parameters = .pendingReboot
      parametersAt = .max
    }
    if securityAt <= now {
      adding = []
      removing = []
      securityAt = .max
    }
  }

  mutating func changeParameters(until time: Int64) {
    parameters = .applying
    parametersAt = time
  }

  mutating func change(from old: [String], to new: [String], until time: Int64) {
    adding = Set(new).subtracting(old)
    removing = Array(Set(old + removing).subtracting(new)).sorted()
    securityAt = time
  }
}
