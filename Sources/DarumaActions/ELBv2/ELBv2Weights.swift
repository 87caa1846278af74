package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `elbv2.weights`: gives a rule of a load balancer's listener its target groups with their weights, and waits until those
/// that users are led to have healthy targets. The list is absolute, so a repeat changes nothing; a rule bears no mark of
/// who set it.
package enum ELBv2Weights: ActionDefinition {
  package static let name: ActionName = "elbv2.weights"
  package static let about =
    "Gives a listener's rule its target groups with their weights, and waits until their targets are healthy."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .control("Elastic Load Balancing"),
    services: ["ELASTICLOADBALANCING"], outputs: ["weights", "healthyTargets"],
    sentence: "weigh the target groups of {rule} anew in {region}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the weights that it had")

  /// One target group of the rule.
  struct Share: Sendable, Hashable {
    var targetGroup: String
    var weight: Int
  }
}

// MARK: - In an application file

extension ELBv2Weights {
  /// Of one forward action: the quota of AWS.
  private static let mostTargetGroups = 5
  private static let mostWeight = 999
  private static let mostTargets = 1000

  private static let rule = Key.required(
    "rule", Form<ARN>.arn.located,
    "The ARN of the listener's rule, or of the listener where its default action is meant.")
  private static let targetGroups = Key.required(
    "targetGroups", Form<[GivenShare]>.list(of: share, count: 1...mostTargetGroups).located,
    "All target groups of the rule afterwards, each with `arn` and `weight`; one that is not named is no longer in it.")
  private static let healthyTargets = Key.optional(
    "healthyTargets", Form<Int>.count(0...mostTargets),
    "How many targets must be healthy in each target group with a weight above 0; 1 without it.")

  private static let targetGroup = Key.required("arn", Form<ARN>.arn.located, "The target group's ARN.")
  private static let weight = Key.required(
    "weight", Form<Int>.count(0...mostWeight), "Its share of the requests, as a part of the sum of all weights.")

  private static let share = Form<GivenShare>.mapping(
    KeyTable(title: "a target group of elbv2.weights", keys: [targetGroup, weight])
  ) { fields in
    let (group, itsWeight) = (fields.value(targetGroup), fields.value(weight))
    guard let group, let itsWeight else { return nil }
    return GivenShare(group: group, weight: itsWeight)
  }

  private struct GivenShare: Sendable {
    var group: Located<ARN>
    var weight: Int
  }

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of elbv2.weights", keys: [rule, targetGroups, healthyTargets])
  ) { fields in
    let (ofRule, groups, healthy) = (fields.value(rule), fields.value(targetGroups), fields.value(healthyTargets))
    guard let ofRule, let groups, isRule(ofRule, fields.findings) else { return nil }
    check(groups, besides: ofRule.value, fields.findings)
    let shares = groups.value.map { Share(targetGroup: $0.group.value.rawValue, weight: $0.weight) }
    return Wanted(rule: ofRule, shares: shares, healthyTargets: healthy ?? 1)
  }

  package struct Wanted: ActionWanted {
    var rule: Located<ARN>
    var shares: [Share]
    var healthyTargets: Int

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      [
        ELBv2Weights.rule.name: .text(rule.value.rawValue), ELBv2Weights.healthyTargets.name: Document(healthyTargets),
        ELBv2Weights.targetGroups.name: .list(
          shares.map {
            [targetGroup.name: .text($0.targetGroup), weight.name: Document($0.weight)]
          }),
      ]
    }

    package var claims: [Claim] {
      [
        Claim(
          key: "elbv2/\(rule.value)", deed: "weigh the target groups of \(rule.value)",
          remedy: "let one application have the rule")
      ]
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard let region = setting.region, rule.value.region != region else { return }
      findings.report(
        .arnOfOtherRegion, at: rule.place, "the rule is in \(rule.value.region), and the step acts in \(region)",
        remedy: "name a rule or a listener in \(region), or say in `region` where the step acts")
    }
  }

  private static func isRule(_ rule: Located<ARN>, _ findings: Findings) -> Bool {
    let arn = rule.value
    guard arn.service == "elasticloadbalancing", ["listener", "listener-rule"].contains(arn.resourceType) else {
      findings.report(
        .arnOfOtherType, at: rule.place, "\(quoted(arn.rawValue)) is neither a listener nor a rule of one",
        remedy: "write `arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener-rule/...`, or that of a `listener/...`")
      return false
    }
    return true
  }

  private static func check(_ groups: Located<[GivenShare]>, besides rule: ARN, _ findings: Findings) {
    var seen: Set<ARN> = []
    for given in groups.value {
      let arn = given.group.value
      if arn.service != "elasticloadbalancing" || arn.resourceType != "targetgroup" {
        findings.report(
          .arnOfOtherType, at: given.group.place, "\(quoted(arn.rawValue)) is not a target group",
          remedy: "write `arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID`")
      } else if arn.region != rule.region {
        findings.report(
          .arnOfOtherRegion, at: given.group.place,
          "the target group is in \(arn.region), and the rule in \(rule.region)",
          remedy: "name a target group in \(rule.region)")
      }
      if !seen.insert(arn).inserted {
        findings.report(
          .keyConflict, at: given.group.place, "the target group is named twice, with a weight each",
          remedy: "keep one of them")
      }
    }
    if !groups.value.isEmpty, groups.value.allSatisfy({ $0.weight == 0 }) {
      findings.report(
        .outOfRange, at: groups.place, "with all weights 0 nobody would be served",
        remedy: "give at least one target group a weight above 0")
    }
  }
}

// MARK: - Carried out

extension ELBv2Weights {
  package struct Request: ActionRequest {
    var rule: ARN
    var shares: [Share]
    var healthyTargets: Int

    package init(_ arguments: Arguments) throws(CloudFault) {
      rule = ARN(try arguments.text(ELBv2Weights.rule.name))
      healthyTargets = try arguments.integer(ELBv2Weights.healthyTargets.name)
      let key = targetGroups.name
      shares = try arguments.list(key).map { item throws(CloudFault) in
        guard let group = item[targetGroup.name]?.text, let number = item[weight.name]?.integer,
          (0...Int64(mostWeight)).contains(number)
        else { throw arguments.fault(key, "holds something that is no target group with its weight") }
        return Share(targetGroup: group, weight: Int(number))
      }
      guard Set(shares.map(\.targetGroup)).count == shares.count else {
        throw arguments.fault(key, "names a target group twice")
      }
      guard shares.contains(where: { $0.weight > 0 }) else { throw arguments.fault(key, "has no weight above 0") }
    }

    /// Whether the listener's default is meant.
    var isDefault: Bool { rule.resourceType == "listener" }
    var actionsMember: String { isDefault ? "DefaultActions" : "Actions" }
    var title: String { "\(isDefault ? "listener" : "listener rule") \(rule.resourceName)" }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let forward: Document = ["Type": "forward"]
    var calls = [
      PlannedCall(look(wanted), in: at.region),
      PlannedCall(change(wanted, [weighed(forward, wanted.shares)]), in: at.region, on: [wanted.rule.rawValue]),
    ]
    calls += wanted.shares.filter { $0.weight > 0 }.map {
      PlannedCall(TargetHealth.look(at: $0.targetGroup), in: at.region)
    }
    return calls
  }

  /// Those that users are not led to yet are not looked at otherwise.
  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    wanted.shares.map { TargetHealth.precondition($0.targetGroup) }
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let actions = try await actions(wanted, at)
    guard try isSo(shares(of: try forward(among: actions, wanted, at.region), wanted), wanted) else { return .absent }
    var healthy = 0
    var waiting: [String] = []
    for share in wanted.shares where share.weight > 0 {
      let group = share.targetGroup
      let health = try TargetHealth(
        try await at.tools.client.send(TargetHealth.look(at: group), in: at.region), of: group)
      healthy += health.healthy
      if health.healthy < wanted.healthyTargets {
        waiting.append("\(ARN(group).resourceName): \(health.words(wanted: wanted.healthyTargets))")
      }
    }
    guard waiting.isEmpty else { return .inProgress(waiting.joined(separator: "; ")) }
    let weights = wanted.shares.map { "\($0.targetGroup)=\($0.weight)" }.joined(separator: ",")
    return .done(outputs: ["weights": weights, "healthyTargets": String(healthy)], by: .unknown)
  }

  /// All actions of a rule are replaced together, so what goes before the forwarding is sent again as it is.
  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    var actions = try await actions(wanted, at)
    for index in actions.indices { actions[index] = sendable(actions[index]) }
    let old = try forward(among: actions, wanted, at.region)
    guard let index = actions.firstIndex(of: old) else { throw noForward(wanted, at.region) }
    actions[index] = weighed(old, wanted.shares)
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change(wanted, actions), in: at.region)
    } catch {
      throw explain(error, wanted, at.region)
    }
    return .started
  }

  private static func change(_ wanted: Request, _ actions: [Document]) -> AWSCall {
    wanted.isDefault
      ? AWSCall(
        .loadBalancing, "ModifyListener", .setsAbsolute,
        ["ListenerArn": .text(wanted.rule.rawValue), "DefaultActions": .list(actions)])
      : AWSCall(
        .loadBalancing, "ModifyRule", .setsAbsolute,
        ["RuleArn": .text(wanted.rule.rawValue), "Actions": .list(actions)])
  }

  // MARK: The rule

  private static func look(_ wanted: Request) -> AWSCall {
    let (operation, arns) =
      wanted.isDefault ? ("DescribeListeners", "ListenerArns") : ("DescribeRules", "RuleArns")
    return AWSCall(.loadBalancing, operation, .reads, .object([arns: [.text(wanted.rule.rawValue)]]))
  }

  private static func actions(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [Document] {
    let (list, arn) = wanted.isDefault ? ("Listeners", "ListenerArn") : ("Rules", "RuleArn")
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(look(wanted), in: at.region)
    } catch {
      throw explain(error, wanted, at.region)
    }
    guard let present = answer.list(list)?.first(where: { $0[arn]?.text == wanted.rule.rawValue }) else {
      throw .unreadable(.loadBalancing, "says nothing of \(wanted.title)")
    }
    guard let actions = present.list(wanted.actionsMember) else {
      throw .unreadable(.loadBalancing, "lists no actions of \(wanted.title)")
    }
    return actions
  }

  /// A rule has one action that ends it: to forward, to redirect, or to answer by itself.
  private static func forward(
    among actions: [Document], _ wanted: Request, _ region: Region
  ) throws(CloudFault) -> Document {
    let forwards = actions.filter { $0["Type"]?.text == "forward" }
    guard forwards.count <= 1, actions.allSatisfy({ $0["Type"]?.text != nil }), !actions.isEmpty else {
      throw .unreadable(.loadBalancing, "makes no sense of the actions of \(wanted.title)")
    }
    guard let forward = forwards.first else { throw noForward(wanted, region) }
    return forward
  }

  private static func shares(of forward: Document, _ wanted: Request) throws(CloudFault) -> [Share] {
    guard let groups = forward["ForwardConfig"]?.list("TargetGroups") else {
      guard let only = forward["TargetGroupArn"]?.text, !only.isEmpty else {
        throw .unreadable(.loadBalancing, "names no target group of \(wanted.title)")
      }
      return [Share(targetGroup: only, weight: 1)]
    }
    return try groups.map { group throws(CloudFault) in
      // One target group alone may be without a weight.
      guard let arn = group["TargetGroupArn"]?.text,
        let weight = group["Weight"] == nil && groups.count == 1 ? 1 : group["Weight"]?.integer, weight >= 0
      else { throw .unreadable(.loadBalancing, "does not weigh the target groups of \(wanted.title)") }
      return Share(targetGroup: arn, weight: Int(clamping: weight))
    }
  }

  private static func isSo(_ present: [Share], _ wanted: Request) -> Bool {
    // Everything goes to one alone, however much it weighs.
    if let here = present.first, let there = wanted.shares.first, present.count == 1, wanted.shares.count == 1 {
      return here.targetGroup == there.targetGroup && here.weight > 0
    }
    return present.count == wanted.shares.count && Set(present) == Set(wanted.shares)
  }

  /// With its stickiness and its place among the actions as they are.
  private static func weighed(_ forward: Document, _ shares: [Share]) -> Document {
    guard case .object(var action) = forward else { return forward }
    var config: [String: Document] = [:]
    if case .object(let present)? = action["ForwardConfig"] { config = present }
    config["TargetGroups"] = .list(
      shares.map { ["TargetGroupArn": .text($0.targetGroup), "Weight": Document($0.weight)] })
    // It may be given for one target group alone.
    action["TargetGroupArn"] = nil
    action["ForwardConfig"] = .object(config)
    return .object(action)
  }

  /// As it may be sent back: the secret of a sign-in is never told, and stays as it is where we say so.
  private static func sendable(_ action: Document) -> Document {
    guard case .object(var members) = action else { return action }
    if case .object(var config)? = members["AuthenticateOidcConfig"] {
      config["ClientSecret"] = nil
      config["UseExistingClientSecret"] = true
      members["AuthenticateOidcConfig"] = .object(config)
    }
    return withoutEmpty(.object(members))
  }

  /// XML can't tell an empty text from an empty list or map, and the service refuses one for the other.
  private static func withoutEmpty(_ document: Document) -> Document {
    switch document {
    case .object(let members): .object(members.filter { $0.value != "" }.mapValues { withoutEmpty($0) })
    case .list(let items): .list(items.map { withoutEmpty($0) })
    case .null, .bool, .integer, .decimal, .text: document
    }
  }

  // MARK: What is told

  private static func explain(_ fault: CloudFault, _ wanted: Request, _ region: Region) -> CloudFault {
    switch fault.code {
    case "elasticloadbalancing.RuleNotFound", "elasticloadbalancing.ListenerNotFound":
      CloudFault(
        kind: .refused, code: "elbv2.rule-missing",
        message: "There is no \(wanted.title) in \(region). Create it there, or correct `rule` in the plan.",
        isRetriable: false)
    case "elasticloadbalancing.TargetGroupNotFound":
      CloudFault(
        kind: .refused, code: "elbv2.target-group-missing",
        message: "\(fault.message) Create the target group in \(region), or correct `targetGroups` in the plan. The "
          + "\(wanted.title) was left as it is.", isRetriable: false)
    default: fault
    }
  }

  private static func noForward(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "elbv2.no-forward",
      message:
        "The \(wanted.title) in \(region) forwards to no target group: it redirects, or answers by itself. It was "
        + "left as it is. Give it a forward action, or name another rule in the plan.", isRetriable: false)
  }
}
