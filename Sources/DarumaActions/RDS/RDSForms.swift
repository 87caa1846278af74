import DarumaCatalog

extension Form where Value == String {
  static var rdsInstanceClass: Form {
    .awsIdentifier(
      "an instance class of RDS", prefix: "db.", marks: ".-", longest: 60, example: "one such as `db.r6g.large`")
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
