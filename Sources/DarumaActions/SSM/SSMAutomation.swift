package import DarumaAWS
package import DarumaCatalog
package import DarumaCore
import DarumaCrypto

/// `ssm.automation`: runs a runbook of Systems Manager once, and waits until it succeeded. A client token ties it to its
/// effect, and a tag whose key is the same token finds it again.
package enum SSMAutomation: ActionDefinition {
  package static let name: ActionName = "ssm.automation"
  package static let about = "Runs a Systems Manager automation once, and waits until it succeeded."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .token, plane: .control("Systems Manager"), services: ["SSM"],
    outputs: ["executionID"], sentence: "run automation {document} in {region}")
  package static let usually = Span.minutes(5)
  package static let undo = Undo.impossible(
    "what the runbook did, it did: only another runbook, or a person, can undo it")
}

// MARK: - In an application file

extension SSMAutomation {
  private static let mostParameters = 100

  private static let document = Key.required(
    "document",
    Form<String>.awsIdentifier(
      "the name of a runbook", marks: "-_.", longest: 128, example: "the name alone, such as `AWS-RestartEC2Instance`"),
    "The runbook in the region where the step acts.")
  private static let version = Key.optional(
    "version", Form<Int>.count(1...1_000_000), "Its version; the default one without it.")
  private static let values = NamedValues.Keys(
    "parameters", names: .awsIdentifier("the name of a parameter", longest: 50, example: "as the runbook has it"),
    atMost: mostParameters, "The runbook's parameters, of one value each,")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of ssm.automation", keys: [document, version] as [any KeyOfTable] + values.all)
  ) { fields in
    let (runbook, number, given) = (fields.value(document), fields.value(version), values.read(fields))
    return runbook.map { Wanted(document: $0, version: number, values: given) }
  }

  package struct Wanted: ActionWanted {
    var document: String
    var version: Int?
    var values: NamedValues

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      SSMAutomation.values.parameters(values).merging(
        .parameters([
          SSMAutomation.document.name: .text(document), SSMAutomation.version.name: version.map { Document($0) },
        ])
      ) { $1 }
    }
    package var uses: [OutputUse] { values.uses }
  }
}

// MARK: - Carried out

extension SSMAutomation {
  /// The runbook acts with the caller's own permissions, unless it names a role: those are the plan's writer's business.
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let runbook = try wanted.text(document.name)
    return [
      PlannedCall(look(at.effect.attempt, at), in: at.region),
      PlannedCall(
        try start(wanted, at), in: at.region, on: [at.arn("ssm", "automation-definition/\(runbook):*")],
        and: [Permission("ssm:AddTagsToResource", on: [at.arn("ssm", "automation-execution/*")])]),
    ]
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let runbook = try wanted.text(document.name)
    let number = try wanted.optionalInteger(version.name).map { Document.text(String($0)) }
    return [
      Precondition(
        "runbook \(runbook)",
        AWSCall(
          .ssm, "DescribeDocument", .reads,
          .object(.parameters(["Name": .text(runbook), "DocumentVersion": number]))),
        missing: ["ssm.InvalidDocument", "ssm.InvalidDocumentVersion"]
      ) { answer in
        guard let described = answer["Document"], described["Name"]?.text == runbook else {
          return .unclear("Systems Manager does not describe it")
        }
        guard described["DocumentType"]?.text == "Automation" else {
          return .unmet("is a document of type \(described["DocumentType"]?.text ?? "?"), and no Automation")
        }
        return Precondition.state("Status", ["Active"])(described)
      }
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    guard !at.asksAgain else { return .done(outputs: [:], by: .daruma) }
    let runbook = try wanted.text(document.name)
    for attempt in (1...max(1, at.effect.attempt)).reversed() {
      let answer = try await at.tools.client.send(look(attempt, at), in: at.region)
      guard let listed = answer.list("AutomationExecutionMetadataList") else {
        throw .unreadable(.ssm, "lists no automations")
      }
      guard let run = listed.first else { continue }
      guard listed.count == 1, run["DocumentName"]?.text == runbook, let id = run["AutomationExecutionId"]?.text else {
        throw .unreadable(.ssm, "lists automations that this step did not start")
      }
      switch try End(run["AutomationExecutionStatus"]?.text, id) {
      case .well: return .done(outputs: ["executionID": id], by: .daruma)
      case nil: return .inProgress("automation \(id) of \(runbook) is \(run["AutomationExecutionStatus"]?.text ?? "")")
      case .badly(let status):
        // One of an earlier attempt is why there is another.
        guard attempt == at.effect.attempt else { continue }
        return .broken(failed(id, runbook, status, run["FailureMessage"]?.text, at.region))
      }
    }
    return .absent
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try start(wanted, at), in: at.region)
    } catch {
      switch error.code {
      // The token was used: looking tells for what.
      case "ssm.IdempotentParameterMismatch": return .started
      case "ssm.AutomationDefinitionNotFoundException", "ssm.AutomationDefinitionVersionNotFoundException":
        throw missing(try wanted.text(document.name), at.region, error)
      default: throw error
      }
    }
    return .started
  }

  private enum End {
    case well
    case badly(String)

    /// Nil while it has not ended.
    init?(_ status: String?, _ id: String) throws(CloudFault) {
      switch status {
      case "Success", "CompletedWithSuccess": self = .well
      case "Pending", "InProgress", "Waiting", "Cancelling", "PendingApproval", "Approved", "Scheduled",
        "RunbookInProgress", "PendingChangeCalendarOverride", "ChangeCalendarOverrideApproved":
        return nil
      case "TimedOut", "Cancelled", "Failed", "Rejected", "ChangeCalendarOverrideRejected", "CompletedWithFailure",
        "Exited":
        self = .badly(status ?? "")
      default: throw .unreadable(.ssm, "names no known status of automation \(id)")
      }
    }
  }

  /// The key alone can be asked for, so the key says whose it is.
  private static func tag(_ attempt: Int, _ at: ActionPlace) -> String {
    EffectMark.effectKey + "/" + StepToken.attempt(attempt, of: at.effect)
  }

  private static func look(_ attempt: Int, _ at: ActionPlace) -> AWSCall {
    AWSCall(
      .ssm, "DescribeAutomationExecutions", .reads,
      ["Filters": [["Key": "TagKey", "Values": [.text(tag(attempt, at))]]], "MaxResults": 10])
  }

  private static func start(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let given = try values.values(wanted).mapValues { Document([$0]) }
    let input: [String: Document] = .parameters([
      "DocumentName": .text(try wanted.text(document.name)),
      "DocumentVersion": try wanted.optionalInteger(version.name).map { .text(String($0)) },
      "Parameters": given.isEmpty ? nil : .object(given), "ClientToken": .text(token(at.effect)),
      "Tags": [["Key": .text(tag(at.effect.attempt, at)), "Value": .text(at.effect.id.rawValue)]],
    ])
    return AWSCall(.ssm, "StartAutomationExecution", .accumulates, .object(input))
  }

  /// In the form of a UUID, which is all that the service takes.
  private static func token(_ effect: Effect) -> String {
    var rest = SHA256.hex(utf8: effect.id.rawValue)[...]
    return [8, 4, 4, 4, 12].map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: "-")
  }

  private static func failed(
    _ id: String, _ runbook: String, _ status: String, _ reason: String?, _ region: Region
  ) -> Failure {
    let said = reason.map { " It says: \($0)" } ?? ""
    return Failure(
      code: "ssm.automation-failed",
      message:
        "Automation \(id) of \(runbook) in \(region) ended as \(status).\(said) Mend what it needs; another attempt "
        + "runs it from the beginning.", isRetriable: true)
  }

  private static func missing(_ runbook: String, _ region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: "ssm.runbook-missing",
      message: "\(fault.message) There is no runbook \(runbook) in \(region), or not that version. Create it there, or "
        + "correct `document` and `version` in the plan.", isRetriable: false)
  }
}
