/// EFS on the wire: REST JSON, version 2015-02-01.
enum EFSFace {
  static let service = RESTService(routes: [
    RESTService.Route("POST /2015-02-01/file-systems", CreateFileSystem.name, createFileSystem),
    RESTService.Route("GET /2015-02-01/file-systems", DescribeFileSystems.name, describeFileSystems),
    RESTService.Route(
      "GET /2015-02-01/file-systems/replication-configurations", DescribeReplicationConfigurations.name,
      describeReplications),
    RESTService.Route("POST /2015-02-01/mount-targets", CreateMountTarget.name, createMountTarget),
    RESTService.Route("GET /2015-02-01/mount-targets", DescribeMountTargets.name, describeMountTargets),
    RESTService.Route(
      "GET /2015-02-01/mount-targets/{MountTargetId}/security-groups", DescribeMountTargetSecurityGroups.name,
      describeSecurityGroups),
    RESTService.Route(
      "PUT /2015-02-01/mount-targets/{MountTargetId}/security-groups", ModifyMountTargetSecurityGroups.name,
      modifySecurityGroups),
    RESTService.Route("GET /2015-02-01/resource-tags/{ResourceId}", ListTagsForFileSystem.name, listTags),
    RESTService.Route("POST /2015-02-01/resource-tags/{ResourceId}", TagFileSystem.name, tag),
  ])

  private static let createFileSystem: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try CreateFileSystemInput.read(arguments.body)
    var options = FileSystem.Options(
      creationToken: try required(input.creationToken, or: .badFileSystemRequest("CreationToken is missing.")))
    options.isEncrypted = input.encrypted ?? false
    options.kmsKeyID = input.kmsKeyId
    if let mode = input.performanceMode { options.performanceMode = mode }
    if let mode = input.throughputMode { options.throughputMode = mode }
    return exchange.perform(
      CreateFileSystem(options: options, tags: (input.tags ?? []).map(\.tag)), status: 201
    ) { FileSystemDocument($0, mountTargets: 0) }
  }

  private static let describeFileSystems: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeFileSystems(
      creationToken: arguments.query.text("CreationToken"), fileSystem: arguments.query.text("FileSystemId"),
      page: try arguments.query.fileSystemPage())
    try arguments.query.finish()
    return exchange.perform(operation) { output in
      FileSystemsDocument(
        fileSystems: output.fileSystems.map { FileSystemDocument($0.fileSystem, mountTargets: $0.mountTargets) },
        nextMarker: output.marker)
    }
  }

  private static let describeReplications: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeReplicationConfigurations(fileSystem: arguments.query.text("FileSystemId"))
    try arguments.query.finish()
    return exchange.perform(operation) { _ in ["Replications": [String]()] }
  }

  private static let createMountTarget: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try CreateMountTargetInput.read(arguments.body)
    let operation = CreateMountTarget(
      fileSystem: try required(input.fileSystemId, or: .badFileSystemRequest("FileSystemId is missing.")),
      subnet: try required(input.subnetId, or: .badFileSystemRequest("SubnetId is missing.")),
      address: input.ipAddress, securityGroups: input.securityGroups ?? [])
    let owner = exchange.caller.account
    return exchange.perform(operation) { MountTargetDocument($0, owner: owner) }
  }

  private static let describeMountTargets: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeMountTargets(
      fileSystem: arguments.query.text("FileSystemId"), mountTarget: arguments.query.text("MountTargetId"),
      page: try arguments.query.fileSystemPage())
    try arguments.query.finish()
    let owner = exchange.caller.account
    return exchange.perform(operation) { output in
      MountTargetsDocument(
        mountTargets: output.mountTargets.map { MountTargetDocument($0, owner: owner) }, nextMarker: output.marker)
    }
  }

  private static let describeSecurityGroups: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    return exchange.perform(DescribeMountTargetSecurityGroups(mountTarget: arguments.named("MountTargetId"))) {
      ["SecurityGroups": $0]
    }
  }

  private static let modifySecurityGroups: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try SecurityGroupsInput.read(arguments.body)
    let operation = ModifyMountTargetSecurityGroups(
      mountTarget: arguments.named("MountTargetId"), securityGroups: input.securityGroups ?? [])
    return exchange.performWithoutDocument(operation, status: 204)
  }

  private static let listTags: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    return exchange.perform(ListTagsForFileSystem(resource: arguments.named("ResourceId"))) {
      ["Tags": $0.map(CapitalTagDocument.init)]
    }
  }

  private static let tag: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try TagFileSystemInput.read(arguments.body)
    let tags = try required(input.tags, or: .badFileSystemRequest("Tags are missing."))
    return exchange.performWithoutDocument(
      TagFileSystem(resource: arguments.named("ResourceId"), tags: tags.map(\.tag)), status: 200)
  }
}

extension QueryArguments {
  fileprivate mutating func fileSystemPage() throws(CloudError) -> PageRequest {
    PageRequest(maxRecords: try number("MaxItems"), marker: text("Marker"))
  }
}
