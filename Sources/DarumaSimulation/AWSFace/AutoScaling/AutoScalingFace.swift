/// Auto Scaling on the wire: query protocol, version 2011-01-01.
enum AutoScalingFace {
  static let service = QueryService(
    wire: QueryProtocol(namespace: "http://autoscaling.amazonaws.com/doc/2011-01-01/", version: "2011-01-01"),
    actions: [DescribeAutoScalingGroups.name: describeGroups, UpdateAutoScalingGroup.name: updateGroup])

  private static let describeGroups: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeAutoScalingGroups(
      names: arguments.list("AutoScalingGroupNames", "member"),
      page: PageRequest(maxRecords: try arguments.number("MaxRecords"), marker: arguments.text("NextToken")))
    try arguments.finish()
    return exchange.perform(operation) { output in
      [XMLTree("AutoScalingGroups", output.groups.map(element)), .text("NextToken", output.marker)]
    }
  }

  private static let updateGroup: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = UpdateAutoScalingGroup(
      group: try arguments.required("AutoScalingGroupName"), minimum: try arguments.number("MinSize"),
      maximum: try arguments.number("MaxSize"), desired: try arguments.number("DesiredCapacity"))
    try arguments.finish()
    return exchange.performWithoutResult(operation)
  }

  private static func element(_ group: ScalingGroup) -> XMLTree {
    let states =
      Array(repeating: "InService", count: group.inService) + Array(repeating: "Pending", count: group.pending)
    return XMLTree(
      "member",
      members: [
        .text("AutoScalingGroupName", group.name), .text("AutoScalingGroupARN", group.arn),
        .number("MinSize", group.minimum), .number("MaxSize", group.maximum),
        .number("DesiredCapacity", group.desired), .number("DefaultCooldown", 300),
        XMLTree("AvailabilityZones", group.zones.map { XMLTree("member", $0) }), .text("HealthCheckType", "EC2"),
        XMLTree(
          "Instances",
          states.enumerated().map { index, state in
            XMLTree(
              "member",
              members: [
                .text("InstanceId", "i-" + padded(index + 1)),
                .text("AvailabilityZone", group.zones[index % group.zones.count]), .text("LifecycleState", state),
                .text("HealthStatus", "Healthy"), .flag("ProtectedFromScaleIn", false),
              ])
          }),
        .time("CreatedTime", group.createdAt),
        XMLTree(
          "SuspendedProcesses",
          group.suspended.sorted().map { process in
            XMLTree(
              "member", members: [.text("ProcessName", process), .text("SuspensionReason", "User suspended")])
          }),
      ])
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 17 - digits.count)) + digits
  }
}
