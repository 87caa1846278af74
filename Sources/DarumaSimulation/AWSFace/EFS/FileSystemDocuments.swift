/// What the EFS operations read and write. Member names from the EFS API reference.
struct CreateFileSystemInput: CapitalJSONInput {
  static let members: Set<String> = [
    "CreationToken", "PerformanceMode", "Encrypted", "KmsKeyId", "ThroughputMode", "Tags",
  ]
  let creationToken: String?
  let performanceMode: String?
  let encrypted: Bool?
  let kmsKeyId: String?
  let throughputMode: String?
  let tags: [CapitalTagDocument]?
}

struct CreateMountTargetInput: CapitalJSONInput {
  static let members: Set<String> = ["FileSystemId", "SubnetId", "IpAddress", "SecurityGroups"]
  let fileSystemId: String?
  let subnetId: String?
  let ipAddress: String?
  let securityGroups: [String]?
}

struct SecurityGroupsInput: CapitalJSONInput {
  static let members: Set<String> = ["SecurityGroups"]
  let securityGroups: [String]?
}

struct TagFileSystemInput: CapitalJSONInput {
  static let members: Set<String> = ["Tags"]
  let tags: [CapitalTagDocument]?
}

/// A tag, as the services write it that spell their members with capitals.
struct CapitalTagDocument: Codable, Sendable {
  let key: String
  let value: String

  init(_ tag: ResourceTag) {
    key = tag.key
    value = tag.value
  }

  var tag: ResourceTag { ResourceTag(key, value) }
}

struct FileSystemsDocument: Encodable, Sendable {
  let fileSystems: [FileSystemDocument]
  let nextMarker: String?
}

struct FileSystemDocument: Encodable, Sendable {
  struct Size: Encodable, Sendable {
    let value: Int64
  }

  let ownerId: String
  let creationToken: String
  let fileSystemId: String
  let fileSystemArn: String
  let creationTime: JSONTime
  let lifeCycleState: String
  let name: String?
  let numberOfMountTargets: Int
  let sizeInBytes: Size
  let performanceMode: String
  let encrypted: Bool
  let kmsKeyId: String?
  let throughputMode: String
  let tags: [CapitalTagDocument]

  init(_ system: FileSystem, mountTargets: Int) {
    ownerId = ResourceName(system.arn)?.account ?? ""
    creationToken = system.options.creationToken
    fileSystemId = system.id
    fileSystemArn = system.arn
    creationTime = JSONTime(milliseconds: system.createdAt)
    lifeCycleState = system.lifeCycleState
    name = system.name
    numberOfMountTargets = mountTargets
    sizeInBytes = Size(value: system.size)
    performanceMode = system.options.performanceMode
    encrypted = system.options.isEncrypted
    kmsKeyId = system.options.kmsKeyID
    throughputMode = system.options.throughputMode
    tags = system.tags.map(CapitalTagDocument.init)
  }
}

struct MountTargetsDocument: Encodable, Sendable {
  let mountTargets: [MountTargetDocument]
  let nextMarker: String?
}

struct MountTargetDocument: Encodable, Sendable {
  let ownerId: String
  let mountTargetId: String
  let fileSystemId: String
  let subnetId: String
  let lifeCycleState: String
  let ipAddress: String
  let networkInterfaceId: String
  let availabilityZoneId: String
  let availabilityZoneName: String
  let vpcId: String

  init(_ target: MountTarget, owner: String) {
    ownerId = owner
    mountTargetId = target.id
    fileSystemId = target.fileSystem
    subnetId = target.subnet.id
    lifeCycleState = target.lifeCycleState
    ipAddress = target.address
    networkInterfaceId = target.networkInterface
    availabilityZoneId = target.subnet.zoneID
    availabilityZoneName = target.subnet.zone
    vpcId = target.subnet.vpc
  }
}
