/// RDS on the wire: query protocol, version 2014-10-31.
enum RDSFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "http://rds.amazonaws.com/doc/2014-10-31/", version: "2014-10-31"),
    actions: [
      CreateDBInstance.name: createInstance,
      RestoreDBInstanceFromDBSnapshot.name: restoreInstance,
      DescribeDBInstances.name: describeInstances,
      RestoreDBInstanceToPointInTime.name: restoreToPointInTime,
      CreateDBInstanceReadReplica.name: createReplica,
      StopDBInstance.name: stopInstance,
      StartDBInstance.name: startInstance,
      PromoteReadReplica.name: promoteReplica,
      ModifyDBInstance.name: modifyInstance,
      DescribeDBInstanceAutomatedBackups.name: describeAutomatedBackups,
      DeleteDBInstance.name: deleteInstance,
      CreateDBSnapshot.name: createSnapshot,
      CopyDBSnapshot.name: copySnapshot,
      DescribeDBSnapshots.name: describeSnapshots,
      ListTagsForResource.name: listTags,
    ])

  private static let createInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let identifier = try arguments.required("DBInstanceIdentifier")
    let settings = try arguments.newDatabaseSettings()
    let placement = try arguments.databasePlacement()
    let tags = try arguments.databaseTags()
    try arguments.finish()
    return exchange.perform(
      CreateDBInstance(identifier: identifier, settings: settings, placement: placement, tags: tags)
    ) { [DatabaseInstanceXML.element($0)] }
  }

  private static let restoreInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = RestoreDBInstanceFromDBSnapshot(
      identifier: try arguments.required("DBInstanceIdentifier"),
      snapshot: try arguments.required("DBSnapshotIdentifier"), engine: arguments.text("Engine"),
      placement: try arguments.databasePlacement(), tags: try arguments.databaseTags())
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  private static let describeInstances: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeDBInstances(
      identifier: arguments.text("DBInstanceIdentifier"), filters: try arguments.resourceFilters(),
      page: try arguments.page())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        .text("Marker", output.marker),
        XMLTree("DBInstances", output.instances.map(DatabaseInstanceXML.element)),
      ]
    }
  }

  private static let deleteInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DeleteDBInstance(
      identifier: try arguments.required("DBInstanceIdentifier"),
      skipsFinalSnapshot: try arguments.flag("SkipFinalSnapshot") ?? false,
      finalSnapshot: arguments.text("FinalDBSnapshotIdentifier"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  private static let createSnapshot: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = CreateDBSnapshot(
      identifier: try arguments.required("DBSnapshotIdentifier"),
      instance: try arguments.required("DBInstanceIdentifier"), tags: try arguments.databaseTags())
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseSnapshotXML.element($0)] }
  }

  private static let copySnapshot: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = CopyDBSnapshot(
      source: try arguments.required("SourceDBSnapshotIdentifier"),
      target: try arguments.required("TargetDBSnapshotIdentifier"), kmsKeyID: arguments.text("KmsKeyId"),
      copiesTags: try arguments.flag("CopyTags") ?? false, tags: try arguments.databaseTags())
    // AWS reads it in its GovCloud regions only and ignores it elsewhere; SDKs always send it.
    _ = arguments.text("PreSignedUrl")
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseSnapshotXML.element($0)] }
  }

  private static let describeSnapshots: QueryService.Action = { arguments, exchange throws(CloudError) in
    let selection = try arguments.snapshotSelection()
    let operation = DescribeDBSnapshots(
      instance: arguments.text("DBInstanceIdentifier"), identifier: arguments.text("DBSnapshotIdentifier"),
      kind: selection.kind, filters: try arguments.resourceFilters() + selection.filters,
      page: try arguments.page())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        .text("Marker", output.marker),
        XMLTree("DBSnapshots", output.snapshots.map(DatabaseSnapshotXML.element)),
      ]
    }
  }

  private static let listTags: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = ListTagsForResource(resource: try arguments.required("ResourceName"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseTagsXML.element($0)] }
  }
}
