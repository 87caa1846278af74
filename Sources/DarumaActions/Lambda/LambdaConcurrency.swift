package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `lambda.concurrency`: reserves executions for a function; none at all stops it, which fences it. The number is absolute,
/// so a repeat changes nothing; a function bears no mark of who set it.
package enum LambdaConcurrency: ActionDefinition {
  package static let name: ActionName = "lambda.concurrency"
  package static let about = "Reserves concurrent executions for a Lambda function; 0 stops it."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("Lambda"), services: ["LAMBDA"], outputs: ["reserved"],
    sentence: "reserve {reserved} executions for function {function} in {region}")
  package static let usually = Span.minutes(1)
  package static let undo = Undo.same("with the number that it had")
}

// MARK: - In an application file

extension LambdaConcurrency: CalledAction {
  private static let mostExecutions = 100_000

  private static let function = Key.required(
    "function", Form<String>.lambdaFunction, "The function's name in the region where the step acts.")
  private static let reserved = Key.required(
    "reserved", Form<Int>.count(0...mostExecutions),
    "How many executions are reserved for it, and its most at a time; with 0 it is not run at all.")

  package static let parameters: [Parameter] = [.text(function), .count(reserved)]
}

// MARK: - Carried out

extension LambdaConcurrency {
  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .lambda, "GetFunctionConcurrency", .reads, ["FunctionName": .text(try wanted.text(function.name))],
      rest: RESTBinding("GET /2019-09-30/functions/{FunctionName}/concurrency"))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .lambda, "PutFunctionConcurrency", .setsAbsolute,
      [
        "FunctionName": .text(try wanted.text(function.name)),
        "ReservedConcurrentExecutions": Document(try wanted.integer(reserved.name)),
      ], rest: RESTBinding("PUT /2017-10-31/functions/{FunctionName}/concurrency"))
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("lambda", "function:\(try wanted.text(function.name))")]
  }

  /// The answer does not say which function it is of, and holds nothing where nothing is reserved.
  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    guard let said = answer["ReservedConcurrentExecutions"] else { return .absent }
    guard let number = said.integer, number >= 0 else {
      throw .unreadable(.lambda, "makes no sense of what is reserved for \(try wanted.text(function.name))")
    }
    guard try number == Int64(wanted.integer(reserved.name)) else { return .absent }
    return .done(outputs: ["reserved": String(number)], by: .unknown)
  }

  package static func explain(
    _ fault: CloudFault, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> CloudFault {
    switch fault.code {
    case "lambda.ResourceNotFoundException": return .noFunction(try wanted.text(function.name), at.region)
    // Another change of the function is under way.
    case "lambda.ResourceConflictException": return fault.passing
    default: return fault
    }
  }
}
