/// Makes a new, empty replication group. ElastiCache takes no client token: a name that is there is refused.
package struct CreateReplicationGroup: CloudOperation {
  package static let service = CloudService.elasticache
  package static let name = "CreateReplicationGroup"
  package static let isChange = true

  /// Most characters of an identifier.
  static let longestIdentifier = 40

  package let identifier: String
  package let options: ReplicationGroup.Options
  package let tags: [ResourceTag]

  package init(identifier: String, options: ReplicationGroup.Options, tags: [ResourceTag] = []) {
    self.identifier = identifier
    self.options = options
    self.tags = tags
  }

  package var parameters: [String: String] {
    var shown = ["ReplicationGroupId": identifier, "CacheNodeType": options.nodeType]
    shown["CacheSubnetGroupName"] = options.subnetGroup
    return shown
  }

  package func subjects(of output: ReplicationGroup) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> ReplicationGroup {
    let region = estate[region: context.region]
    let caches = region.caches
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "ReplicationGroupId", longest: Self.longestIdentifier)
    guard caches.groups[identifier] == nil else {
      throw CloudError("ReplicationGroupAlreadyExists", "Replication group \(identifier) already exists.")
    }
    try check(region)
    let group = ReplicationGroup(
      identifier: identifier, arn: caches.arn(of: identifier), options: options, tags: tags,
      suffix: estate.random.capitals(6).lowercased(), now: context.now,
      creation: estate.timings.cacheCreation, ending: context.ending)
    guard caches.nodes + group.members.count <= caches.quota else {
      throw CloudError(
        "NodeQuotaForCustomerExceeded", "The request would exceed the quota of \(caches.quota) nodes for the account.")
    }
    estate[region: context.region].caches.put(group)
    return group
  }

  private func check(_ region: RegionalEstate) throws(CloudError) {
    if let group = options.subnetGroup, !region.caches.subnetGroups.contains(group) {
      throw CloudError("CacheSubnetGroupNotFoundFault", "Cache Subnet Group \(group) does not exist.")
    }
    if let group = options.parameterGroup, !region.caches.hasParameterGroup(group) {
      throw CloudError("CacheParameterGroupNotFound", "CacheParameterGroup \(group) not found.", status: 404)
    }
    if let missing = options.securityGroups.first(where: { !region.network.securityGroups.contains($0) }) {
      throw .invalidParameterValue("Some security group Ids are invalid: \(missing)")
    }
    guard ["redis", "valkey"].contains(options.engine) else {
      throw .invalidParameterValue("The engine \(options.engine) is not one of redis, valkey")
    }
    guard (1...6).contains(options.nodes), (1...500).contains(options.shards ?? 1),
      (0...5).contains(options.replicasPerShard)
    else { throw .invalidParameterValue("The number of nodes is out of range") }
    let replicas = options.shards == nil ? options.nodes - 1 : options.replicasPerShard
    guard !options.failsOver || replicas > 0 || options.shards != nil else {
      throw .invalidParameterCombination("Automatic failover needs at least one replica.")
    }
    guard !options.isMultiAZ || options.failsOver else {
      throw .invalidParameterCombination("Multi-AZ needs automatic failover.")
    }
    guard options.kmsKeyID == nil || options.encryptsAtRest else {
      throw .invalidParameterCombination("A KMS key needs encryption at rest.")
    }
  }
}

/// Replication groups: one, or all.
package struct DescribeReplicationGroups: CloudOperation {
  package static let service = CloudService.elasticache
  package static let name = "DescribeReplicationGroups"
  package static let isChange = false

  package struct Output: Sendable {
    package let groups: [ReplicationGroup]
    package let marker: String?
  }

  package let identifier: String?
  package let page: PageRequest

  package init(identifier: String? = nil, page: PageRequest = PageRequest()) {
    self.identifier = identifier
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["ReplicationGroupId"] = identifier
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.groups.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    var found = region.caches.groups.values.filter { region.visibility.shows($0.arn) }
    if let identifier {
      found = found.filter { $0.identifier == identifier.lowercased() }
      guard !found.isEmpty else { throw .replicationGroupNotFound(identifier) }
    }
    let (page, marker) = try page.cut(found.sorted { $0.identifier < $1.identifier }, by: \.identifier)
    return Output(groups: page, marker: marker)
  }
}

/// The tags of a replication group. ElastiCache lists none of one that is not available.
package struct ListTagsForCache: CloudOperation {
  package static let service = CloudService.elasticache
  package static let name = "ListTagsForResource"
  package static let isChange = false

  /// ARN.
  package let resource: String

  package init(resource: String) {
    self.resource = resource
  }

  package var parameters: [String: String] { ["ResourceName": resource] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [ResourceTag] {
    let region = estate[region: context.region]
    guard let arn = ResourceName(resource), arn.service == "elasticache", arn.region == context.region,
      arn.account == estate.account, let name = arn.name(after: "replicationgroup:")
    else { throw CloudError("InvalidARN", "\(resource) is not the ARN of a replication group of this region.") }
    guard let group = region.caches.groups[name], region.visibility.shows(resource) else {
      throw .replicationGroupNotFound(name)
    }
    guard group.isAvailable else {
      throw CloudError(
        "InvalidReplicationGroupState", "Replication group \(name) is \(group.status), and not available.")
    }
    return group.tags
  }
}
