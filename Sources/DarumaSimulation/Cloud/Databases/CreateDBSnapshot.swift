/// Takes a manual snapshot of an available instance.
package struct CreateDBSnapshot: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "CreateDBSnapshot"
  package static let isChange = true

  package let identifier: String
  package let instance: String
  package let tags: [ResourceTag]

  package init(identifier: String, instance: String, tags: [ResourceTag] = []) {
    self.identifier = identifier
    self.instance = instance
    self.tags = tags
  }

  package var parameters: [String: String] {
    ["DBSnapshotIdentifier": identifier, "DBInstanceIdentifier": instance]
  }

  package func subjects(of output: DatabaseSnapshot) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> DatabaseSnapshot {
    let databases = estate[region: context.region].databases
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "DBSnapshotIdentifier", longest: DatabaseIdentifier.longestSnapshot)
    guard databases.snapshot(identifier) == nil else { throw .snapshotAlreadyExists(identifier) }
    guard let instance = databases.instance(instance) else { throw .instanceNotFound(instance) }
    return try estate.takeSnapshot(
      of: instance, named: identifier, kind: .manual, tags: tags, context)
  }
}

extension Estate {
  /// The automated snapshot that RDS takes by itself in the backup window; its name and kind are RDS's.
  ///
  /// - Parameters:
  ///   - instance: identifier of an available instance.
  ///   - ending: `failed` makes the snapshot fail.
  /// - Throws: ``CloudError`` if there is no such instance, or if it is not available.
  package mutating func takeAutomatedSnapshot(
    of instance: String, in region: String, now: Int64, ending: BadEnding? = nil
  ) throws(CloudError) -> DatabaseSnapshot {
    let now = advance(to: now)
    guard let found = self[region: region].databases.instance(instance) else {
      throw .instanceNotFound(instance)
    }
    return try takeSnapshot(
      of: found, named: "rds:\(found.identifier)-\(UTCTime(milliseconds: now).snapshotSuffix)",
      kind: .automated,
      tags: found.settings.copiesTagsToSnapshots ? found.tags : [],
      CallContext(region: region, now: now, ending: ending))
  }

  fileprivate mutating func takeSnapshot(
    of instance: DatabaseInstance, named identifier: String, kind: DatabaseSnapshot.Kind, tags: [ResourceTag],
    _ context: CallContext
  ) throws(CloudError) -> DatabaseSnapshot {
    var instance = instance
    try instance.beginBackup(for: timings.instanceBackup)
    let arn = self[region: context.region].databases.arn(ofSnapshot: identifier)
    let snapshot = DatabaseSnapshot(
      identifier: identifier, arn: arn, kind: kind, tags: tags,
      content: DatabaseSnapshot.Content(of: instance, now: context.now), now: context.now,
      duration: timings.snapshotCreation, ending: context.ending)
    self[region: context.region].databases.put(instance)
    self[region: context.region].databases.put(snapshot)
    return snapshot
  }
}
