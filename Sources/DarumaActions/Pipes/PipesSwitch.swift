package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `pipes.switch`: starts or stops an EventBridge pipe, and waits until it is so. The state is absolute, so a repeat
/// changes nothing; a pipe bears no mark of who switched it.
package enum PipesSwitch: ActionDefinition {
  package static let name: ActionName = "pipes.switch"
  package static let about = "Starts or stops an EventBridge pipe, and waits until it is so."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EventBridge Pipes"), services: ["EVENTS"],
    outputs: ["state", "arn"], sentence: "switch pipe {pipe} in {region} to {state}")
  package static let usually = Span.minutes(2)
  package static let undo = Undo.same("with the other state")
}

// MARK: - In an application file

extension PipesSwitch: CalledAction {
  private static let pipe = Key.required(
    "pipe", Form<String>.awsIdentifier("the name of a pipe", marks: "-_.", longest: 64, example: "the name alone"),
    "The pipe's name in the region where the step acts.")
  private static let state = SwitchState.key("whether it carries events.")

  package static let parameters: [Parameter] = [.text(pipe), .text(state)]
}

// MARK: - Carried out

extension PipesSwitch {
  private static let line: RESTLine = "GET /v1/pipes/{Name}"
  private static let startingLine: RESTLine = "POST /v1/pipes/{Name}/start"
  private static let stoppingLine: RESTLine = "POST /v1/pipes/{Name}/stop"

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(.pipes, "DescribePipe", .reads, ["Name": .text(try wanted.text(pipe.name))], rest: RESTBinding(line))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let (operation, line) =
      switch try SwitchState.wanted(wanted) {
      case .enabled: ("StartPipe", startingLine)
      case .disabled: ("StopPipe", stoppingLine)
      }
    return AWSCall(
      .pipes, operation, .setsAbsolute, ["Name": .text(try wanted.text(pipe.name))], rest: RESTBinding(line))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("pipes", "pipe/\(try wanted.text(pipe.name))")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let name = try wanted.text(pipe.name)
    let wish = try SwitchState.wanted(wanted)
    let arn = ARN(answer["Arn"]?.text ?? "")
    guard answer["Name"]?.text == name, arn.isWellFormed, arn.service == "pipes", arn.region == at.region else {
      throw .unreadable(.pipes, "says nothing of pipe \(name) in \(at.region)")
    }
    let state = answer["CurrentState"]?.text ?? ""
    let isAskedFor = answer["DesiredState"]?.text == wish.said
    switch state {
    case wish.said: return .done(outputs: ["state": wish.rawValue, "arn": arn.rawValue], by: .unknown)
    case "RUNNING", "STOPPED": return .absent
    // A pipe takes no change of what is changing, so the opposite direction is waited for as well.
    case "CREATING", "UPDATING", "STARTING", "STOPPING":
      return .inProgress("pipe \(name) is \(state), to be \(wish.said)")
    case "START_FAILED", "STOP_FAILED":
      return isAskedFor ? .broken(failed(name, at.region, state, answer["StateReason"]?.text)) : .absent
    case "CREATE_FAILED", "UPDATE_FAILED", "DELETING", "DELETE_FAILED", "CREATE_ROLLBACK_FAILED",
      "UPDATE_ROLLBACK_FAILED", "DELETE_ROLLBACK_FAILED":
      throw unusable(name, at.region, state)
    default: throw .unreadable(.pipes, "names no known state of pipe \(name)")
    }
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "pipes.NotFoundException": return missing(try wanted.text(pipe.name), at.region)
    // Another change of the pipe is under way.
    case "pipes.ConflictException": return fault.passing
    default: return fault
    }
  }

  private static func failed(_ name: String, _ region: Region, _ state: String, _ reason: String?) -> Failure {
    Failure(
      code: "pipes.switch-failed",
      message:
        "Pipe \(name) in \(region) is \(state): \(reason ?? "no reason given"). Mend its source, target or role, "
        + "switch it by hand (`aws pipes start-pipe`, `stop-pipe`), then retry the step.", isRetriable: false)
  }

  private static func unusable(_ name: String, _ region: Region, _ state: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "pipes.pipe-unusable",
      message:
        "Pipe \(name) in \(region) is \(state), and can't be switched. Create it again or mend it, then retry the "
        + "step.", isRetriable: false)
  }

  private static func missing(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "pipes.pipe-missing",
      message: "There is no pipe \(name) in \(region). Create it there, stopped, or correct `pipe` in the plan.",
      isRetriable: false)
  }
}

extension SwitchState {
  /// What a pipe says of itself when it is so.
  fileprivate var said: String { self == .enabled ? "RUNNING" : "STOPPED" }
}
