import DarumaCore

/// What the jobs of AWS Backup have in common.
enum BackupMembers {
  /// The state of a job: in `state` or in `status`, which differ between the kinds of jobs and even within
  /// one.
  static func state(_ detail: JSONValue) throws(Problem) -> JSONValue {
    try detail.optional("state").or(detail.required("status"))
  }

  /// What AWS said, without the quotes that it sometimes puts around the whole sentence.
  static func reason(_ detail: JSONValue) throws(Problem) -> String? {
    guard let text = try detail.optionalText("statusMessage") else { return nil }
    guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }

  static func vaultName(_ detail: JSONValue) throws(Problem) -> String? {
    if let name = try detail.optionalText("backupVaultName") { return name }
    return try detail.optionalARN("backupVaultArn")?.resourceName
  }

  /// Whether the point is encrypted: as AWS Backup says, or because it names the key.
  static func isEncrypted(_ detail: JSONValue, by key: ARN?) throws(Problem) -> Bool? {
    try detail.optionalFlag("isEncrypted") ?? (key == nil ? nil : true)
  }

  /// The recovery point in `resources[0]`.
  static func firstRecoveryPoint(_ event: EventBridgeEvent) throws(Problem) -> ARN? {
    guard let resource = try event.firstResource() else { return nil }
    return try resource.wholeARN().canonical(in: Region(code: event.object.optionalText("region") ?? ""))
  }

  static func requiredRecoveryPoint(_ event: EventBridgeEvent) throws(Problem) -> ARN {
    guard let point = try firstRecoveryPoint(event) else {
      throw Problem(
        .incomplete, at: event.object.optional("resources") ?? event.object,
        "names no recovery point in resources[0]",
        remedy: "AWS Backup names it there; was the event shortened on the way?")
    }
    return point
  }

  /// What is protected. EC2 volumes and instances are brought into one form.
  static func resource(_ event: EventBridgeEvent, _ detail: JSONValue) throws(Problem) -> ARN? {
    try detail.optionalARN("resourceArn")?.canonical(in: nil, account: event.account)
  }
}
