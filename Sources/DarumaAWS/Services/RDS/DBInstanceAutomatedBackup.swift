package import DarumaCore

/// The continuous backup of an instance: its own, one that was kept after the instance was deleted, or the
/// replica of one in another region.
package struct DBInstanceAutomatedBackup: Sendable, Equatable {
  /// The ARN of the backup itself; RDS does not give one to all.
  package var arn: String?
  /// The ARN of the instance that it is of, in the instance's own region.
  package var instanceARN: String?
  package var instance: String
  /// `active`, `retained`, `creating`, `replicating`.
  package var status: String
  package var restorableFrom: Instant?
  package var restorableUntil: Instant?
  package var sizeBytes: Int64?
  package var isEncrypted: Bool?
  /// An ARN, an id or an alias.
  package var key: String?

  package init(
    arn: String? = nil, instanceARN: String? = nil, instance: String, status: String,
    restorableFrom: Instant? = nil, restorableUntil: Instant? = nil, sizeBytes: Int64? = nil,
    isEncrypted: Bool? = nil, key: String? = nil
  ) {
    self.arn = arn
    self.instanceARN = instanceARN
    self.instance = instance
    self.status = status
    self.restorableFrom = restorableFrom
    self.restorableUntil = restorableUntil
    self.sizeBytes = sizeBytes
    self.isEncrypted = isEncrypted
    self.key = key
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    let window = xml["RestoreWindow"]
    self.init(
      arn: xml.text("DBInstanceAutomatedBackupsArn"),
      instanceARN: xml.text("DBInstanceArn"),
      instance: try xml.requiredText("DBInstanceIdentifier"),
      status: xml.text("Status") ?? "unknown",
      restorableFrom: try window?.instant("EarliestTime"),
      restorableUntil: try window?.instant("LatestTime"),
      sizeBytes: try xml.gibibytes("AllocatedStorage"),
      isEncrypted: try xml.flag("Encrypted"),
      key: xml.text("KmsKeyId"))
  }
}
