import DarumaCore

/// `ecs.scale`: how many tasks of which service.
enum ScaleSection {
  /// Tasks of one service: the quota of AWS.
  static let mostTasks = 5000

  private static let desiredCount = Key.required(
    "desiredCount", Form<Int>.count(0...mostTasks), "The number of tasks.")
  private static let cluster = Key.optional(
    "cluster",
    Form<String>.awsIdentifier("the name of an ECS cluster", example: "the name alone, not the ARN"),
    "The cluster in the recovery region; that of the resource without it.")
  private static let service = Key.optional(
    "service",
    Form<String>.awsIdentifier("the name of an ECS service", example: "the name alone, not the ARN"),
    "The service in the recovery region; that of the resource without it.")

  static let form = Form<ActionDraft.Parameters>.mapping(
    KeyTable(title: "the `with` of ecs.scale", keys: [desiredCount, cluster, service])
  ) { fields in
    let (count, inCluster, named) = (fields.value(desiredCount), fields.value(cluster), fields.value(service))
    guard let count else { return nil }
    return .ecsScale(ECSScaleOptions(desiredCount: count, cluster: inCluster, service: named))
  }
}
