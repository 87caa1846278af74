/// Deletes a DB instance, after a last snapshot unless that is skipped.
package struct DeleteDBInstance: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "DeleteDBInstance"
  package static let isChange = true

  package let identifier: String
  package let skipsFinalSnapshot: Bool
  package let finalSnapshot: String?

  package init(identifier: String, skipsFinalSnapshot: Bool = false, finalSnapshot: String? = nil) {
    self.identifier = identifier
    self.skipsFinalSnapshot = skipsFinalSnapshot
    self.finalSnapshot = finalSnapshot
  }

  package var parameters: [String: String] {
    var shown = ["DBInstanceIdentifier": identifier, "SkipFinalSnapshot": String(skipsFinalSnapshot)]
    shown["FinalDBSnapshotIdentifier"] = finalSnapshot
    return shown
  }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> DatabaseInstance {
    let databases = estate[region: context.region].databases
    guard var instance = databases.instance(identifier) else { throw .instanceNotFound(identifier) }
    guard !instance.settings.isDeletionProtected else {
      throw .invalidParameterCombination(
        "Cannot delete protected DB Instance, please disable deletion protection and try again.")
    }
    let snapshot = try lastSnapshot(of: instance, in: databases, estate.timings, context)
    try instance.beginDeletion(for: estate.timings.instanceDeletion)
    estate[region: context.region].databases.put(instance)
    if let snapshot { estate[region: context.region].databases.put(snapshot) }
    return instance
  }

  private func lastSnapshot(
    of instance: DatabaseInstance, in databases: Databases, _ timings: Timings, _ context: CallContext
  ) throws(CloudError) -> DatabaseSnapshot? {
    switch (skipsFinalSnapshot, finalSnapshot) {
    case (true, nil):
      return nil
    case (true, _?):
      throw .invalidParameterCombination(
        "FinalDBSnapshotIdentifier can not be specified when deleting an instance with SkipFinalSnapshot.")
    case (false, nil):
      throw .invalidParameterCombination(
        "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.")
    case (false, let name?):
      let name = try DatabaseIdentifier.checked(
        name, parameter: "FinalDBSnapshotIdentifier", longest: DatabaseIdentifier.longestSnapshot)
      guard databases.snapshot(name) == nil else { throw .snapshotAlreadyExists(name) }
      return DatabaseSnapshot(
        identifier: name, arn: databases.arn(ofSnapshot: name), kind: .manual,
        tags: instance.settings.copiesTagsToSnapshots ? instance.tags : [],
        content: DatabaseSnapshot.Content(of: instance, now: context.now), now: context.now,
        duration: timings.snapshotCreation, ending: nil)
    }
  }
}
