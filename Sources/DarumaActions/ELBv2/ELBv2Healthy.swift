package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `elbv2.healthy`: waits until enough targets stand healthy behind a target group. It only looks, and proves nothing of
/// the data that they serve.
package enum ELBv2Healthy: ActionDefinition {
  package static let name: ActionName = "elbv2.healthy"
  package static let about = "Waits until enough targets behind a target group are healthy."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .none, plane: .control("Elastic Load Balancing"), services: ["ELASTICLOADBALANCING"],
    outputs: ["healthyTargets"],
    sentence: "wait for {healthyTargets} healthy targets behind {targetGroup} in {region}")
  package static let usually = Span.minutes(3)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension ELBv2Healthy {
  private static let mostTargets = 1000

  private static let targetGroup = Key.required(
    "targetGroup", Form<ARN>.arn.located, "The target group's ARN, in the region where the step acts.")
  private static let healthyTargets = Key.optional(
    "healthyTargets", Form<Int>.count(1...mostTargets), "How many targets must be healthy; 1 without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of elbv2.healthy", keys: [targetGroup, healthyTargets])
  ) { fields in
    let (group, healthy) = (fields.value(targetGroup), fields.value(healthyTargets))
    guard let group, isTargetGroup(group, fields.findings) else { return nil }
    return Wanted(targetGroup: group, healthyTargets: healthy ?? 1)
  }

  package struct Wanted: ActionWanted {
    var targetGroup: Located<ARN>
    var healthyTargets: Int

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        ELBv2Healthy.targetGroup.name: .text(targetGroup.value.rawValue),
        ELBv2Healthy.healthyTargets.name: Document(healthyTargets),
      ]
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard let region = setting.region, targetGroup.value.region != region else { return }
      findings.report(
        .arnOfOtherRegion, at: targetGroup.place,
        "the target group is in \(targetGroup.value.region), and the step acts in \(region)",
        remedy: "name a target group in \(region), or say in `region` where the step acts")
    }
  }

  private static func isTargetGroup(_ group: Located<ARN>, _ findings: Findings) -> Bool {
    let arn = group.value
    if arn.service == "elasticloadbalancing", arn.resourceType == "targetgroup" { return true }
    findings.report(
      .arnOfOtherType, at: group.place, "\(quoted(arn.rawValue)) is not a target group",
      remedy: "write `arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID`")
    return false
  }
}

// MARK: - Carried out

extension ELBv2Healthy {
  package struct Request: ActionRequest {
    var targetGroup: String
    var healthyTargets: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      targetGroup = try arguments.text(ELBv2Healthy.targetGroup.name)
      let key = ELBv2Healthy.healthyTargets.name
      healthyTargets = try arguments.integer(key)
      guard healthyTargets > 0 else { throw arguments.fault(key, "is not above 0") }
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [PlannedCall(TargetHealth.look(at: wanted.targetGroup), in: at.region)]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(TargetHealth.look(at: wanted.targetGroup), in: at.region)
    } catch {
      guard error.code == "elasticloadbalancing.TargetGroupNotFound" else { throw error }
      throw missing(wanted, at.region)
    }
    let health = try TargetHealth(answer, of: wanted.targetGroup)
    guard health.healthy >= wanted.healthyTargets else {
      let name = ARN(wanted.targetGroup).resourceName
      return .inProgress("\(name): \(health.words(wanted: wanted.healthyTargets))")
    }
    return .done(outputs: ["healthyTargets": String(health.healthy)], by: .unknown)
  }

  private static func missing(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "elbv2.target-group-missing",
      message: "There is no target group \(ARN(wanted.targetGroup).resourceName) in \(region). Create it there, or "
        + "correct `targetGroup` in the plan.", isRetriable: false)
  }
}
