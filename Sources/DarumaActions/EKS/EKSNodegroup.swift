package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `eks.nodegroup`: gives a node group of EKS its size, and waits until so many of its instances are in service. Sizes are
/// absolute, so a repeat changes nothing; a node group bears no mark of who set it.
package enum EKSNodegroup: ActionDefinition {
  package static let name: ActionName = "eks.nodegroup"
  package static let about = "Gives an EKS node group its size, and waits until its instances are in service."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EKS"), services: ["EKS", "AUTOSCALING", "EC2"],
    outputs: ["inService"], sentence: "give node group {cluster}/{nodegroup} in {region} the size {desiredSize}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the size that it had")
}

// MARK: - In an application file

extension EKSNodegroup {
  private static let mostNodes = 1000

  private static let cluster = Key.required(
    "cluster", Form<String>.awsIdentifier("the name of an EKS cluster", longest: 100, example: "the name alone"),
    "The cluster in the region where the step acts.")
  private static let nodegroup = Key.required(
    "nodegroup", Form<String>.awsIdentifier("the name of a node group", longest: 63, example: "the name alone"),
    "The node group.")
  private static let desired = Key.required("desiredSize", Form<Int>.count(0...mostNodes), "The number of nodes.")
  private static let minimum = Key.optional(
    "minSize", Form<Int>.count(0...mostNodes), "Its smallest size; as it is without it.")
  private static let maximum = Key.optional(
    "maxSize", Form<Int>.count(1...mostNodes), "Its largest size; as it is without it.")

  package static let form = Form<GivenParameters>.with(
    of: name, [.text(cluster), .text(nodegroup), .count(desired), .count(minimum), .count(maximum)])
}

// MARK: - Carried out

extension EKSNodegroup {
  private static let line: RESTLine = "GET /clusters/{clusterName}/node-groups/{nodegroupName}"
  private static let changingLine: RESTLine = "POST /clusters/{clusterName}/node-groups/{nodegroupName}/update-config"
  /// As EKS calls them, which is as an application file does.
  private static let sizes = [desired.name, minimum.name, maximum.name]

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let arn = at.arn("eks", "nodegroup/\(try title(wanted))/*")
    return [
      PlannedCall(try look(wanted), in: at.region, on: [arn]),
      PlannedCall(lookAtInstances(["GROUP"]), in: at.region),
      PlannedCall(try change(wanted, at), in: at.region, on: [arn]),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let group = try await group(wanted, at)
    let title = try Self.title(wanted)
    guard let status = group["status"]?.text, let present = group["scalingConfig"] else {
      throw .unreadable(.eks, "says no status and size of node group \(title)")
    }
    switch status {
    case "ACTIVE", "DEGRADED": break
    case "CREATING", "UPDATING": return .inProgress("node group \(title) is \(status)")
    case "DELETING", "CREATE_FAILED", "DELETE_FAILED": throw unusable(title, at.region, status)
    default: throw .unreadable(.eks, "names no known status of node group \(title)")
    }
    for member in sizes {
      guard let size = try wanted.optionalInteger(member) else { continue }
      guard let now = present[member]?.integer else { throw .unreadable(.eks, "says no \(member) of \(title)") }
      if now != Int64(size) { return .absent }
    }
    let wish = Int64(try wanted.integer(desired.name))
    let inService = try await inService(group, title, at)
    guard inService == wish else {
      let issues = (group["health"]?["issues"]?.items ?? []).compactMap { $0["message"]?.text ?? $0["code"]?.text }
      let said = issues.isEmpty ? "" : ": " + issues.joined(separator: ", ")
      return .inProgress("\(title): \(inService) of \(wish) in service, \(status)\(said)")
    }
    return .done(outputs: ["inService": String(inService)], by: .unknown)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(wanted, at), in: at.region)
    } catch {
      throw try explain(error, wanted, at)
    }
    return .started
  }

  private static func subject(_ wanted: Arguments) throws(CloudFault) -> [String: Document] {
    [
      "clusterName": .text(try wanted.text(cluster.name)), "nodegroupName": .text(try wanted.text(nodegroup.name)),
    ]
  }

  private static func title(_ wanted: Arguments) throws(CloudFault) -> String {
    "\(try wanted.text(cluster.name))/\(try wanted.text(nodegroup.name))"
  }

  private static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(.eks, "DescribeNodegroup", .reads, .object(try subject(wanted)), rest: RESTBinding(line))
  }

  private static func lookAtInstances(_ groups: [String]) -> AWSCall {
    AWSCall(.autoScaling, "DescribeAutoScalingGroups", .reads, ["AutoScalingGroupNames": Document(groups)])
  }

  private static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    var config: [String: Document] = [:]
    for member in sizes { config[member] = try wanted.optionalInteger(member).map { Document($0) } }
    let changes: [String: Document] = [
      "scalingConfig": .object(config), "clientRequestToken": .text(StepToken.attempt(of: at.effect)),
    ]
    return AWSCall(
      .eks, "UpdateNodegroupConfig", .setsAbsolute, .object(try subject(wanted).merging(changes) { $1 }),
      rest: RESTBinding(changingLine))
  }

  private static func group(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Document {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      throw try explain(error, wanted, at)
    }
    let group = answer["nodegroup"] ?? [:]
    let arn = ARN(group["nodegroupArn"]?.text ?? "")
    guard try group["nodegroupName"]?.text == wanted.text(nodegroup.name),
      try group["clusterName"]?.text == wanted.text(cluster.name), arn.isWellFormed, arn.service == "eks",
      arn.region == at.region
    else { throw .unreadable(.eks, "says nothing of node group \(try title(wanted)) in \(at.region)") }
    return group
  }

  /// Instances that its Auto Scaling groups count as in service and healthy.
  private static func inService(_ group: Document, _ title: String, _ at: ActionPlace) async throws(CloudFault) -> Int64
  {
    let names = (group["resources"]?["autoScalingGroups"]?.items ?? []).compactMap { $0["name"]?.text }
    guard !names.isEmpty else { throw .unreadable(.eks, "names no Auto Scaling group of node group \(title)") }
    let answer = try await at.tools.client.send(lookAtInstances(names), in: at.region)
    guard let groups = answer.list("AutoScalingGroups"),
      Set(groups.compactMap { $0["AutoScalingGroupName"]?.text }) == Set(names)
    else { throw .unreadable(.autoScaling, "says nothing of the groups of node group \(title)") }
    var count: Int64 = 0
    for group in groups {
      guard let instances = group.list("Instances") else {
        throw .unreadable(.autoScaling, "lists no instances of node group \(title)")
      }
      count += Int64(
        instances.count { $0["LifecycleState"]?.text == "InService" && $0["HealthStatus"]?.text == "Healthy" })
    }
    return count
  }

  private static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "eks.ResourceNotFoundException": return missing(try title(wanted), at.region)
    // Another change of the node group is under way.
    case "eks.ResourceInUseException": return fault.passing
    default: return fault
    }
  }

  private static func missing(_ title: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "eks.nodegroup-missing",
      message:
        "There is no node group \(title) in \(region). Create it there with a desired size of 0, or correct cluster "
        + "and node group in the plan.", isRetriable: false)
  }

  private static func unusable(_ title: String, _ region: Region, _ status: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "eks.nodegroup-unusable",
      message:
        "Node group \(title) in \(region) is \(status), and can't be scaled. Create it again, then retry the step.",
      isRetriable: false)
  }
}
