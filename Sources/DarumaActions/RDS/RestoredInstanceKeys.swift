internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// How an instance is to be that is restored, as written: the same keys for a restore of a snapshot and of a moment.
enum RestoredInstanceKeys {
  private static let place = "the region where the step acts"

  static let instanceClass = Key.optional(
    "instanceClass", Form<String>.rdsInstanceClass, "The instance class; that of what is restored without it.")
  static let subnetGroup = Key.optional(
    "subnetGroup", Form<String>.rdsSubnetGroup(of: place),
    "The DB subnet group in \(place); the default VPC's without it.")
  static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: place),
    "The VPC security groups in \(place); the default one without it.")
  static let parameterGroup = Key.optional(
    "parameterGroup", Form<String>.rdsParameterGroup(of: place),
    "The DB parameter group in \(place); the engine's default without it.")
  static let optionGroup = Key.optional(
    "optionGroup",
    Form<String>.awsIdentifier("the name of an option group", marks: "-:.", example: "a name of \(place)"),
    "The option group in \(place); the engine's default without it.")
  static let multiAZ = Key.optional(
    "multiAZ", Form<Bool>.boolean, "Whether it has a standby in another zone; as AWS decides without it.")
  static let publiclyAccessible = Key.optional(
    "publiclyAccessible", Form<Bool>.boolean, "Whether it has a public address; false without it.")

  static let keys: [any KeyOfTable] = [
    instanceClass, subnetGroup, securityGroups, parameterGroup, optionGroup, multiAZ, publiclyAccessible,
  ]

  /// The same, for an action that is made of parameters.
  static let parameters: [Parameter] = [
    .text(instanceClass), .text(subnetGroup), .texts(securityGroups), .text(parameterGroup), .text(optionGroup),
    .bool(multiAZ), .bool(publiclyAccessible),
  ]

  static func read(_ fields: Fields) -> RestoredInstanceOptions {
    RestoredInstanceOptions(
      instanceClass: fields.value(instanceClass), subnetGroup: fields.value(subnetGroup),
      securityGroups: fields.value(securityGroups) ?? [], parameterGroup: fields.value(parameterGroup),
      optionGroup: fields.value(optionGroup), multiAZ: fields.value(multiAZ),
      publiclyAccessible: fields.value(publiclyAccessible) ?? false)
  }

  static func options(_ arguments: Arguments) throws(CloudFault) -> RestoredInstanceOptions {
    RestoredInstanceOptions(
      instanceClass: try arguments.optionalText(instanceClass.name),
      subnetGroup: try arguments.optionalText(subnetGroup.name),
      securityGroups: try arguments.texts(securityGroups.name),
      parameterGroup: try arguments.optionalText(parameterGroup.name),
      optionGroup: try arguments.optionalText(optionGroup.name), multiAZ: try arguments.optionalBool(multiAZ.name),
      publiclyAccessible: try arguments.optionalBool(publiclyAccessible.name) ?? false)
  }

  /// As RDS calls them.
  static func members(_ arguments: Arguments) throws(CloudFault) -> [String: Document] {
    let options = try options(arguments)
    return .parameters([
      "DBInstanceClass": Document(options.instanceClass), "DBSubnetGroupName": Document(options.subnetGroup),
      "VpcSecurityGroupIds": options.securityGroups.isEmpty ? nil : Document(options.securityGroups),
      "DBParameterGroupName": Document(options.parameterGroup), "OptionGroupName": Document(options.optionGroup),
      "MultiAZ": Document(options.multiAZ), "PubliclyAccessible": .bool(options.publiclyAccessible),
    ])
  }

  /// Doubts a failover that would restore into the default network.
  static func checkNetwork(
    subnetGroup: Bool, securityGroups: Bool, in setting: ActionSetting, _ findings: Findings
  ) {
    var missing: [String] = []
    if !subnetGroup { missing.append(Self.subnetGroup.name) }
    if !securityGroups { missing.append(Self.securityGroups.name) }
    DefaultNetwork.check(without: missing, "the instance is restored into", in: setting, findings)
  }
}
