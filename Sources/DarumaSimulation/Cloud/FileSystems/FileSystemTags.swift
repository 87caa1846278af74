/// The tags of a file system.
package struct ListTagsForFileSystem: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "ListTagsForResource"
  package static let isChange = false

  /// Id or ARN.
  package let resource: String

  package init(resource: String) {
    self.resource = resource
  }

  package var parameters: [String: String] { ["ResourceId": resource] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [ResourceTag] {
    let region = estate[region: context.region]
    guard let system = region.fileSystems.fileSystem(resource), region.visibility.shows(system.arn) else {
      throw .fileSystemNotFound(resource)
    }
    return system.tags
  }
}

/// Tags a file system: a key that it bears gets the new value.
package struct TagFileSystem: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "TagResource"
  package static let isChange = true

  /// Id or ARN.
  package let resource: String
  package let tags: [ResourceTag]

  package init(resource: String, tags: [ResourceTag]) {
    self.resource = resource
    self.tags = tags
  }

  package var parameters: [String: String] {
    ["ResourceId": resource, "Tags": tags.map { "\($0.key)=\($0.value)" }.joined(separator: ",")]
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    guard var system = estate[region: context.region].fileSystems.fileSystem(resource) else {
      throw .fileSystemNotFound(resource)
    }
    let keys = Set(tags.map(\.key))
    system.tags = system.tags.filter { !keys.contains($0.key) } + tags
    estate[region: context.region].fileSystems.put(system)
  }
}

/// The replications of a file system: there are none here.
package struct DescribeReplicationConfigurations: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "DescribeReplicationConfigurations"
  package static let isChange = false

  /// Id; nil: of all.
  package let fileSystem: String?

  package init(fileSystem: String?) {
    self.fileSystem = fileSystem
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["FileSystemId"] = fileSystem
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    guard let fileSystem else { return }
    let region = estate[region: context.region]
    guard let system = region.fileSystems.fileSystem(fileSystem), region.visibility.shows(system.arn) else {
      throw .fileSystemNotFound(fileSystem)
    }
    throw CloudError(
      "ReplicationNotFound", "File system '\(system.id)' does not have a replication configuration.", status: 404)
  }
}
