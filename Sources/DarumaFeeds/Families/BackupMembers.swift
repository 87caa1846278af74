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
  static func isEncrypted(_ detail: JSONValue, by key: ARN?) -> Bool? {
    (try? detail.optionalFlag("isEncrypted")) ?? (key == nil ? nil : true)
  }

  /// The recovery point in `resources[0]`.
  static func firstRecoveryPoint(_ event: EventBridgeEvent) throws(Problem) -> ARN? {
    guard let resource = try event.firstResource() else { return nil }
    let arn = try resource.wholeARN()
    try check(arn, at: resource)
    return arn.canonical(in: Region(code: try event.object.optionalText("region") ?? ""))
  }

  /// Whether the ARN is one of a recovery point. A database or a vault in its place is no point that could be restored.
  static func check(_ point: ARN, at place: JSONValue) throws(Problem) {
    guard let fields = ARNFields(point) else { return }
    let isPoint =
      kinds.contains(String(fields.resourceType))
      || (fields.service == "dynamodb" && fields.resource.contains("/backup/"))
    guard !isPoint else { return }
    throw Problem(
      .invalidARN, at: place, "\(point) is a \(fields.resourceType), and no recovery point",
      remedy: "the ARN of a snapshot, an image or a recovery point")
  }

  /// How ARNs of recovery points begin, service by service: EBS, RDS, Redshift and Neptune; images; AWS Backup itself; FSx.
  private static let kinds: Set<String> = [
    "snapshot", "cluster-snapshot", "image", "recovery-point", "backup", "serverlesssnapshot",
  ]

  /// Where a point is, by its ARN and by its vault. Where they name two regions or two accounts it is in neither.
  static func region(
    of point: ARN, in vault: ARN?, at place: JSONValue, or other: () throws(Problem) -> Region
  ) throws(Problem) -> Region {
    let own = point.regionCode
    if let vault {
      if let own, let region = vault.regionCode, own != region {
        throw Problem(
          .contradiction, at: place, "\(point) is in \(own), its vault in \(region)",
          remedy: "which of the two is right, a listing tells")
      }
      if let account = point.namedAccount, let holder = vault.namedAccount, account != holder {
        throw Problem(
          .contradiction, at: place, "\(point) is in account \(account), its vault in account \(holder)",
          remedy: "which of the two is right, a listing tells")
      }
    }
    if let region = own ?? vault?.regionCode { return region }
    return try other()
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
