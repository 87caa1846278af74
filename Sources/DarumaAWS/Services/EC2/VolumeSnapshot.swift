package import DarumaCore

/// A snapshot of an EBS volume.
package struct VolumeSnapshot: Sendable, Equatable {
  package var id: String
  /// Arbitrary for a copy.
  package var volume: String?
  /// `pending`, `completed`, `error`, `recoverable`, `recovering`.
  package var status: String
  /// When it was begun; of a copy, when the copy was.
  package var startedAt: Instant?
  package var completedAt: Instant?
  package var description: String?
  package var sizeBytes: Int64?
  package var isEncrypted: Bool?
  /// An ARN.
  package var key: String?
  package var tags: [String: String]
  /// `standard`, or `archive`: then a restore takes up to three days. Nil where EC2 does not say.
  package var storageTier: String?

  package init(
    id: String, volume: String? = nil, status: String, startedAt: Instant? = nil, completedAt: Instant? = nil,
    description: String? = nil, sizeBytes: Int64? = nil, isEncrypted: Bool? = nil, key: String? = nil,
    tags: [String: String] = [:], storageTier: String? = nil
  ) {
    self.id = id
    self.volume = volume
    self.status = status
    self.startedAt = startedAt
    self.completedAt = completedAt
    self.description = description
    self.sizeBytes = sizeBytes
    self.isEncrypted = isEncrypted
    self.key = key
    self.tags = tags
    self.storageTier = storageTier
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    var tags: [String: String] = [:]
    for tag in xml.list("tagSet", of: "item") {
      if let key = tag.text("key") { tags[key] = tag.text("value") ?? "" }
    }
    self.init(
      id: try xml.requiredText("snapshotId"), volume: xml.text("volumeId"),
      status: xml.text("status") ?? "unknown",
      startedAt: try xml.instant("startTime"), completedAt: try xml.instant("completionTime"),
      description: xml.text("description"), sizeBytes: try xml.gibibytes("volumeSize"),
      isEncrypted: try xml.flag("encrypted"), key: xml.text("kmsKeyId"), tags: tags,
      storageTier: xml.text("storageTier"))
  }
}
