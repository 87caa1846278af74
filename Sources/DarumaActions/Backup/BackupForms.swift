import DarumaCatalog

extension Form where Value == String {
  /// The name of a vault of AWS Backup.
  static var backupVault: Form {
    .awsIdentifier(
      "the name of a backup vault", marks: "-_", longest: 50, example: "the name alone, not the ARN")
  }
}
