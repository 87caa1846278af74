import DarumaCore

/// Each step's action can act on what it is given.
enum ActionCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    for (index, step) in plan.steps.enumerated() {
      guard let action = step.action else { continue }
      let resource = draft.resources.first { $0.id != nil && $0.id?.value == step.resource?.value }
      if let resource, let type = resource.type, let wanted = action.row.resourceType, type != wanted {
        reportType(type, wanted, step, action, findings)
        continue
      }
      switch action.parameters {
      case .rdsRestore(let options):
        if plan.kind == .failover, action.isWhole { checkDefaults(options, action, findings) }
      case .ecsScale(let options):
        if action.isWhole { checkService(options, step, action, resource, findings) }
      case .route53Switch(let change):
        if case .endpointOf(let id) = change.options.target {
          checkEndpoint(of: id, for: index, at: change.targetPlace, graph, findings)
        }
      case .httpCheck, .notify:
        break
      }
    }
  }

  private static func reportType(
    _ type: ResourceType, _ wanted: ResourceType, _ step: StepDraft, _ action: ActionDraft,
    _ findings: Findings
  ) {
    findings.report(
      .resourceOfOtherType, at: step.resource?.place ?? step.place,
      "\(action.row.name) acts on an \(wanted.rawValue), and this is an \(type.rawValue)",
      remedy: "name a resource of type \(wanted.rawValue)")
  }

  private static func checkDefaults(_ options: RDSRestoreOptions, _ action: ActionDraft, _ findings: Findings) {
    var missing: [String] = []
    if options.subnetGroup == nil { missing.append("subnetGroup") }
    if options.securityGroups.isEmpty { missing.append("securityGroups") }
    guard !missing.isEmpty else { return }
    findings.report(
      .restoreWithDefaults, at: action.place,
      "without \(listing(missing)) the instance is restored into the default network of the region",
      remedy: "add \(listing(missing)) to `with`")
  }

  private static func checkService(
    _ options: ECSScaleOptions, _ step: StepDraft, _ action: ActionDraft, _ resource: ResourceDraft?,
    _ findings: Findings
  ) {
    // A resource that is given but unknown is reported by name.
    guard step.resource == nil || resource != nil else { return }
    // An ARN of the old form, `service/NAME`, does not tell the cluster.
    let parts = resource?.arn?.value.resourceName.split(separator: "/").count ?? (resource == nil ? 0 : 2)
    var missing: [String] = []
    if options.cluster == nil, parts < 2 { missing.append("cluster") }
    if options.service == nil, parts < 1 { missing.append("service") }
    guard !missing.isEmpty else { return }
    findings.report(
      .missingKey, at: action.place, "nothing says which \(missing.joined(separator: " and ")) is scaled",
      remedy: "add `resource:` with the id of an ecs.service, or \(listing(missing)) to `with`")
  }

  private static func checkEndpoint(
    of id: StepID, for step: Int, at place: Place, _ graph: StepGraph, _ findings: Findings
  ) {
    let restores = graph.steps.filter { $0.action?.row.resourceType == .rdsInstance }
      .compactMap(\.id?.value.rawValue)
    guard let source = graph.index(of: id) else {
      findings.report(
        .unknownStep, at: place, "there is no step \(quoted(id.rawValue))",
        remedy: NearMiss.remedy(id.rawValue, among: restores, whatIsKnown: "rds.restore step in this plan"))
      return
    }
    guard let action = graph.steps[source].action else { return }
    guard case .rdsRestore = action.parameters else {
      findings.report(
        .noEndpoint, at: place, "step \(quoted(id.rawValue)) restores no database, so it has no endpoint",
        remedy: NearMiss.remedy(id.rawValue, among: restores, whatIsKnown: "rds.restore step in this plan"))
      return
    }
    if graph.isOrderKnown, !graph.ancestors(of: step).contains(source) {
      findings.report(
        .noEndpoint, at: place,
        "step \(quoted(id.rawValue)) need not be done by then, so its endpoint may be unknown",
        remedy: "add \(quoted(id.rawValue)) to `after`")
    }
  }
}
