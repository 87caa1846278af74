package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `events.rule`: enables or disables a rule of EventBridge. The state is absolute, so a repeat changes nothing; who set it
/// is not told apart.
package enum EventsRule: ActionDefinition {
  package static let name: ActionName = "events.rule"
  package static let about = "Enables or disables an EventBridge rule."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EventBridge"), services: ["EVENTS"],
    outputs: ["state", "arn"], sentence: "switch EventBridge rule {rule} in {region} to {state}")
  package static let usually = Span.seconds(10)
  package static let undo = Undo.same("with the other state")

  private static let defaultBus = "default"
}

// MARK: - In an application file

extension EventsRule: CalledAction {
  private static let rule = Key.required(
    "rule",
    Form<String>.awsIdentifier(
      "the name of a rule", marks: "-_.", longest: 64, example: "the name alone, not the ARN"),
    "The rule's name in the region where the step acts.")
  private static let bus = Key.optional(
    "bus",
    Form<String>.awsIdentifier(
      "the name of an event bus", marks: "-_./", longest: 256, example: "the name alone, not the ARN"),
    "The event bus that the rule is of; `\(defaultBus)` without it.")
  private static let state = SwitchState.key("whether the rule is to match events, or run on its schedule.")

  package static let parameters: [Parameter] = [.text(rule), .text(bus), .text(state)]
}

// MARK: - Carried out

extension EventsRule {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(.eventBridge, "DescribeRule", .reads, try named(wanted))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let operation = try SwitchState.wanted(wanted) == .enabled ? "EnableRule" : "DisableRule"
    return AWSCall(.eventBridge, operation, .setsAbsolute, try named(wanted))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    let (name, onBus) = (try wanted.text(rule.name), try busName(wanted))
    return [at.arn("events", onBus == defaultBus ? "rule/\(name)" : "rule/\(onBus)/\(name)")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let (name, onBus) = (try wanted.text(rule.name), try busName(wanted))
    // The ARN names the region and the bus too. Rules of the default bus have it left out.
    let arn = ARN(answer["Arn"]?.text ?? "")
    let resources = ["rule/\(onBus)/\(name)"] + (onBus == defaultBus ? ["rule/\(name)"] : [])
    guard answer["Name"]?.text == name, arn.region == at.region, resources.contains(arn.resource) else {
      throw .unreadable(.eventBridge, "says nothing of rule \(name) of bus \(onBus)")
    }
    let isEnabled: Bool
    switch answer["State"]?.text {
    case "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS": isEnabled = true
    case "DISABLED": isEnabled = false
    default: throw .unreadable(.eventBridge, "names no known state of rule \(name)")
    }
    let wish = try SwitchState.wanted(wanted)
    guard isEnabled == (wish == .enabled) else {
      if let owner = answer["ManagedBy"]?.text { throw managed(name, at.region, by: owner) }
      return .absent
    }
    return .done(outputs: ["state": wish.rawValue, "arn": arn.rawValue], by: .unknown)
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "events.ResourceNotFoundException":
      return missing(try wanted.text(rule.name), try busName(wanted), at.region, fault)
    case "events.ManagedRuleException": return managed(try wanted.text(rule.name), at.region, by: "an AWS service")
    // Another change of the rule or of its targets is under way.
    case "events.ConcurrentModificationException":
      return fault.passing
    default: return fault
    }
  }

  private static func named(_ wanted: Arguments) throws(CloudFault) -> Document {
    ["Name": .text(try wanted.text(rule.name)), "EventBusName": .text(try busName(wanted))]
  }

  private static func busName(_ wanted: Arguments) throws(CloudFault) -> String {
    try wanted.optionalText(bus.name) ?? defaultBus
  }

  private static func missing(_ name: String, _ bus: String, _ region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: "events.rule-missing",
      message:
        "There is no rule \(name) of event bus \(bus) in \(region). Create it there, disabled, or correct `rule` "
        + "and `bus` in the plan. \(fault.message)", isRetriable: false)
  }

  private static func managed(_ name: String, _ region: Region, by owner: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "events.rule-managed",
      message:
        "EventBridge rule \(name) in \(region) is managed by \(owner), and nobody else may switch it. Switch what "
        + "made it there, or take the step out of the plan.", isRetriable: false)
  }
}
