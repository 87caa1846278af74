package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.modify`: changes settings of an RDS instance until they equal the wanted ones. They are absolute, so a repeat
/// changes nothing. They are applied at once, and RDS then applies with them whatever else waits for the instance's
/// maintenance window.
package enum RDSModify: ActionDefinition {
  package static let name: ActionName = "rds.modify"
  package static let about =
    "Changes the settings of an RDS instance at once, with what else waits for its maintenance window."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: PresentDBInstance.outputs + [rebootPending],
    sentence: "change the settings of RDS instance {instance} in {region}")
  package static let usually = Span.minutes(15)
  package static let undo = Undo.same("with the settings that it had")

  /// Left as `true` where the parameters of the wanted group come into force only with a reboot.
  private static let rebootPending = "rebootPending"
}

// MARK: - In an application file

extension RDSModify: CalledAction {
  private static let instanceClass = Key.optional(
    "instanceClass", Form<String>.rdsInstanceClass,
    "The instance class; as it is without it.")
  private static let multiAZ = Key.optional(
    "multiAZ", Form<Bool>.boolean, "Whether it has a standby in another zone; as it is without it.")
  private static let retention = Key.optional(
    "backupRetentionDays", Form<Int>.count(0...35),
    "Days that its automated backups are kept, 0 for none; as it is without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup", Form<String>.rdsParameterGroup(of: "the region where the step acts"),
    "The DB parameter group; as it is without it. `rebootPending` tells whether it needs a reboot.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the region where the step acts"),
    "The VPC security groups, these and no others; as they are without it.")
  private static let deletionProtection = Key.optional(
    "deletionProtection", Form<Bool>.boolean, "Whether it is kept from being deleted; as it is without it.")

  package static let parameters =
    PresentDBInstance.parameters + [
      .text(instanceClass), .bool(multiAZ), .count(retention), .text(parameterGroup), .texts(securityGroups),
      .bool(deletionProtection),
    ]
  package static let rules =
    PresentDBInstance.rules + [
      .atLeastOne([
        instanceClass.name, multiAZ.name, retention.name, parameterGroup.name, securityGroups.name,
        deletionProtection.name,
      ])
    ]
}

// MARK: - Carried out

extension RDSModify {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { try PresentDBInstance.look(wanted) }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let group = try wanted.optionalText(parameterGroup.name).map { RestoreNeeds.parameterGroup($0) }
    return try [group].compactMap(\.self) + wanted.texts(securityGroups.name).map { Precondition.securityGroup($0) }
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let groups = try wanted.texts(securityGroups.name)
    let input: [String: Document] = .parameters([
      "DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted)), "ApplyImmediately": true,
      "DBInstanceClass": Document(try wanted.optionalText(instanceClass.name)),
      "MultiAZ": Document(try wanted.optionalBool(multiAZ.name)),
      "BackupRetentionPeriod": try wanted.optionalInteger(retention.name).map { Document($0) },
      "DBParameterGroupName": Document(try wanted.optionalText(parameterGroup.name)),
      "VpcSecurityGroupIds": groups.isEmpty ? nil : Document(groups),
      "DeletionProtection": Document(try wanted.optionalBool(deletionProtection.name)),
    ])
    return AWSCall(.rds, "ModifyDBInstance", .setsAbsolute, .object(input))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    try PresentDBInstance.arns(wanted, at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, wanted, at.region)
    var settings = try plainSettings(of: instance, wanted)
    let group = try parameterGroup(of: instance, wanted)
    if let group { settings.append(group.setting) }
    if let groups = try securityGroups(of: instance, wanted) { settings.append(groups) }
    let outputs = [rebootPending: String(group?.needsReboot ?? false)]
    func firstName(_ states: Setting.State...) -> String? { settings.first { states.contains($0.state) }?.name }
    switch instance.condition {
    case .lost: throw instance.stuck(notToBe: "changed")
    // What stands still RDS does not change; there may be nothing to change.
    case .stopped:
      guard instance.status != "storage-full", firstName(.other, .queued, .coming) == nil else {
        throw instance.stuck(notToBe: "changed")
      }
      return .done(outputs: instance.named.merging(outputs) { $1 }, by: .unknown)
    case .underway:
      let what = firstName(.other, .queued, .coming).map { "; \($0) is not yet as wanted" } ?? ""
      return .inProgress("\(instance.identifier) is \(instance.status)\(what)")
    case .usable:
      if firstName(.other) != nil { return .absent }
      // RDS has not begun with it, or somebody left it for the maintenance window: then it has to be asked for again, to
      // be done now.
      if instance.status == "available", firstName(.queued) != nil { return .absent }
      if let name = firstName(.queued, .coming) {
        return .inProgress("\(instance.identifier): \(name) is being changed")
      }
      return instance.inService(leaving: outputs)
    }
  }

  /// How one setting stands to what is wanted.
  private struct Setting {
    enum State {
      /// In force, or about to be with a reboot.
      case same
      /// Listed as pending.
      case queued
      /// Being put into force.
      case coming
      /// Something else is in force, or pending.
      case other
    }
    /// As in an application file.
    var name: String
    var state: State
  }

  /// The settings that are one value, and that RDS also lists as pending while they are not in force.
  private static func plainSettings(
    of instance: PresentDBInstance, _ wanted: Arguments
  ) throws(CloudFault) -> [Setting] {
    let pending = try pendingValues(of: instance)
    var settings: [Setting] = []
    func compare<Value: Equatable>(
      _ name: String, _ member: String, _ value: Value?, _ read: (Document) -> Value?
    ) throws(CloudFault) {
      guard let value else { return }
      guard let now = instance[member].flatMap(read) else {
        throw .unreadable(.rds, "says no \(member) of \(instance.identifier)")
      }
      var next: Value?
      if let written = pending[member], written != .null {
        guard let value = read(written) else {
          throw .unreadable(.rds, "makes no sense of the pending \(member) of \(instance.identifier)")
        }
        next = value
      }
      settings.append(Setting(name: name, state: (next ?? now) != value ? .other : next == nil ? .same : .queued))
    }
    try compare(instanceClass.name, "DBInstanceClass", try wanted.optionalText(instanceClass.name), \.text)
    try compare(multiAZ.name, "MultiAZ", try wanted.optionalBool(multiAZ.name), \.bool)
    try compare(
      retention.name, "BackupRetentionPeriod", try wanted.optionalInteger(retention.name).map { Int64($0) }, \.integer)
    try compare(
      deletionProtection.name, "DeletionProtection", try wanted.optionalBool(deletionProtection.name), \.bool)
    return settings
  }

  /// RDS leaves them out, or empty, where nothing is pending.
  private static func pendingValues(of instance: PresentDBInstance) throws(CloudFault) -> [String: Document] {
    switch instance["PendingModifiedValues"] {
    case .object(let members): return members
    case nil, .text(""): return [:]
    case .null, .bool, .integer, .decimal, .text, .list:
      throw .unreadable(.rds, "makes no sense of what is pending of \(instance.identifier)")
    }
  }

  private static func parameterGroup(
    of instance: PresentDBInstance, _ wanted: Arguments
  ) throws(CloudFault) -> (setting: Setting, needsReboot: Bool)? {
    guard let name = try wanted.optionalText(parameterGroup.name) else { return nil }
    // RDS writes names of groups in small letters.
    let present = try instance.list("DBParameterGroups").first {
      $0["DBParameterGroupName"]?.text?.lowercased() == name.lowercased()
    }
    guard let present else { return (Setting(name: parameterGroup.name, state: .other), false) }
    guard let status = present["ParameterApplyStatus"]?.text, !status.isEmpty else {
      throw .unreadable(.rds, "says no status of parameter group \(name) of \(instance.identifier)")
    }
    let isInForce = ["in-sync", "pending-reboot"].contains(status)
    return (Setting(name: parameterGroup.name, state: isInForce ? .same : .coming), status == "pending-reboot")
  }

  private static func securityGroups(
    of instance: PresentDBInstance, _ wanted: Arguments
  ) throws(CloudFault) -> Setting? {
    let ids = Set(try wanted.texts(securityGroups.name))
    guard !ids.isEmpty else { return nil }
    var staying: Set<String> = []
    var isSettled = true
    for group in try instance.list("VpcSecurityGroups") {
      guard let id = group["VpcSecurityGroupId"]?.text, let status = group["Status"]?.text else {
        throw .unreadable(.rds, "lists a security group of \(instance.identifier) without id or status")
      }
      if status != "removing" { staying.insert(id) }
      if status != "active" { isSettled = false }
    }
    return Setting(name: securityGroups.name, state: staying != ids ? .other : isSettled ? .same : .coming)
  }
}
