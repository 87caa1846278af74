/// An Auto Scaling group. Its instances follow the wanted capacity one by one, as the tasks of an ECS service do.
package struct ScalingGroup: Sendable {
  package let name: String
  package let arn: String
  package let zones: [String]
  package private(set) var minimum: Int
  package private(set) var maximum: Int
  package private(set) var desired: Int
  /// Processes that somebody has suspended: `Launch`.
  package var suspended: Set<String> = []
  /// Milliseconds since the epoch.
  package let createdAt: Int64
  /// The time that ``inService`` tells of.
  package private(set) var asOf: Int64

  private var ramp: TaskRamp

  /// A group that has had `count` instances before the story begins.
  package init(name: String, arn: String, zones: [String], count: Int, maximum: Int, since: Int64) {
    self.name = name
    self.arn = arn
    self.zones = zones
    minimum = 0
    self.maximum = maximum
    desired = count
    createdAt = since
    asOf = since
    ramp = .level(count)
  }

  /// Instances that serve.
  package var inService: Int { ramp.running(at: asOf) }

  /// Instances on their way to serve.
  package var pending: Int { suspended.contains("Launch") ? 0 : max(0, desired - inService) }

  mutating func advance(to now: Int64) { asOf = now }

  /// - Throws: `ValidationError` for sizes that don't fit each other; nothing is changed then.
  mutating func resize(
    minimum: Int?, maximum: Int?, desired: Int?, _ timings: Timings
  ) throws(CloudError) {
    let (low, high) = (minimum ?? self.minimum, maximum ?? self.maximum)
    guard low >= 0, low <= high else {
      throw CloudError("ValidationError", "Max bound, \(high), must be greater than or equal to min bound, \(low)")
    }
    if let desired, !(low...high).contains(desired) {
      throw CloudError("ValidationError", "Desired capacity:\(desired) must be between the specified min and max size")
    }
    let wanted = min(max(desired ?? self.desired, low), high)
    (self.minimum, self.maximum) = (low, high)
    guard wanted != self.desired else { return }
    let running = inService
    self.desired = wanted
    ramp =
      wanted > running && suspended.contains("Launch")
      ? .level(running)
      : TaskRamp(
        from: running, to: wanted,
        firstAt: asOf + (wanted > running ? timings.instanceLaunch : timings.taskStop), step: timings.nextTask)
  }
}

/// Auto Scaling in one region.
package struct Scaling: Sendable {
  package let place: Place
  /// By name.
  package private(set) var groups: [String: ScalingGroup] = [:]

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64) {
    groups.mutateEach { $0.advance(to: now) }
  }

  package mutating func put(_ group: ScalingGroup) { groups[group.name] = group }

  package func arn(of name: String) -> String {
    place.arn(.autoscaling, "autoScalingGroup:0f0e0d0c-0000-4000-8000-000000000001:autoScalingGroupName/\(name)")
  }
}

/// Auto Scaling groups by name; all where none is named. One that does not exist is left out.
package struct DescribeAutoScalingGroups: CloudOperation {
  package static let service = CloudService.autoscaling
  package static let name = "DescribeAutoScalingGroups"
  package static let isChange = false

  package struct Output: Sendable {
    package let groups: [ScalingGroup]
    package let marker: String?
  }

  package let names: [String]
  package let page: PageRequest

  package init(names: [String] = [], page: PageRequest = PageRequest()) {
    self.names = names
    self.page = page
  }

  package var parameters: [String: String] {
    names.isEmpty ? [:] : ["AutoScalingGroupNames": names.joined(separator: ",")]
  }

  package func subjects(of output: Output) -> [String] { output.groups.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found = region.scaling.groups.values.filter {
      (names.isEmpty || names.contains($0.name)) && region.visibility.shows($0.arn)
    }
    let (page, marker) = try page.cut(
      found.sorted { $0.name < $1.name }, by: \.name, sizes: 1...100, usually: 50
    ) { CloudError("ValidationError", $0) }
    return Output(groups: page, marker: marker)
  }
}

/// Changes the sizes of a group. Absolute: repeating is harmless.
package struct UpdateAutoScalingGroup: CloudOperation {
  package static let service = CloudService.autoscaling
  package static let name = "UpdateAutoScalingGroup"
  package static let isChange = true

  package let group: String
  /// nil: as it is.
  package let minimum: Int?
  package let maximum: Int?
  package let desired: Int?

  package init(group: String, minimum: Int? = nil, maximum: Int? = nil, desired: Int? = nil) {
    self.group = group
    self.minimum = minimum
    self.maximum = maximum
    self.desired = desired
  }

  package var parameters: [String: String] {
    var shown = ["AutoScalingGroupName": group]
    shown["MinSize"] = minimum.map(String.init)
    shown["MaxSize"] = maximum.map(String.init)
    shown["DesiredCapacity"] = desired.map(String.init)
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    guard var changed = estate[region: context.region].scaling.groups[group] else {
      throw CloudError("ValidationError", "AutoScalingGroup name not found - AutoScalingGroup \(group) not found")
    }
    try changed.resize(minimum: minimum, maximum: maximum, desired: desired, estate.timings)
    estate[region: context.region].scaling.put(changed)
  }
}
