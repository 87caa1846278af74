/// Copies a snapshot within the region, or from another region into the one that is asked.
package struct CopyDBSnapshot: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "CopyDBSnapshot"
  package static let isChange = true

  /// An identifier in this region, or an ARN anywhere in the account.
  package let source: String
  package let target: String
  /// Encrypts the copy. Keys belong to a region, so an encrypted snapshot can't leave its own without one.
  package let kmsKeyID: String?
  package let copiesTags: Bool
  package let tags: [ResourceTag]

  package init(
    source: String, target: String, kmsKeyID: String? = nil, copiesTags: Bool = false,
    tags: [ResourceTag] = []
  ) {
    self.source = source
    self.target = target
    self.kmsKeyID = kmsKeyID
    self.copiesTags = copiesTags
    self.tags = tags
  }

  package var parameters: [String: String] {
    var shown = ["SourceDBSnapshotIdentifier": source, "TargetDBSnapshotIdentifier": target]
    shown["KmsKeyId"] = kmsKeyID
    if copiesTags { shown["CopyTags"] = "true" }
    return shown
  }

  package func subjects(of output: DatabaseSnapshot) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> DatabaseSnapshot {
    let databases = estate[region: context.region].databases
    let target = try DatabaseIdentifier.checked(
      target, parameter: "TargetDBSnapshotIdentifier", longest: DatabaseIdentifier.longestSnapshot)
    guard databases.snapshot(target) == nil else { throw .snapshotAlreadyExists(target) }
    let (original, origin) = try find(in: estate, context.region)
    guard original.isAvailable else {
      throw CloudError(
        "InvalidDBSnapshotState",
        "Cannot copy the snapshot \(original.identifier) because it is not in the available state.")
    }
    let crosses = origin != context.region
    var content = DatabaseSnapshot.Content(of: original)
    try encrypt(&content.settings, crosses: crosses)
    let copy = DatabaseSnapshot(
      identifier: target, arn: databases.arn(ofSnapshot: target), kind: .manual,
      tags: copiesTags && tags.isEmpty ? original.tags : tags, content: content,
      source: crosses ? DatabaseSnapshot.Source(arn: original.arn, region: origin) : nil, now: context.now,
      duration: crosses
        ? estate.timings.snapshotCopyAcrossRegions : estate.timings.snapshotCopyWithinRegion,
      ending: context.ending)
    estate[region: context.region].databases.put(copy)
    return copy
  }

  /// The original and its region. A region that is down can't hand anything over.
  private func find(
    in estate: Estate, _ region: String
  ) throws(CloudError) -> (DatabaseSnapshot, region: String) {
    let origin = ResourceName(source)?.region ?? region
    guard let databases = estate.regions[origin]?.databases else { throw .snapshotNotFound(source) }
    if origin != region, estate.outage(of: origin) != nil { throw .unavailable(.rds) }
    guard let original = databases.snapshot(source) else { throw .snapshotNotFound(source) }
    return (original, origin)
  }

  private func encrypt(_ settings: inout DatabaseSettings, crosses: Bool) throws(CloudError) {
    if let kmsKeyID {
      settings.isEncrypted = true
      settings.kmsKeyID = kmsKeyID
    } else if settings.isEncrypted, crosses {
      throw .invalidParameterCombination(
        "KmsKeyId is required to copy an encrypted snapshot to another region.")
    }
  }
}
