import DarumaCore

/// `rds.restore`: what the restored instance is to be like.
enum RestoreSection {
  static let mostSecurityGroups = 20

  private static let instanceClass = Key.optional(
    "instanceClass",
    Form<String>.awsIdentifier(
      "an instance class of RDS", prefix: "db.", marks: ".-", longest: 60,
      example: "one such as `db.r6g.large`"),
    "The instance class; that of the snapshot without it.")
  private static let subnetGroup = Key.optional(
    "subnetGroup",
    Form<String>.awsIdentifier(
      "the name of a subnet group", marks: "-_. ", example: "a name of the recovery region"),
    "The DB subnet group in the recovery region; the default VPC's without it.")
  private static let securityGroups = Key.optional(
    "securityGroups",
    Form<[String]>.list(
      of: .awsIdentifier(
        "the id of a security group", prefix: "sg-", marks: "", longest: 60,
        example: "an id of the recovery region, such as `sg-0a1b2c3d`"),
      count: 1...mostSecurityGroups),
    "The VPC security groups in the recovery region; the default one without it.")
  private static let parameterGroup = Key.optional(
    "parameterGroup",
    Form<String>.awsIdentifier(
      "the name of a parameter group", marks: "-.", example: "a name of the recovery region"),
    "The DB parameter group in the recovery region; the engine's default without it.")
  private static let optionGroup = Key.optional(
    "optionGroup",
    Form<String>.awsIdentifier(
      "the name of an option group", marks: "-:.", example: "a name of the recovery region"),
    "The option group in the recovery region; the engine's default without it.")
  private static let multiAZ = Key.optional(
    "multiAZ", Form<Bool>.boolean, "Whether it has a standby in another zone; as AWS decides without it.")
  private static let publiclyAccessible = Key.optional(
    "publiclyAccessible", Form<Bool>.boolean, "Whether it has a public address; false without it.")

  static let form = Form<ActionDraft.Parameters>.mapping(
    KeyTable(
      title: "the `with` of rds.restore",
      keys: [
        instanceClass, subnetGroup, securityGroups, parameterGroup, optionGroup, multiAZ, publiclyAccessible,
      ])
  ) { fields in
    .rdsRestore(
      RDSRestoreOptions(
        instanceClass: fields.value(instanceClass), subnetGroup: fields.value(subnetGroup),
        securityGroups: fields.value(securityGroups) ?? [], parameterGroup: fields.value(parameterGroup),
        optionGroup: fields.value(optionGroup), multiAZ: fields.value(multiAZ),
        publiclyAccessible: fields.value(publiclyAccessible) ?? false))
  }
}
