package import DarumaCore

/// How RDS backs up an instance or a cluster by itself: both describe it under the same names.
package struct DatabaseBackups: Sendable, Equatable {
  /// The moments that it can be restored to; nil where it can't be restored to a moment. The beginning is
  /// said of clusters alone.
  package var restorableFrom: Instant?
  package var restorableUntil: Instant?
  /// How long automated backups are kept; zero: there are none.
  package var retention: Span?
  /// `04:00-04:30`, in UTC.
  package var window: String?
  package var isEncrypted: Bool?
  /// An ARN, an id or an alias.
  package var key: String?

  package init(
    restorableFrom: Instant? = nil, restorableUntil: Instant? = nil, retention: Span? = nil,
    window: String? = nil, isEncrypted: Bool? = nil, key: String? = nil
  ) {
    self.restorableFrom = restorableFrom
    self.restorableUntil = restorableUntil
    self.retention = retention
    self.window = window
    self.isEncrypted = isEncrypted
    self.key = key
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      restorableFrom: try xml.instant("EarliestRestorableTime"),
      restorableUntil: try xml.instant("LatestRestorableTime"),
      retention: try xml.days("BackupRetentionPeriod"),
      window: xml.text("PreferredBackupWindow"),
      isEncrypted: try xml.flag("StorageEncrypted"),
      key: xml.text("KmsKeyId"))
  }
}
