package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `cloudformation.update`: changes parameters of a stack, with the template and the other parameters that it has, and waits
/// until the update is complete. A client token, which the stack's events repeat, ties it to its effect.
package enum CloudFormationUpdate: ActionDefinition {
  package static let name: ActionName = "cloudformation.update"
  package static let about = "Changes parameters of a CloudFormation stack, and waits until the update is complete."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .token, plane: .control("CloudFormation"), services: ["CLOUDFORMATION"],
    outputs: ["stackID"], sentence: "change parameters of stack {stack} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.same("with the values that the parameters had")
}

// MARK: - In an application file

extension CloudFormationUpdate {
  private static let mostParameters = 200

  private static let stack = Key.required(
    "stack", Form<String>.awsIdentifier("the name of a stack", marks: "-", longest: 128, example: "the name alone"),
    "The stack's name in the region where the step acts.")
  private static let values = NamedValues.Keys(
    "parameters",
    names: .awsIdentifier("the name of a parameter", marks: "", example: "letters and digits, as the template has it"),
    atMost: mostParameters, "Parameters of the stack, the others staying as they are,")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of cloudformation.update", keys: [stack] + values.all, rules: [.atLeastOne(values.names)])
  ) { fields in
    let (name, given) = (fields.value(stack), values.read(fields))
    return name.map { Wanted(stack: $0, values: given) }
  }

  package struct Wanted: ActionWanted {
    var stack: String
    var values: NamedValues

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      CloudFormationUpdate.values.parameters(values).merging(
        [CloudFormationUpdate.stack.name: .text(stack)]
      ) { $1 }
    }
    package var uses: [OutputUse] { values.uses }
  }
}

// MARK: - Carried out

extension CloudFormationUpdate {
  package struct Request: ActionRequest {
    var stack: String
    var values: [String: String]

    package init(_ arguments: Arguments) throws(CloudFault) {
      stack = try arguments.text(CloudFormationUpdate.stack.name)
      values = try CloudFormationUpdate.values.values(arguments)
      guard !values.isEmpty else { throw arguments.fault(CloudFormationUpdate.values.written.name, "are none") }
    }
  }

  /// CloudFormation changes the resources with the caller's own permissions, unless the stack has a role: those are the
  /// plan's writer's business.
  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let arn = at.arn("cloudformation", "stack/\(wanted.stack)/*")
    let stack = Stack(id: "", status: "", parameters: wanted.values, capabilities: [])
    return [
      PlannedCall(look(wanted), in: at.region, on: [arn]), PlannedCall(lookAtEvents(wanted), in: at.region, on: [arn]),
      PlannedCall(change(stack, wanted, at), in: at.region, on: [arn]),
    ]
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let stack = try await present(wanted, at)
    switch try StackCondition(stack.status, wanted.stack) {
    case .underway: return .inProgress("stack \(wanted.stack) is \(stack.status)")
    case .stuck: throw stuck(wanted, stack, at.region)
    case .complete:
      guard try isSo(stack, wanted, at.region) else { return .absent }
      return .done(outputs: ["stackID": stack.id], by: .unknown)
    case .rolledBack:
      if try isSo(stack, wanted, at.region) { return .done(outputs: ["stackID": stack.id], by: .unknown) }
      // By whom it was changed last, its newest event tells.
      let events = try await at.tools.client.send(lookAtEvents(wanted), in: at.region)
      guard let newest = events.list("StackEvents")?.first, newest["StackName"]?.text == wanted.stack else {
        throw .unreadable(.cloudFormation, "lists no events of stack \(wanted.stack)")
      }
      guard newest["ClientRequestToken"]?.text == StepToken.attempt(of: at.effect) else { return .absent }
      return .broken(rolledBack(wanted, stack, at.region))
    }
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let stack = try await present(wanted, at)
    _ = try isSo(stack, wanted, at.region)
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change(stack, wanted, at), in: at.region)
    } catch {
      // Of an earlier try: looking tells how far it is.
      guard error.code == "cloudformation.TokenAlreadyExistsException" else { throw error }
    }
    return .started
  }

  private static func look(_ wanted: Request) -> AWSCall {
    AWSCall(.cloudFormation, "DescribeStacks", .reads, ["StackName": .text(wanted.stack)])
  }

  private static func lookAtEvents(_ wanted: Request) -> AWSCall {
    AWSCall(.cloudFormation, "DescribeStackEvents", .reads, ["StackName": .text(wanted.stack)])
  }

  private static func change(_ stack: Stack, _ wanted: Request, _ at: ActionPlace) -> AWSCall {
    let parameters: [Document] = stack.parameters.keys.sorted().map { key in
      wanted.values[key].map { ["ParameterKey": .text(key), "ParameterValue": .text($0)] }
        ?? ["ParameterKey": .text(key), "UsePreviousValue": true]
    }
    return AWSCall(
      .cloudFormation, "UpdateStack", .setsAbsolute,
      .object(
        .parameters([
          "StackName": .text(wanted.stack), "UsePreviousTemplate": true, "Parameters": .list(parameters),
          "Capabilities": stack.capabilities.isEmpty ? nil : Document(stack.capabilities),
          "ClientRequestToken": .text(StepToken.attempt(of: at.effect)),
        ])))
  }

  // MARK: The stack

  private struct Stack {
    var id: String
    var status: String
    var reason: String?
    /// By their names; those that it does not tell are hidden.
    var parameters: [String: String]
    /// What the owner has said that the template may do.
    var capabilities: [String]
  }

  /// What CloudFormation shows in place of a value that it does not tell.
  private static let hidden = "****"

  private static func present(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Stack {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(look(wanted), in: at.region)
    } catch {
      // It has no code of its own for a stack that is not there, nor is there another reason to refuse this question.
      guard error.code == "cloudformation.ValidationError" else { throw error }
      throw missing(wanted, at.region, error)
    }
    guard let stacks = answer.list("Stacks"), let only = stacks.first, stacks.count == 1,
      only["StackName"]?.text == wanted.stack
    else { throw .unreadable(.cloudFormation, "says nothing of stack \(wanted.stack)") }
    let arn = ARN(only["StackId"]?.text ?? "")
    guard arn.isWellFormed, arn.service == "cloudformation", arn.region == at.region,
      let status = only["StackStatus"]?.text
    else { throw .unreadable(.cloudFormation, "gives no id and status of stack \(wanted.stack) in \(at.region)") }
    var parameters: [String: String] = [:]
    for item in only["Parameters"]?.items ?? [] {
      guard let key = item["ParameterKey"]?.text else {
        throw .unreadable(.cloudFormation, "lists a parameter of stack \(wanted.stack) without its name")
      }
      parameters[key] = item["ParameterValue"]?.text ?? ""
    }
    return Stack(
      id: arn.rawValue, status: status, reason: only["StackStatusReason"]?.text, parameters: parameters,
      capabilities: (only["Capabilities"]?.items ?? []).compactMap(\.text))
  }

  private static func isSo(_ stack: Stack, _ wanted: Request, _ region: Region) throws(CloudFault) -> Bool {
    let unknown = wanted.values.keys.filter { stack.parameters[$0] == nil }.sorted()
    guard unknown.isEmpty else {
      throw unfit(wanted, region, "has no parameter \(unknown.joined(separator: ", "))")
    }
    let secret = wanted.values.keys.filter { stack.parameters[$0] == hidden }.sorted()
    guard secret.isEmpty else {
      throw unfit(wanted, region, "does not tell the value of \(secret.joined(separator: ", ")) (NoEcho)")
    }
    return wanted.values.allSatisfy { stack.parameters[$0.key] == $0.value }
  }

  // MARK: What is told

  private static func unfit(_ wanted: Request, _ region: Region, _ reason: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "cloudformation.other-parameters",
      message: "Stack \(wanted.stack) in \(region) \(reason). Nothing was changed. Correct `parameters` in the plan.",
      isRetriable: false)
  }

  private static func missing(_ wanted: Request, _ region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: "cloudformation.stack-missing",
      message: "\(fault.message) Create stack \(wanted.stack) in \(region), or correct `stack` in the plan.",
      isRetriable: false)
  }

  private static func stuck(_ wanted: Request, _ stack: Stack, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "cloudformation.stack-stuck",
      message: "Stack \(wanted.stack) in \(region) is \(stack.status), and can't be updated"
        + "\(stack.reason.map { ": \($0)" } ?? "."). Bring it back (`aws cloudformation continue-update-rollback`), or "
        + "create it again, then retry the step.", isRetriable: false)
  }

  private static func rolledBack(_ wanted: Request, _ stack: Stack, _ region: Region) -> Failure {
    Failure(
      code: "cloudformation.rolled-back",
      message: "The update of stack \(wanted.stack) in \(region) failed and was taken back"
        + "\(stack.reason.map { ": \($0)" } ?? "."). Its events name the resource that failed. Another attempt updates it "
        + "again.", isRetriable: true)
  }
}
