package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `route53.invert`: inverts a health check, or sets it upright again, so that failover records that stand on it lead users
/// elsewhere whatever the check finds. Which way it stands is absolute, so a repeat changes nothing. The change is one of Route
/// 53's control plane: what goes on without that is a routing control (`arc.routing`).
package enum Route53Invert: ActionDefinition {
  package static let name: ActionName = "route53.invert"
  package static let about = "Inverts a health check of Route 53, so that records that stand on it lead elsewhere."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .movesUsers, idempotency: .absolute, plane: .global("Route 53"), services: ["ROUTE53"],
    outputs: ["healthCheck"], sentence: "set the inversion of health check {healthCheck} to {inverted}")
  package static let usually = Span.minutes(2)
  package static let undo = Undo.same("with the other `inverted`")
}

// MARK: - In an application file

extension Route53Invert: CalledAction {
  private static let healthCheck = Key.required(
    "healthCheck",
    Form<String>.awsIdentifier("the id of a health check", marks: "-", longest: 64, example: "the id alone"),
    "The health check.")
  private static let inverted = Key.required(
    "inverted", Form<Bool>.boolean, "Whether what it finds well counts as ill, and the other way round.")

  package static let parameters: [Parameter] = [.text(healthCheck), .bool(inverted)]
}

// MARK: - Carried out

extension Route53Invert {
  private static let line: RESTLine = "GET /2013-04-01/healthcheck/{HealthCheckId}"
  private static let updateLine: RESTLine = "POST /2013-04-01/healthcheck/{HealthCheckId}"

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .route53, "GetHealthCheck", .reads, ["HealthCheckId": .text(try wanted.text(healthCheck.name))],
      rest: RESTBinding(line))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .route53, "UpdateHealthCheck", .setsAbsolute,
      [
        "HealthCheckId": .text(try wanted.text(healthCheck.name)),
        "Inverted": .bool(try wanted.optionalBool(inverted.name) == true),
      ], rest: RESTBinding(updateLine))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.globalARN("route53", "healthcheck/\(try wanted.text(healthCheck.name))")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let id = try wanted.text(healthCheck.name)
    guard let wish = try wanted.optionalBool(inverted.name) else { throw wanted.fault(inverted.name, "is missing") }
    guard let check = answer["HealthCheck"], check["Id"]?.text == id, let config = check["HealthCheckConfig"],
      let type = config["Type"]?.text
    else { throw .unreadable(.route53, "says nothing of health check \(id)") }
    guard type != "RECOVERY_CONTROL" else { throw routed(id) }
    // One that is disabled counts as well all the time, whatever way it stands.
    guard config["Disabled"]?.bool != true else { throw disabled(id) }
    guard let said = config["Inverted"] else {
      return wish ? .absent : .done(outputs: ["healthCheck": id], by: .unknown)
    }
    guard let present = said.bool else { throw .unreadable(.route53, "makes no sense of health check \(id)") }
    return present == wish ? .done(outputs: ["healthCheck": id], by: .unknown) : .absent
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "route53.NoSuchHealthCheck":
      CloudFault(
        kind: .refused, code: "route53.health-check-missing",
        message: "There is no health check \(try wanted.text(healthCheck.name)). Correct `healthCheck` in the plan.",
        isRetriable: false)
    // Somebody else changed it in the same moment.
    case "route53.HealthCheckVersionMismatch": fault.passing
    default: fault
    }
  }

  private static func routed(_ id: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "route53.routing-control",
      message: "Health check \(id) follows a routing control and is never inverted. Switch that (arc.routing).",
      isRetriable: false)
  }

  private static func disabled(_ id: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "route53.health-check-disabled",
      message:
        "Health check \(id) is disabled, and so counts as well whatever it finds. Enable it, then retry the step.",
      isRetriable: false)
  }
}
