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

  /// What the caller needs to pass the role on.
  static func passing(_ role: String) -> Permission {
    Permission(
      "iam:PassRole", on: [role],
      if: Permission.Condition(test: "StringEquals", key: "iam:PassedToService", value: "backup.amazonaws.com"))
  }
}
