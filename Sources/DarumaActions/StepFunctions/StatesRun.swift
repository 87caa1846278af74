package import DarumaAWS
package import DarumaCatalog
package import DarumaCore
import Foundation

/// `states.run`: runs a state machine of Step Functions once, and waits until it succeeded. The execution's name is made of
/// the effect's id, and Step Functions takes each name once.
package enum StatesRun: ActionDefinition {
  package static let name: ActionName = "states.run"
  package static let about = "Runs a state machine of Step Functions once, and waits until it succeeded."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .named, plane: .control("Step Functions"), services: ["STATES"],
    outputs: ["executionArn"], sentence: "run state machine {stateMachine} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.impossible(
    "what the state machine did, it did: only another run of it, or a person, can undo it")
}

// MARK: - In an application file

extension StatesRun {
  private static let stateMachine = Key.required(
    "stateMachine", Form<ARN>.arn.located,
    "The ARN of the state machine, of the type Standard, in the region where the step acts.")
  private static let input = NamedValues.Keys(
    "input", names: .awsIdentifier("the name of an input", longest: 128, example: "letters, digits, `-` and `_`"),
    atMost: 100, "Members of its input, texts all of them,")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of states.run", keys: [stateMachine] + input.all)
  ) { fields in
    let (machine, values) = (fields.value(stateMachine), input.read(fields))
    guard let machine, isStateMachine(machine, fields.findings) else { return nil }
    return Wanted(stateMachine: machine, input: values)
  }

  package struct Wanted: ActionWanted {
    var stateMachine: Located<ARN>
    var input: NamedValues

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      StatesRun.input.parameters(input).merging(
        [StatesRun.stateMachine.name: .text(stateMachine.value.rawValue)]
      ) { $1 }
    }
    package var uses: [OutputUse] { input.uses }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard let region = setting.region, stateMachine.value.region != region else { return }
      findings.report(
        .arnOfOtherRegion, at: stateMachine.place,
        "the state machine is in \(stateMachine.value.region), and the step acts in \(region)",
        remedy: "name a state machine in \(region), or say in `region` where the step acts")
    }
  }

  private static func isStateMachine(_ machine: Located<ARN>, _ findings: Findings) -> Bool {
    let arn = machine.value
    if arn.service == "states", arn.resourceType == "stateMachine", arn.resource.split(separator: ":").count == 2 {
      return true
    }
    findings.report(
      .arnOfOtherType, at: machine.place, "\(quoted(arn.rawValue)) is not a state machine",
      remedy: "write `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME`, without a version")
    return false
  }
}

// MARK: - Carried out

extension StatesRun {
  package struct Request: ActionRequest {
    var machine: ARN
    var input: [String: String]

    package init(_ arguments: Arguments) throws(CloudFault) {
      machine = ARN(try arguments.text(stateMachine.name))
      input = try StatesRun.input.values(arguments)
    }

    /// The ARN of the execution `name`.
    func run(_ name: String) -> String {
      machine.rawValue.replacing(":stateMachine:", with: ":execution:", maxReplacements: 1) + ":" + name
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    [
      PlannedCall(look(wanted.run(StepToken.attempt(of: at.effect))), in: at.region, on: [wanted.run("*")]),
      PlannedCall(try start(wanted, at), in: at.region, on: [wanted.machine.rawValue]),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let machine = wanted.machine.rawValue
    return [
      Precondition(
        "state machine \(wanted.machine.resourceName)",
        AWSCall(
          .stepFunctions, "DescribeStateMachine", .reads,
          ["stateMachineArn": .text(machine), "includedData": "METADATA_ONLY"]),
        missing: ["states.StateMachineDoesNotExist"]
      ) { answer in
        guard answer["stateMachineArn"]?.text == machine else { return .unclear("Step Functions does not describe it") }
        guard answer["type"]?.text == "STANDARD" else {
          return .unmet("is of type \(answer["type"]?.text ?? "?"), of which nobody can ask how a run ended")
        }
        return Precondition.state("status", ["ACTIVE"])(answer)
      }
    ]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    guard !at.asksAgain else { return .done(outputs: [:], by: .daruma) }
    for attempt in (1...max(1, at.effect.attempt)).reversed() {
      let name = StepToken.attempt(attempt, of: at.effect)
      let arn = wanted.run(name)
      guard let run = try await run(arn, at) else { continue }
      switch run["status"]?.text {
      case "SUCCEEDED": return .done(outputs: ["executionArn": arn], by: .daruma)
      case "RUNNING", "PENDING_REDRIVE":
        return .inProgress("execution \(name) of \(wanted.machine.resource) is running")
      case "FAILED", "TIMED_OUT", "ABORTED":
        // One of an earlier attempt is why there is another.
        guard attempt == at.effect.attempt else { continue }
        return .broken(failed(run, wanted, name, at.region))
      default: throw .unreadable(.stepFunctions, "names no known status of execution \(name)")
      }
    }
    return .absent
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try start(wanted, at), in: at.region)
    } catch {
      switch error.code {
      // Of an earlier try, which has ended: looking tells how.
      case "states.ExecutionAlreadyExists": return .started
      case "states.StateMachineDoesNotExist": throw missing(wanted, at.region)
      default: throw error
      }
    }
    return .started
  }

  private static func look(_ arn: String) -> AWSCall {
    AWSCall(.stepFunctions, "DescribeExecution", .reads, ["executionArn": .text(arn), "includedData": "METADATA_ONLY"])
  }

  private static func start(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .stepFunctions, "StartExecution", .createsNamed,
      [
        "stateMachineArn": .text(wanted.machine.rawValue),
        "name": .text(StepToken.attempt(of: at.effect)), "input": .text(try json(wanted.input)),
      ])
  }

  private static func json(_ input: [String: String]) throws(CloudFault) -> String {
    let encoder = JSONEncoder()
    // The same text in every try: Step Functions compares it.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(input), as: UTF8.self)
    } catch {
      throw CloudFault(
        kind: .refused, code: "states.bad-input", message: "The input can't be written as JSON: \(error).",
        isRetriable: false)
    }
  }

  /// Nil where there is none.
  private static func run(_ arn: String, _ at: ActionPlace) async throws(CloudFault) -> Document? {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(look(arn), in: at.region)
    } catch {
      guard error.code == "states.ExecutionDoesNotExist" else { throw error }
      return nil
    }
    guard answer["executionArn"]?.text == arn else {
      throw .unreadable(.stepFunctions, "says nothing of execution \(arn)")
    }
    return answer
  }

  private static func failed(_ run: Document, _ wanted: Request, _ name: String, _ region: Region) -> Failure {
    let reasons = [run["error"]?.text, run["cause"]?.text].compactMap(\.self)
    let said = reasons.isEmpty ? "" : " It says: \(reasons.joined(separator: ", "))."
    return Failure(
      code: "states.run-failed",
      message: "Execution \(name) of \(wanted.machine.resource) in \(region) ended as "
        + "\(run["status"]?.text ?? "failed").\(said) Mend what it needs; another attempt runs it from the beginning.",
      isRetriable: true)
  }

  private static func missing(_ wanted: Request, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "states.machine-missing",
      message: "There is no \(wanted.machine.resource) in \(region). Deploy it there, or correct `stateMachine` in "
        + "the plan.", isRetriable: false)
  }
}
