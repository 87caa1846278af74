/// Turns a plan's step into the action that is done: names become parameters.
///
/// What an attempt makes bears the name that the attempt before gave it, until that was seen to be broken: the call of
/// an attempt that was given up may arrive late, and is then found and adopted. `generation` counts those names from 1.
enum Resolution {
  static func resolve(_ step: Step, generation: Int, _ execution: Execution) -> Result<Action, Failure> {
    switch step.action {
    case .rdsRestore(let options): restore(step, options, generation, execution)
    case .ecsScale(let options): scale(step, options, execution)
    case .route53Switch(let options): switchRecord(options, execution)
    case .httpCheck(let options):
      .success(
        .checkEndpoint(
          CheckEndpoint(url: options.url, expect: options.expect, consecutive: options.consecutive)))
    case .notify(let options):
      .success(
        .sendNotice(
          SendNotice(
            channels: options.channels, subject: "\(execution.application.name): \(execution.plan.name)",
            message: options.message)))
    }
  }

  private static func restore(
    _ step: Step, _ options: RDSRestoreOptions, _ generation: Int, _ execution: Execution
  ) -> Result<Action, Failure> {
    guard let id = step.resource, let resource = execution.application.resource(id),
      let choice = execution.choices.first(where: { $0.resource == id })
    else { return .failure(unresolved(step, "no recovery point was chosen for its resource")) }
    let identifiers = (1...generation).map { identifier(resource, execution, generation: $0) }
    return .success(
      .restoreDatabase(
        RestoreDatabase(
          region: execution.application.regions.recovery, snapshot: choice.point,
          identifier: identifiers[generation - 1], earlierIdentifiers: identifiers.dropLast().reversed(),
          options: options)))
  }

  /// `<instance>-<start of the execution>[-<generation>]`, at most 63 characters, as RDS wants it. A name that has to be
  /// cut off ends in a number made of the whole of it: two that begin alike are told apart.
  private static func identifier(_ resource: Resource, _ execution: Execution, generation: Int) -> String {
    let suffix = "-" + execution.startedAt.compact.lowercased() + (generation > 1 ? "-\(generation)" : "")
    let name = resource.arn.resourceName
    if name.count + suffix.count <= longestIdentifier { return name + suffix }
    let mark = "-" + Fingerprint.short(name)
    var base = name.prefix(longestIdentifier - mark.count - suffix.count)
    while base.last == "-" { base = base.dropLast() }
    return String(base) + mark + suffix
  }

  private static let longestIdentifier = 63

  private static func scale(_ step: Step, _ options: ECSScaleOptions, _ execution: Execution) -> Result<
    Action, Failure
  > {
    // arn:aws:ecs:region:account:service/cluster/name
    let named = step.resource.flatMap(execution.application.resource).map {
      $0.arn.resourceName.split(separator: "/").map(String.init)
    }
    let cluster = options.cluster ?? (named?.count == 2 ? named?[0] : nil)
    guard let cluster, let service = options.service ?? named?.last else {
      return .failure(unresolved(step, "neither its resource nor its settings name a cluster and a service"))
    }
    return .success(
      .scaleService(
        ScaleService(
          region: execution.application.regions.recovery, cluster: cluster, service: service,
          desiredCount: options.desiredCount)))
  }

  private static func switchRecord(
    _ options: Route53SwitchOptions, _ execution: Execution
  ) -> Result<Action, Failure> {
    let values: [String]
    switch options.target {
    case .values(let given): values = given
    case .endpointOf(let step):
      guard let endpoint = execution.steps[step]?.outputs[Outcome.endpointKey] else {
        return .failure(
          Failure(
            code: "step.unresolved", message: "step \(step) left no endpoint to point \(options.name) at",
            isRetriable: false))
      }
      values = [endpoint]
    }
    return .success(
      .switchRecord(
        SwitchRecord(
          zone: options.zone, name: options.name, type: options.type, values: values, ttl: options.ttl)))
  }

  private static func unresolved(_ step: Step, _ reason: String) -> Failure {
    Failure(code: "step.unresolved", message: "step \(step.id) can't be done: \(reason)", isRetriable: false)
  }
}

extension Outcome {
  /// The output under which a step leaves the address of what it made.
  package static let endpointKey = "endpoint"
  /// The output under which a step leaves the name of what it made.
  package static let identifierKey = "identifier"
}
