package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `lambda.alias`: points an alias of a function at one version, for every invocation. The version is absolute, so a repeat
/// changes nothing; an alias bears no mark of who set it.
package enum LambdaAlias: ActionDefinition {
  package static let name: ActionName = "lambda.alias"
  package static let about = "Points an alias of a Lambda function at one version."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Lambda"), services: ["LAMBDA"],
    outputs: ["version", "aliasArn"],
    sentence: "point alias {alias} of function {function} in {region} at version {version}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the version that it had")
}

// MARK: - In an application file

extension LambdaAlias: CalledAction {
  private static let mostVersion = 1_000_000_000

  private static let function = Key.required(
    "function", Form<String>.lambdaFunction, "The function's name in the region where the step acts.")
  private static let alias = Key.required(
    "alias",
    Form<String>.awsIdentifier("the name of an alias", longest: 128, example: "the name alone, such as `live`"),
    "The alias.")
  private static let version = Key.required(
    "version", Form<Int>.count(1...mostVersion), "The published version that it leads to, and no other.")

  package static let parameters: [Parameter] = [.text(function), .text(alias), .count(version)]
}

// MARK: - Carried out

extension LambdaAlias {
  private static let line: RESTLine = "GET /2015-03-31/functions/{FunctionName}/aliases/{Name}"
  private static let changingLine: RESTLine = "PUT /2015-03-31/functions/{FunctionName}/aliases/{Name}"

  private static func subject(_ wanted: Arguments) throws(CloudFault) -> [String: Document] {
    ["FunctionName": .text(try wanted.text(function.name)), "Name": .text(try wanted.text(alias.name))]
  }

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(.lambda, "GetAlias", .reads, .object(try subject(wanted)), rest: RESTBinding(line))
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let (owner, number) = (try wanted.text(function.name), String(try wanted.integer(version.name)))
    return [
      Precondition(
        "version \(number) of function \(owner)",
        AWSCall(
          .lambda, "GetFunctionConfiguration", .reads, ["FunctionName": .text(owner), "Qualifier": .text(number)],
          rest: RESTBinding("GET /2015-03-31/functions/{FunctionName}/configuration?Qualifier={Qualifier}")),
        missing: ["lambda.ResourceNotFoundException"], remedy: "publish it there, or correct the plan"
      ) { answer in
        guard answer["FunctionName"]?.text == owner, answer["Version"]?.text == number else {
          return .unclear("Lambda does not describe it")
        }
        // One that is not used for weeks is put aside, and comes back when it is invoked.
        return Precondition.state("State", ["Active", "Inactive"])(answer)
      }
    ]
  }

  /// Without other versions that it led a share of the invocations to.
  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let changes: [String: Document] = [
      "FunctionVersion": .text(String(try wanted.integer(version.name))),
      "RoutingConfig": ["AdditionalVersionWeights": [:]],
    ]
    return AWSCall(
      .lambda, "UpdateAlias", .setsAbsolute, .object(try subject(wanted).merging(changes) { $1 }),
      rest: RESTBinding(changingLine))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("lambda", "function:\(try wanted.text(function.name)):\(try wanted.text(alias.name))")]
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let (owner, name) = (try wanted.text(function.name), try wanted.text(alias.name))
    let arn = ARN(answer["AliasArn"]?.text ?? "")
    guard answer["Name"]?.text == name, arn.isWellFormed, arn.service == "lambda", arn.region == at.region,
      arn.resource == "function:\(owner):\(name)"
    else { throw .unreadable(.lambda, "says nothing of alias \(name) of \(owner)") }
    guard let present = answer["FunctionVersion"]?.text, !present.isEmpty else {
      throw .unreadable(.lambda, "says no version of alias \(name) of \(owner)")
    }
    let wish = String(try wanted.integer(version.name))
    guard present == wish, try !isShared(answer, name, owner) else { return .absent }
    return .done(outputs: ["version": wish, "aliasArn": arn.rawValue], by: .unknown)
  }

  /// Whether another version gets a share of the invocations.
  private static func isShared(_ answer: Document, _ name: String, _ owner: String) throws(CloudFault) -> Bool {
    guard let weights = answer["RoutingConfig"]?["AdditionalVersionWeights"] else { return false }
    guard case .object(let shares) = weights else {
      throw .unreadable(.lambda, "makes no sense of the versions of alias \(name) of \(owner)")
    }
    return !shares.isEmpty
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "lambda.ResourceNotFoundException":
      return missing(try wanted.text(alias.name), try wanted.text(function.name), at.region)
    // Another change of the alias or of its function is under way.
    case "lambda.ResourceConflictException": return fault.passing
    default: return fault
    }
  }

  private static func missing(_ name: String, _ owner: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "lambda.alias-missing",
      message: "There is no alias \(name) of function \(owner) in \(region), or not the version that it is to lead to. "
        + "Deploy them there, or correct the plan.", isRetriable: false)
  }
}
