package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `autoscaling.scale`: gives an Auto Scaling group its capacity, and waits until so much of it is in service and healthy.
/// Capacities are absolute, so a repeat changes nothing; a group bears no mark of who set them.
package enum AutoScalingScale: ActionDefinition {
  package static let name: ActionName = "autoscaling.scale"
  package static let about = "Gives an Auto Scaling group its capacity, and waits until its instances are in service."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Auto Scaling"), services: ["AUTOSCALING", "EC2"],
    outputs: ["inService"], sentence: "give Auto Scaling group {group} in {region} the capacity {desiredCapacity}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.same("with the capacity that it had")
}

// MARK: - In an application file

extension AutoScalingScale: CalledAction {
  private static let mostCapacity = 10_000
  /// Of one instance: what AWS takes.
  private static let mostWeight: Int64 = 999

  private static let group = Key.required(
    "group",
    Form<String>.awsIdentifier(
      "the name of an Auto Scaling group", marks: "-_./@+=,()# ", example: "the name alone, not the ARN"),
    "The name of the group in the region where the step acts.")
  private static let desired = Key.required(
    "desiredCapacity", Form<Int>.count(0...mostCapacity), "The capacity: instances, unless the group weighs them.")
  private static let minimum = Key.optional(
    "minSize", Form<Int>.count(0...mostCapacity), "The group's smallest size; as it is without it.")
  private static let maximum = Key.optional(
    "maxSize", Form<Int>.count(0...mostCapacity), "The group's largest size; as it is without it.")

  package static let parameters: [Parameter] = [.text(group), .count(desired), .count(minimum), .count(maximum)]
}

// MARK: - Carried out

extension AutoScalingScale {
  /// What is asked for, as the service calls it.
  private static let sizes = ["DesiredCapacity": desired.name, "MinSize": minimum.name, "MaxSize": maximum.name]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .autoScaling, "DescribeAutoScalingGroups", .reads,
      ["AutoScalingGroupNames": [.text(try wanted.text(group.name))]])
  }

  /// AWS takes no capacity beyond the group's sizes, as the plan leaves them.
  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let (name, capacity) = (try wanted.text(group.name), Int64(try wanted.integer(desired.name)))
    let least = try wanted.optionalInteger(minimum.name).map { Int64($0) }
    let most = try wanted.optionalInteger(maximum.name).map { Int64($0) }
    return [
      .listed(
        "Auto Scaling group", name, try look(wanted), in: "AutoScalingGroups", by: "AutoScalingGroupName",
        remedy: "change the group's sizes, or give `minSize` and `maxSize` in the plan"
      ) { present in
        guard let smallest = least ?? present["MinSize"]?.integer, let largest = most ?? present["MaxSize"]?.integer
        else { return .unclear("Auto Scaling does not say its sizes") }
        return (smallest...max(smallest, largest)).contains(capacity)
          ? .met : .unmet("takes from \(smallest) to \(largest), and the plan wants \(capacity)")
      }
    ]
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    var input: [String: Document] = ["AutoScalingGroupName": .text(try wanted.text(group.name))]
    for (member, parameter) in sizes { input[member] = try wanted.optionalInteger(parameter).map { Document($0) } }
    return AWSCall(.autoScaling, "UpdateAutoScalingGroup", .setsAbsolute, .object(input))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/\(try wanted.text(group.name))")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let name = try wanted.text(group.name)
    guard let groups = answer.list("AutoScalingGroups") else { throw .unreadable(.autoScaling, "lists no groups") }
    guard let present = groups.first else { throw missing(name, at.region) }
    guard present["AutoScalingGroupName"]?.text == name else {
      throw .unreadable(.autoScaling, "says nothing of group \(name)")
    }
    if let status = present["Status"]?.text { throw leaving(name, at.region, status) }
    for (member, parameter) in sizes {
      guard let size = try wanted.optionalInteger(parameter) else { continue }
      guard let now = present[member]?.integer else { throw .unreadable(.autoScaling, "says no \(member) of \(name)") }
      if now != Int64(size) { return .absent }
    }
    return try judge(instancesOf: present, name, wanted, at)
  }

  private static func judge(
    instancesOf present: Document, _ name: String, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let capacity = Int64(try wanted.integer(desired.name))
    guard let instances = present.list("Instances") else {
      throw .unreadable(.autoScaling, "lists no instances of \(name)")
    }
    let weights = try instances.filter {
      $0["LifecycleState"]?.text == "InService" && $0["HealthStatus"]?.text == "Healthy"
    }.map { instance throws(CloudFault) in try weight(of: instance, name) }
    let inService = weights.reduce(0, +)
    // Where instances are weighed, the last one may go beyond what is wanted; one that could go is still leaving.
    guard inService - capacity < max(1, weights.max() ?? 1) else {
      return .inProgress("\(name): \(inService) in service, and only \(capacity) wanted")
    }
    if inService >= capacity { return .done(outputs: ["inService": String(inService)], by: .unknown) }
    let stopped = (present["SuspendedProcesses"]?.items ?? []).compactMap { $0["ProcessName"]?.text }
    guard !stopped.contains("Launch") else { throw suspended(name, at.region) }
    return .inProgress("\(name): \(inService) of \(capacity) in service and healthy")
  }

  /// What an instance counts for: 1, but where the group weighs them.
  private static func weight(of instance: Document, _ name: String) throws(CloudFault) -> Int64 {
    guard let given = instance["WeightedCapacity"] else { return 1 }
    guard let weight = given.integer, (1...mostWeight).contains(weight) else {
      throw .unreadable(.autoScaling, "makes no sense of the weights of \(name)")
    }
    return weight
  }

  private static func missing(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "autoscaling.group-missing",
      message: "There is no Auto Scaling group \(name) in \(region). Create it there with a desired capacity of 0, or "
        + "correct `group` in the plan.", isRetriable: false)
  }

  private static func leaving(_ name: String, _ region: Region, _ status: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "autoscaling.group-leaving",
      message: "Auto Scaling group \(name) in \(region) is being deleted (\(status)). Create it again, then retry the "
        + "step.",
      isRetriable: false)
  }

  private static func suspended(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "autoscaling.launch-suspended",
      message: "Auto Scaling group \(name) in \(region) launches nothing: its process Launch is suspended. Resume it "
        + "(`aws autoscaling resume-processes`), then retry the step.", isRetriable: false)
  }
}
