import DarumaCatalog

extension Form where Value == String {
  static var rdsInstanceClass: Form {
    .awsIdentifier(
      "an instance class of RDS", prefix: "db.", marks: ".-", longest: 60, example: "one such as `db.r6g.large`")
  }

  /// - Parameter place: `the recovery region`.
  static func rdsSubnetGroup(of place: String) -> Form {
    .awsIdentifier("the name of a subnet group", marks: "-_. ", example: "a name of \(place)")
  }

  /// What tells apart two things that one plan makes of one resource.
  static var rdsLabel: Form {
    .awsIdentifier("a label", marks: "", longest: 20, example: "up to 20 letters and digits, such as `before`")
  }

  static var rdsEngine: Form {
    .choice(["aurora-postgresql", "aurora-mysql", "postgres", "mysql"].map { ($0, $0) })
  }

  /// In any of the forms in which AWS takes a key.
  static var kmsKey: Form {
    .awsIdentifier(
      "a KMS key", marks: "-_:/", longest: 256,
      example: "the ARN of a key, or `alias/NAME`, of the region where the step acts")
  }

  static var rdsInstance: Form {
    .awsIdentifier("the identifier of an RDS instance", marks: "-", longest: 63, example: "the name alone, not the ARN")
  }

  static var rdsCluster: Form {
    .awsIdentifier("the identifier of an RDS cluster", marks: "-", longest: 63, example: "the name alone, not the ARN")
  }

  /// - Parameter place: `the recovery region`.
  static func rdsParameterGroup(of place: String) -> Form {
    .awsIdentifier("the name of a parameter group", marks: "-.", example: "a name of \(place)")
  }
}

extension Form where Value == [String] {
  /// Of one instance: the quota of AWS.
  private static var mostSecurityGroups: Int { 20 }

  /// - Parameter place: `the recovery region`.
  static func securityGroups(of place: String) -> Form {
    .list(
      of: .awsIdentifier(
        "the id of a security group", prefix: "sg-", marks: "", longest: 60,
        example: "an id of \(place), such as `sg-0a1b2c3d`"),
      count: 1...mostSecurityGroups)
  }
}
