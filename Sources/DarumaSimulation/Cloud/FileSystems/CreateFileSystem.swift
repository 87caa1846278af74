/// Makes a new, empty file system. A token that was given before is refused.
package struct CreateFileSystem: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "CreateFileSystem"
  package static let isChange = true

  package let options: FileSystem.Options
  package let tags: [ResourceTag]

  package init(options: FileSystem.Options, tags: [ResourceTag] = []) {
    self.options = options
    self.tags = tags
  }

  package var parameters: [String: String] { ["CreationToken": options.creationToken] }

  package func subjects(of output: FileSystem) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> FileSystem {
    let systems = estate[region: context.region].fileSystems
    try options.check()
    if let existing = systems.fileSystem(createdBy: options.creationToken) {
      throw .fileSystemAlreadyExists(existing.id)
    }
    let id = estate.newFileSystemID()
    let made = FileSystem(
      id: id, arn: systems.arn(of: id), options: options, tags: tags, size: FileSystem.emptySize, lineage: id,
      now: context.now, creation: estate.timings.fileSystemCreation, ending: context.ending)
    estate[region: context.region].fileSystems.put(made)
    return made
  }
}

extension FileSystem {
  /// Bytes that an empty file system is metered at.
  static let emptySize: Int64 = 6_144
}

extension FileSystem.Options {
  /// - Throws: `BadRequest`.
  func check() throws(CloudError) {
    guard !creationToken.isEmpty, creationToken.utf8.count <= 64 else {
      throw .badFileSystemRequest("The creation token must have 1 to 64 characters.")
    }
    guard ["generalPurpose", "maxIO"].contains(performanceMode) else {
      throw .badFileSystemRequest("\(performanceMode) is no performance mode.")
    }
    guard ["bursting", "elastic"].contains(throughputMode) else {
      throw .badFileSystemRequest("\(throughputMode) is no throughput mode that the simulated cloud has.")
    }
    guard kmsKeyID == nil || isEncrypted else {
      throw .badFileSystemRequest("A KMS key can be specified for an encrypted file system only.")
    }
  }
}

/// File systems: one by id or by the token that it was made with, or all.
package struct DescribeFileSystems: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "DescribeFileSystems"
  package static let isChange = false

  package struct Output: Sendable {
    /// Each with its mount targets.
    package let fileSystems: [(fileSystem: FileSystem, mountTargets: Int)]
    package let marker: String?
  }

  package let creationToken: String?
  /// Id or ARN.
  package let fileSystem: String?
  package let page: PageRequest

  package init(creationToken: String? = nil, fileSystem: String? = nil, page: PageRequest = PageRequest()) {
    self.creationToken = creationToken
    self.fileSystem = fileSystem
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["CreationToken"] = creationToken
    shown["FileSystemId"] = fileSystem
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.fileSystems.map(\.fileSystem.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    var found = region.fileSystems.fileSystems.values.filter { region.visibility.shows($0.arn) }
    if let fileSystem {
      guard let one = region.fileSystems.fileSystem(fileSystem), region.visibility.shows(one.arn) else {
        throw .fileSystemNotFound(fileSystem)
      }
      found = [one]
    }
    if let creationToken { found = found.filter { $0.options.creationToken == creationToken } }
    let (page, marker) = try page.cut(
      found.sorted { $0.id < $1.id }, by: \.id, sizes: 1...100, usually: 100,
      refusal: CloudError.badFileSystemRequest)
    return Output(
      fileSystems: page.map { ($0, region.fileSystems.mountTargets(of: $0.id).count) }, marker: marker)
  }
}
