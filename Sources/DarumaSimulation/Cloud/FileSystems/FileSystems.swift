/// EFS in one region.
package struct FileSystems: Sendable {
  package let place: Place
  /// By id.
  package private(set) var fileSystems: [String: FileSystem] = [:]
  /// By id.
  package private(set) var mountTargets: [String: MountTarget] = [:]

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64) {
    fileSystems.mutateEach { $0.advance(to: now) }
    mountTargets.mutateEach { $0.advance(to: now) }
  }

  mutating func put(_ fileSystem: FileSystem) { fileSystems[fileSystem.id] = fileSystem }
  mutating func put(_ target: MountTarget) { mountTargets[target.id] = target }

  /// - Parameter name: an id, or an ARN of this region.
  package func fileSystem(_ name: String) -> FileSystem? {
    guard name.hasPrefix("arn:") else { return fileSystems[name] }
    return fileSystems.values.first { $0.arn == name }
  }

  package func fileSystem(createdBy token: String) -> FileSystem? {
    fileSystems.values.first { $0.options.creationToken == token }
  }

  /// Of one file system, in order of their ids.
  package func mountTargets(of fileSystem: String) -> [MountTarget] {
    mountTargets.values.filter { $0.fileSystem == fileSystem }.sorted { $0.id < $1.id }
  }

  package func arn(of id: String) -> String { place.arn(.fileSystems, "file-system/\(id)") }
}

extension Estate {
  mutating func newFileSystemID() -> String { "fs-" + random.hexadecimals(17) }
}

extension CloudError {
  static func badFileSystemRequest(_ message: String) -> CloudError { CloudError("BadRequest", message) }

  static func fileSystemNotFound(_ name: String) -> CloudError {
    CloudError("FileSystemNotFound", "File system '\(name)' does not exist.", status: 404)
  }

  static func fileSystemAlreadyExists(_ id: String) -> CloudError {
    CloudError(
      "FileSystemAlreadyExists", "File system '\(id)' already exists with creation token", status: 409)
  }
}
