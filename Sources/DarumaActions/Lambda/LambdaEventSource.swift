package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `lambda.eventsource`: switches an event source mapping of Lambda on or off, and waits until it is so. The state is
/// absolute, so a repeat changes nothing; a mapping bears no mark of who switched it.
package enum LambdaEventSource: ActionDefinition {
  package static let name: ActionName = "lambda.eventsource"
  package static let about = "Switches a Lambda event source mapping on or off, and waits until it is so."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Lambda"), services: ["LAMBDA"],
    outputs: ["state", "functionArn"], sentence: "switch event source mapping {uuid} in {region} to {state}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the other state")
}

// MARK: - In an application file

extension LambdaEventSource: CalledAction {
  private static let uuid = Key.required(
    "uuid",
    Form<String>.awsIdentifier(
      "the UUID of an event source mapping", marks: "-", longest: 36,
      example: "a UUID such as `a1b2c3d4-5678-90ab-cdef-11111example`"),
    "The mapping's UUID in the region where the step acts; a queue is mapped anew in each region.")
  private static let state = SwitchState.key("whether the function is to be fed from the source.")

  package static let parameters: [Parameter] = [.text(uuid), .text(state)]
}

// MARK: - Carried out

extension LambdaEventSource {
  private static let line: RESTLine = "GET /2015-03-31/event-source-mappings/{UUID}"
  private static let changingLine: RESTLine = "PUT /2015-03-31/event-source-mappings/{UUID}"

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .lambda, "GetEventSourceMapping", .reads, ["UUID": .text(try wanted.text(uuid.name))], rest: RESTBinding(line))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .lambda, "UpdateEventSourceMapping", .setsAbsolute,
      ["UUID": .text(try wanted.text(uuid.name)), "Enabled": .bool(try SwitchState.wanted(wanted) == .enabled)],
      rest: RESTBinding(changingLine))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("lambda", "event-source-mapping:\(try wanted.text(uuid.name))")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let id = try wanted.text(uuid.name)
    let wish = try SwitchState.wanted(wanted)
    guard answer["UUID"]?.text?.lowercased() == id.lowercased() else {
      throw .unreadable(.lambda, "says nothing of event source mapping \(id)")
    }
    let state = answer["State"]?.text
    switch state {
    case wish.said?: return .done(outputs: outputs(wish, answer), by: .unknown)
    case "Enabled", "Disabled": return .absent
    // Lambda takes no change of what is changing, so the opposite direction is waited for as well.
    case "Creating", "Enabling", "Disabling", "Updating":
      return .inProgress("event source mapping \(id) is \(state ?? ""), to be \(wish.said)")
    case "Deleting": throw leaving(id, at.region)
    default: throw .unreadable(.lambda, "names no known state of event source mapping \(id)")
    }
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "lambda.ResourceNotFoundException": return missing(try wanted.text(uuid.name), at.region)
    // Another change of the mapping, or of its function, is under way.
    case "lambda.ResourceInUseException", "lambda.ResourceConflictException":
      return fault.passing
    default: return fault
    }
  }

  private static func outputs(_ wish: SwitchState, _ answer: Document) -> [String: String] {
    var outputs = ["state": wish.rawValue]
    outputs["functionArn"] = answer["FunctionArn"]?.text
    return outputs
  }

  private static func missing(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "lambda.mapping-missing",
      message:
        "There is no event source mapping \(id) in \(region). Create it there, disabled, or correct `uuid` in the "
        + "plan (`aws lambda list-event-source-mappings` names them).", isRetriable: false)
  }

  private static func leaving(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "lambda.mapping-leaving",
      message: "Event source mapping \(id) in \(region) is being deleted. Create it again and name the new one in the "
        + "plan, or skip the step if nothing is to be fed from it.", isRetriable: false)
  }
}

extension SwitchState {
  /// What a mapping says of itself when it is so.
  fileprivate var said: String { self == .enabled ? "Enabled" : "Disabled" }
}
