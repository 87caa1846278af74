/// A service that speaks the query protocol: its actions by name.
struct QueryService: Sendable {
  /// Reads the arguments, calls the cloud and writes the answer.
  typealias Action = @Sendable (inout QueryArguments, QueryExchange) throws(CloudError) -> FaceAnswer

  let wire: QueryProtocol
  let actions: [String: Action]

  func answer(_ request: FaceRequest, _ caller: Caller) -> FaceAnswer {
    let name: String
    do throws(CloudError) {
      var arguments = try Self.arguments(of: request)
      guard let given = arguments.text("Action") else {
        return refuse("-", CloudError("MissingAction", "The request is missing an action"), caller)
      }
      name = given
      let version = arguments.text("Version")
      guard let action = actions[name], version == wire.version else {
        let message = "Could not find operation \(name) for version \(version ?? "NO_VERSION_SPECIFIED")"
        return refuse(name, CloudError("InvalidAction", message), caller)
      }
      do throws(CloudError) {
        return try action(&arguments, QueryExchange(wire: wire, name: name, caller: caller))
      } catch {
        return refuse(name, error, caller)
      }
    } catch {
      return refuse("-", error, caller)
    }
  }

  private func refuse(_ name: String, _ error: CloudError, _ caller: Caller) -> FaceAnswer {
    .response(wire.refusal(error, caller.refuse(name, error)), afterMilliseconds: 0)
  }

  private static func arguments(of request: FaceRequest) throws(CloudError) -> QueryArguments {
    guard request.method == "POST", request.mediaType == "application/x-www-form-urlencoded" else {
      return QueryArguments(try FormFields.parse(request.query))
    }
    guard let body = String(validating: request.body, as: UTF8.self) else {
      throw CloudError("MalformedQueryString", "The request body is not UTF-8", status: 404)
    }
    return QueryArguments(try FormFields.parse(body))
  }
}

/// One call in the query protocol.
struct QueryExchange: Sendable {
  let wire: QueryProtocol
  let name: String
  let caller: Caller

  /// - Parameter result: the members of the result element.
  func perform<Operation: CloudOperation>(
    _ operation: Operation, result: (Operation.Output) -> [XMLTree?]
  ) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { output, requestID in wire.success(name, requestID, result(output)) },
      refusal: wire.refusal)
  }

  /// An operation that has nothing to say.
  func performWithoutResult<Operation: CloudOperation>(_ operation: Operation) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { _, requestID in wire.success(name, requestID) },
      refusal: wire.refusal)
  }
}
