internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// The role with which AWS Backup does what it is asked for: the key `iamRoleArn`. The caller passes it on.
enum BackupRole {
  static let key = Key.required(
    "iamRoleArn", Form<ARN>.arn.located,
    "The role that AWS Backup takes on for it, such as the one with the policy AWSBackupServiceRolePolicyForRestores.")

  /// Nil where it is missing, or the ARN of anything else, which is reported.
  static func read(_ fields: Fields) -> String? {
    guard let given = fields.value(key) else { return nil }
    guard given.value.service == "iam", given.value.resourceType == "role" else {
      fields.findings.report(
        .arnOfOtherType, at: given.place, "\(quoted(given.value.rawValue)) is not a role",
        remedy: "write `arn:aws:iam::ACCOUNT:role/NAME`")
      return nil
    }
    return given.value.rawValue
  }

  static func precondition(_ role: String) -> Precondition {
    let name = role.split(separator: "/").last.map(String.init) ?? role
    return Precondition(
      "role \(name)", AWSCall(.iam, "GetRole", .reads, ["RoleName": .text(name)]), missing: ["iam.NoSuchEntity"],
      remedy: "create it, or correct `iamRoleArn` in the plan"
    ) { answer in
      guard let arn = answer["Role"]?["Arn"]?.text else { return .unclear("IAM does not describe it") }
      return arn == role ? .met : .unmet("is \(arn), and the plan names \(role)")
    }
  }

  /// What the caller needs to pass the role on.
  static func passing(_ role: String) -> Permission {
    Permission(
      "iam:PassRole", on: [role],
      if: Permission.Condition(test: "StringEquals", key: "iam:PassedToService", value: "backup.amazonaws.com"))
  }
}
