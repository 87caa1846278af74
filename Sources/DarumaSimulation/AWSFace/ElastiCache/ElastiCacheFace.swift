/// ElastiCache on the wire: query protocol, version 2015-02-02.
enum ElastiCacheFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "http://elasticache.amazonaws.com/doc/2015-02-02/", version: "2015-02-02"),
    actions: [
      CreateReplicationGroup.name: createGroup,
      DescribeReplicationGroups.name: describeGroups,
      DescribeSnapshots.name: describeSnapshots,
      ListTagsForCache.name: listTags,
    ])

  private static let createGroup: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = CreateReplicationGroup(
      identifier: try arguments.required("ReplicationGroupId"), options: try arguments.cacheOptions(),
      tags: try arguments.databaseTags())
    try arguments.finish()
    return exchange.perform(operation) { [ReplicationGroupXML.element($0)] }
  }

  private static let describeGroups: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeReplicationGroups(
      identifier: arguments.text("ReplicationGroupId"), page: try arguments.page())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        .text("Marker", output.marker),
        XMLTree("ReplicationGroups", output.groups.map(ReplicationGroupXML.element)),
      ]
    }
  }

  private static let describeSnapshots: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeSnapshots(
      group: arguments.text("ReplicationGroupId"), snapshot: arguments.text("SnapshotName"),
      page: try arguments.page())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [.text("Marker", output.marker), XMLTree("Snapshots", output.snapshots.map(ReplicationGroupXML.snapshot))]
    }
  }

  private static let listTags: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = ListTagsForCache(resource: try arguments.required("ResourceName"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseTagsXML.element($0)] }
  }
}

extension QueryArguments {
  fileprivate mutating func cacheOptions() throws(CloudError) -> ReplicationGroup.Options {
    let description = try required("ReplicationGroupDescription")
    var options = ReplicationGroup.Options(description: description, nodeType: try required("CacheNodeType"))
    if let engine = text("Engine") { options.engine = engine }
    options.engineVersion = text("EngineVersion")
    if let nodes = try number("NumCacheClusters") { options.nodes = nodes }
    options.shards = try number("NumNodeGroups")
    if let replicas = try number("ReplicasPerNodeGroup") { options.replicasPerShard = replicas }
    options.failsOver = try flag("AutomaticFailoverEnabled") ?? false
    options.isMultiAZ = try flag("MultiAZEnabled") ?? false
    options.subnetGroup = text("CacheSubnetGroupName")
    options.securityGroups = list("SecurityGroupIds", "SecurityGroupId")
    options.parameterGroup = text("CacheParameterGroupName")
    if let port = try number("Port") { options.port = port }
    options.encryptsTransit = try flag("TransitEncryptionEnabled") ?? false
    options.encryptsAtRest = try flag("AtRestEncryptionEnabled") ?? false
    options.kmsKeyID = text("KmsKeyId")
    return options
  }
}

/// A replication group as ElastiCache writes it. Member names from its API reference.
enum ReplicationGroupXML {
  static func element(_ group: ReplicationGroup) -> XMLTree {
    let options = group.options
    return XMLTree(
      "ReplicationGroup",
      members: [
        .text("ReplicationGroupId", group.identifier), .text("Description", options.description),
        .text("Status", group.status), XMLTree("PendingModifiedValues", []),
        XMLTree("MemberClusters", group.members.map { XMLTree("ClusterId", $0) }),
        XMLTree("NodeGroups", group.isAvailable ? group.nodeGroups.map { nodeGroup($0.id, $0.members, group) } : []),
        .text("AutomaticFailover", options.failsOver ? "enabled" : "disabled"),
        .text("MultiAZ", options.isMultiAZ ? "enabled" : "disabled"),
        group.isSharded ? endpoint("ConfigurationEndpoint", group, .configuration) : nil,
        .number("SnapshotRetentionLimit", 0), .flag("ClusterEnabled", group.isSharded),
        .text("CacheNodeType", options.nodeType), .flag("AuthTokenEnabled", false),
        .flag("TransitEncryptionEnabled", options.encryptsTransit),
        .flag("AtRestEncryptionEnabled", options.encryptsAtRest), .text("KmsKeyId", options.kmsKeyID),
        .text("ARN", group.arn), .time("ReplicationGroupCreateTime", group.createdAt), .text("Engine", options.engine),
      ])
  }

  static func snapshot(_ snapshot: CacheSnapshot) -> XMLTree {
    XMLTree(
      "Snapshot",
      members: [
        .text("SnapshotName", snapshot.name), .text("ReplicationGroupId", snapshot.group),
        .text("SnapshotStatus", "available"),
        .text("SnapshotSource", snapshot.isAutomated ? "automated" : "manual"),
        .text("CacheNodeType", snapshot.nodeType), .text("Engine", snapshot.engine),
        .number("SnapshotRetentionLimit", snapshot.isAutomated ? snapshot.keptFor : nil),
        XMLTree(
          "NodeSnapshots",
          [
            XMLTree(
              "NodeSnapshot",
              members: [
                .text("CacheClusterId", "\(snapshot.group)-002"), .text("CacheNodeId", "0001"),
                .time("SnapshotCreateTime", snapshot.madeAt),
              ])
          ]),
        .text("ARN", snapshot.arn),
      ])
  }

  private static func nodeGroup(_ id: String, _ members: [String], _ group: ReplicationGroup) -> XMLTree {
    XMLTree(
      "NodeGroup",
      members: [
        .text("NodeGroupId", id), .text("Status", group.status),
        group.isSharded ? nil : endpoint("PrimaryEndpoint", group, .primary),
        group.isSharded ? nil : endpoint("ReaderEndpoint", group, .reader),
        XMLTree(
          "NodeGroupMembers",
          members.map { member in
            XMLTree(
              "NodeGroupMember", members: [.text("CacheClusterId", member), .text("CacheNodeId", "0001")])
          }),
      ])
  }

  private static func endpoint(
    _ name: String, _ group: ReplicationGroup, _ role: ReplicationGroup.Role
  ) -> XMLTree? {
    group.address(role).map { address in
      XMLTree(name, members: [.text("Address", address), .number("Port", group.options.port)])
    }
  }
}
