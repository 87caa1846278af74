/// Gives a file system an address in a subnet: one in each zone at the most, all in one VPC.
package struct CreateMountTarget: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "CreateMountTarget"
  package static let isChange = true

  /// Most security groups of one mount target.
  static let mostSecurityGroups = 5

  package let fileSystem: String
  package let subnet: String
  package let address: String?
  /// None: the VPC's own.
  package let securityGroups: [String]

  package init(fileSystem: String, subnet: String, address: String? = nil, securityGroups: [String] = []) {
    self.fileSystem = fileSystem
    self.subnet = subnet
    self.address = address
    self.securityGroups = securityGroups
  }

  package var parameters: [String: String] {
    var shown = ["FileSystemId": fileSystem, "SubnetId": subnet]
    shown["IpAddress"] = address
    if !securityGroups.isEmpty { shown["SecurityGroups"] = securityGroups.joined(separator: ",") }
    return shown
  }

  package func subjects(of output: MountTarget) -> [String] { [output.id] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> MountTarget {
    let region = estate[region: context.region]
    guard let system = region.fileSystems.fileSystem(fileSystem) else { throw .fileSystemNotFound(fileSystem) }
    guard system.isAvailable else {
      throw CloudError(
        "IncorrectFileSystemLifeCycleState",
        "File system '\(system.id)' is \(system.lifeCycleState), and not available.", status: 409)
    }
    guard let place = region.network.subnets[subnet] else {
      throw CloudError("SubnetNotFound", "The subnet ID '\(subnet)' does not exist")
    }
    try region.check(securityGroups)
    let others = region.fileSystems.mountTargets(of: system.id)
    if others.contains(where: { $0.subnet.zone == place.zone }) {
      throw CloudError("MountTargetConflict", "mount target already exists in this AZ", status: 409)
    }
    if let other = others.first, other.subnet.vpc != place.vpc {
      throw CloudError(
        "MountTargetConflict", "requested subnet for new mount target is not in the same VPC as existing mount targets",
        status: 409)
    }
    let taken = Set(region.fileSystems.mountTargets.values.map(\.address))
    if let address, taken.contains(address) {
      throw CloudError("IpAddressInUse", "The address \(address) is already in use", status: 409)
    }
    let free = (10...250).lazy.map { place.addressPrefix + String($0) }.first { !taken.contains($0) }
    guard let chosen = address ?? free else {
      throw CloudError("NoFreeAddressesInSubnet", "No free addresses in subnet \(subnet)", status: 409)
    }
    let target = MountTarget(
      id: "fsmt-" + estate.random.hexadecimals(17), fileSystem: system.id, subnet: place, address: chosen,
      networkInterface: "eni-" + estate.random.hexadecimals(17), securityGroups: securityGroups, now: context.now,
      creation: estate.timings.mountTargetCreation, ending: context.ending)
    estate[region: context.region].fileSystems.put(target)
    return target
  }
}

/// The mount targets of a file system, or one.
package struct DescribeMountTargets: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "DescribeMountTargets"
  package static let isChange = false

  package struct Output: Sendable {
    package let mountTargets: [MountTarget]
    package let marker: String?
  }

  package let fileSystem: String?
  package let mountTarget: String?
  package let page: PageRequest

  package init(fileSystem: String? = nil, mountTarget: String? = nil, page: PageRequest = PageRequest()) {
    self.fileSystem = fileSystem
    self.mountTarget = mountTarget
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["FileSystemId"] = fileSystem
    shown["MountTargetId"] = mountTarget
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.mountTargets.map(\.id) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found: [MountTarget]
    switch (fileSystem, mountTarget) {
    case (let name?, nil):
      guard let system = region.fileSystems.fileSystem(name), region.visibility.shows(system.arn) else {
        throw .fileSystemNotFound(name)
      }
      found = region.fileSystems.mountTargets(of: system.id)
    case (nil, let id?):
      found = [try region.mountTarget(id)]
    case (nil, nil), (_?, _?):
      throw .badFileSystemRequest("Exactly one of file system and mount target must be specified.")
    }
    let (page, marker) = try page.cut(
      found.filter { region.visibility.shows($0.id) }, by: \.id, sizes: 1...100, usually: 100,
      refusal: CloudError.badFileSystemRequest)
    return Output(mountTargets: page, marker: marker)
  }
}

/// The security groups of a mount target.
package struct DescribeMountTargetSecurityGroups: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "DescribeMountTargetSecurityGroups"
  package static let isChange = false

  package let mountTarget: String

  package init(mountTarget: String) {
    self.mountTarget = mountTarget
  }

  package var parameters: [String: String] { ["MountTargetId": mountTarget] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [String] {
    let found = try estate[region: context.region].mountTarget(mountTarget)
    guard found.isAvailable else { throw .incorrectMountTargetState(found) }
    return found.securityGroups
  }
}

/// Gives a mount target its security groups. Absolute: repeating is harmless.
package struct ModifyMountTargetSecurityGroups: CloudOperation {
  package static let service = CloudService.fileSystems
  package static let name = "ModifyMountTargetSecurityGroups"
  package static let isChange = true

  package let mountTarget: String
  package let securityGroups: [String]

  package init(mountTarget: String, securityGroups: [String]) {
    self.mountTarget = mountTarget
    self.securityGroups = securityGroups
  }

  package var parameters: [String: String] {
    ["MountTargetId": mountTarget, "SecurityGroups": securityGroups.joined(separator: ",")]
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    let region = estate[region: context.region]
    var changed = try region.mountTarget(mountTarget)
    guard changed.isAvailable else { throw .incorrectMountTargetState(changed) }
    try region.check(securityGroups)
    changed.securityGroups = securityGroups
    estate[region: context.region].fileSystems.put(changed)
  }
}

extension CloudError {
  fileprivate static func incorrectMountTargetState(_ target: MountTarget) -> CloudError {
    CloudError("IncorrectMountTargetState", "Mount target '\(target.id)' is \(target.lifeCycleState).", status: 409)
  }
}

extension RegionalEstate {
  fileprivate func check(_ groups: [String]) throws(CloudError) {
    if let missing = groups.first(where: { !network.securityGroups.contains($0) }) {
      throw CloudError("SecurityGroupNotFound", "The security group '\(missing)' does not exist")
    }
    guard groups.count <= CreateMountTarget.mostSecurityGroups else {
      throw CloudError("SecurityGroupLimitExceeded", "You have reached the limit of security groups")
    }
  }

  fileprivate func mountTarget(_ id: String) throws(CloudError) -> MountTarget {
    guard let target = fileSystems.mountTargets[id], visibility.shows(id) else {
      throw CloudError("MountTargetNotFound", "Mount target '\(id)' does not exist.", status: 404)
    }
    return target
  }
}
