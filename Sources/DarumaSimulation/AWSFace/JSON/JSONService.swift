/// A service that speaks the JSON protocol: its operations by name.
struct JSONService: Sendable {
  /// Reads the body, calls the cloud and writes the answer.
  typealias Action = @Sendable ([UInt8], JSONExchange) throws(CloudError) -> FaceAnswer

  let wire: JSONProtocol
  let actions: [String: Action]

  func answer(_ request: FaceRequest, _ caller: Caller) -> FaceAnswer {
    let target = request.header("x-amz-target") ?? ""
    let prefix = wire.targetPrefix + "."
    let name = target.hasPrefix(prefix) ? String(target.dropFirst(prefix.count)) : ""
    guard request.method == "POST", request.mediaType == JSONProtocol.contentType, let action = actions[name]
    else { return refuse(target.isEmpty ? "-" : target, .unknownOperation(target), caller) }
    do throws(CloudError) {
      return try action(request.body, JSONExchange(wire: wire, caller: caller))
    } catch {
      return refuse(name, error, caller)
    }
  }

  private func refuse(_ name: String, _ error: CloudError, _ caller: Caller) -> FaceAnswer {
    .response(wire.refusal(error, caller.refuse(name, error)), afterMilliseconds: 0)
  }
}

/// One call in the JSON protocol.
struct JSONExchange: Sendable {
  let wire: JSONProtocol
  let caller: Caller

  func perform<Operation: CloudOperation>(
    _ operation: Operation, document: (Operation.Output) -> some Encodable
  ) -> FaceAnswer {
    FaceAnswer(
      caller.call(operation),
      success: { output, requestID in wire.success(document(output), requestID) },
      refusal: wire.refusal)
  }
}

extension CloudError {
  static func unknownOperation(_ target: String) -> CloudError {
    CloudError("UnknownOperationException", "No operation '\(target)'")
  }
}
