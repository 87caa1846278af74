package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `efs.mounttargets`: gives an EFS file system a mount target in each of some subnets, and waits until they can be
/// mounted. That a subnet has one is absolute, and a mount target bears no mark of who made it: one that is there is taken.
/// Several are made one after the other.
package enum EFSMountTargets: ActionDefinition {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  package static let name: ActionName = "efs.mounttargets"
  package static let about =
    "Gives an EFS file system a mount target in each of some subnets, and waits until they can be mounted."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .absolute, plane: .control("EFS"), services: ["ELASTICFILESYSTEM"],
    outputs: ["fileSystemId", "addresses"], sentence: "mount targets of {fileSystem} in {subnets} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.byHand("delete the mount targets of {fileSystem} in {region}")
}

// MARK: - In an application file

extension EFSMountTargets {
  /// A file system has one in each zone, and no region has more zones.
  private static let mostSubnets = 10

  private static let fileSystem = Key.optional(
    "fileSystem",
    Form<String>.awsIdentifier(
      "the id of an EFS file system", prefix: "fs-", marks: "", longest: 40, example: "an id such as `fs-0a1b2c3d`"),
    "The file system in the region where the step acts.")
  private static let fileSystemOf = Key.optional(
    "fileSystemOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose file system is meant, such as one of backup.restore.")
  private static let subnets = Key.required(
    "subnets",
    Form<[String]>.list(
      of: .awsIdentifier(
        "the id of a subnet", prefix: "subnet-", marks: "", longest: 40, example: "an id such as `subnet-0a1b2c3d`"),
      count: 1...mostSubnets),
    "The subnets, each in another zone.")
  private static let securityGroups = Key.optional(
    "securityGroups", Form<[String]>.securityGroups(of: "the region where the step acts"),
    "The security groups of each mount target, these and no others; the default one of the VPC without it.")

  package static let form = Form<GivenParameters>.with(
    of: name,
    [
      .text(fileSystem), .left(by: fileSystemOf, "fileSystemId", as: fileSystem.name), .texts(subnets),
      .texts(securityGroups),
    ], rules: [.exactlyOne([fileSystem.name, fileSystemOf.name])])
}

// MARK: - Carried out

extension EFSMountTargets {
  private static let line: RESTLine = "GET /2015-02-01/mount-targets?FileSystemId={FileSystemId}&Marker={Marker}"
  private static let groupsLine: RESTLine = "GET /2015-02-01/mount-targets/{MountTargetId}/security-groups"
  private static let createLine: RESTLine = "POST /2015-02-01/mount-targets"
  private static let regroupLine: RESTLine = "PUT /2015-02-01/mount-targets/{MountTargetId}/security-groups"

  static func look(_ fileSystem: String) -> AWSCall {
    AWSCall(.efs, "DescribeMountTargets", .reads, ["FileSystemId": .text(fileSystem)], rest: RESTBinding(line))
  }

  static func lookAtGroups(_ target: String) -> AWSCall {
    AWSCall(
      .efs, "DescribeMountTargetSecurityGroups", .reads, ["MountTargetId": .text(target)],
      rest: RESTBinding(groupsLine))
  }

  static func create(_ fileSystem: String, in subnet: String, _ groups: [String]) -> AWSCall {
    AWSCall(
      .efs, "CreateMountTarget", .createsNamed,
      .object(
        .parameters([
          "FileSystemId": .text(fileSystem), "SubnetId": .text(subnet),
          "SecurityGroups": groups.isEmpty ? nil : Document(groups),
        ])), rest: RESTBinding(createLine))
  }

  static func regroup(_ target: String, _ groups: [String]) -> AWSCall {
    AWSCall(
      .efs, "ModifyMountTargetSecurityGroups", .setsAbsolute,
      ["MountTargetId": .text(target), "SecurityGroups": Document(groups)], rest: RESTBinding(regroupLine))
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let id = try wanted.text(fileSystem.name)
    let (places, groups) = (try wanted.texts(subnets.name), try wanted.texts(securityGroups.name))
    let fileSystems = [at.arn("elasticfilesystem", "file-system/\(id)")]
    // EFS does it in the caller's name.
    let made = ["network-interface/*", "subnet/*", "security-group/*"].map { at.arn("ec2", $0) }
    func network(_ operations: String...) -> [Permission] {
      operations.map { operation in
        Permission("ec2:\(operation)", on: operation.hasPrefix("Describe") ? ["*"] : made)
      }
    }
    var calls = [PlannedCall(look(id), in: at.region, on: fileSystems)]
    calls += places.map { subnet in
      PlannedCall(
        create(id, in: subnet, groups), in: at.region, on: fileSystems,
        and: network("DescribeSubnets", "DescribeNetworkInterfaces", "CreateNetworkInterface"))
    }
    guard !groups.isEmpty else { return calls }
    // What only looking tells.
    let target = "MOUNT-TARGET"
    return calls + [
      PlannedCall(
        lookAtGroups(target), in: at.region, on: fileSystems, and: network("DescribeNetworkInterfaceAttribute")),
      PlannedCall(
        regroup(target, groups), in: at.region, on: fileSystems, and: network("ModifyNetworkInterfaceAttribute")),
    ]
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    try wanted.texts(subnets.name).map { Precondition.subnet($0) }
      + wanted.texts(securityGroups.name).map { Precondition.securityGroup($0) }
  }

  /// One of the file system's mount targets.
  private struct Target {
    enum Condition {
      case usable, underway
      case broken
    }

    var id: String
    var subnet: String
    var address: String?
    var state: String
    var condition: Condition
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let id = try wanted.text(fileSystem.name)
    let targets = try await targets(of: id, at)
    var waiting: [String] = []
    var addresses: [String] = []
    var isMissing = false
    for subnet in try wanted.texts(subnets.name) {
      guard let target = targets[subnet] else {
        isMissing = true
        continue
      }
      switch target.condition {
      case .broken: return .broken(broken(target, of: id, at.region))
      case .underway: waiting.append("\(target.id) is \(target.state)")
      case .usable:
        guard let address = target.address, !address.isEmpty else {
          throw .unreadable(.efs, "gives no address of mount target \(target.id)")
        }
        addresses.append(address)
      }
    }
    if isMissing { return .absent }
    guard waiting.isEmpty else { return .inProgress("\(id): \(waiting.joined(separator: ", "))") }
    guard try await misgrouped(targets, wanted, at) == nil else { return .absent }
    return .done(outputs: ["fileSystemId": id, "addresses": addresses.joined(separator: ",")], by: .unknown)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let id = try wanted.text(fileSystem.name)
    let targets = try await targets(of: id, at)
    if let subnet = try wanted.texts(subnets.name).first(where: { targets[$0] == nil }) {
      try await create(id, in: subnet, wanted, at)
    } else if let target = try await misgrouped(targets, wanted, at) {
      _ = try await at.tools.client.send(regroup(target, try wanted.texts(securityGroups.name)), in: at.region)
    }
    return .started
  }

  private static func create(
    _ id: String, in subnet: String, _ wanted: Arguments, _ at: ActionPlace
  ) async throws(CloudFault) {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(
        create(id, in: subnet, try wanted.texts(securityGroups.name)), in: at.region)
    } catch {
      switch error.code {
      // The file system is being made or changed.
      case "elasticfilesystem.IncorrectFileSystemLifeCycleState": throw error.passing
      case "elasticfilesystem.MountTargetConflict":
        // By an earlier try, or in the way.
        let targets = try await targets(of: id, at)
        guard targets[subnet] == nil else { return }
        // Where none but ours are listed, the one in the way is ours and not listed yet.
        let wantedSubnets = try wanted.texts(subnets.name)
        guard targets.keys.contains(where: { !wantedSubnets.contains($0) }) else { throw error.passing }
        throw taken(subnet, of: id, targets, at.region, error)
      default: throw error
      }
    }
  }

  /// By their subnets. One that is deleted is none.
  private static func targets(of id: String, _ at: ActionPlace) async throws(CloudFault) -> [String: Target] {
    var targets: [String: Target] = [:]
    let listed: [Document]
    do throws(CloudFault) {
      listed = try await at.items("MountTargets", of: look(id), .marker)
    } catch {
      guard error.code == "elasticfilesystem.FileSystemNotFound" else { throw error }
      throw missing(id, at.region)
    }
    for target in listed {
      guard target["FileSystemId"]?.text == id, let name = target["MountTargetId"]?.text, !name.isEmpty,
        let subnet = target["SubnetId"]?.text, let state = target["LifeCycleState"]?.text
      else { throw .unreadable(.efs, "makes no sense of the mount targets of \(id)") }
      let condition: Target.Condition
      switch state {
      case "available": condition = .usable
      case "creating", "updating", "deleting": condition = .underway
      case "error": condition = .broken
      case "deleted": continue
      default: throw .unreadable(.efs, "names no known state of mount target \(name) (\(state))")
      }
      targets[subnet] = Target(
        id: name, subnet: subnet, address: target["IpAddress"]?.text, state: state, condition: condition)
    }
    return targets
  }

  /// The first mount target with other security groups than the wanted ones; nil where there is none, or where the plan
  /// names none.
  private static func misgrouped(
    _ targets: [String: Target], _ wanted: Arguments, _ at: ActionPlace
  ) async throws(CloudFault) -> String? {
    let groups = Set(try wanted.texts(securityGroups.name))
    guard !groups.isEmpty else { return nil }
    for subnet in try wanted.texts(subnets.name) {
      guard let target = targets[subnet], target.condition == .usable else { continue }
      if try await self.groups(of: target.id, at) != groups { return target.id }
    }
    return nil
  }

  private static func groups(of target: String, _ at: ActionPlace) async throws(CloudFault) -> Set<String> {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(lookAtGroups(target), in: at.region)
    } catch {
      throw error.code == "elasticfilesystem.IncorrectMountTargetState" ? error.passing : error
    }
    guard let present = answer.list("SecurityGroups") else {
      throw .unreadable(.efs, "lists no security groups of mount target \(target)")
    }
    return Set(present.compactMap(\.text))
  }

  private static func missing(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "efs.file-system-missing",
      message: "There is no EFS file system \(id) in \(region). Correct `fileSystem` in the plan, or restore it first.",
      isRetriable: false)
  }

  private static func taken(
    _ subnet: String, of id: String, _ targets: [String: Target], _ region: Region, _ fault: CloudFault
  ) -> CloudFault {
    let others = targets.values.map { "\($0.id) in \($0.subnet)" }.sorted().joined(separator: ", ")
    return CloudFault(
      kind: .refused, code: "efs.zone-taken",
      message:
        "\(fault.message) File system \(id) in \(region) has a mount target in the zone of \(subnet) already, and "
        + "can have one alone (it has \(others)). Name that one's subnet in the plan, or delete it, then retry the step.",
      isRetriable: false)
  }

  private static func broken(_ target: Target, of id: String, _ region: Region) -> Failure {
    Failure(
      code: "efs.mount-target-broken",
      message: "Mount target \(target.id) of \(id) in \(target.subnet) (\(region)) is in error. Delete it "
        + "(`aws efs delete-mount-target`), then retry the step.", isRetriable: false)
  }
}
