/// What the server is to do about a request.
package enum FaceAnswer: Sendable {
  /// Answer, after a delay in milliseconds of the wall clock.
  case response(FaceResponse, afterMilliseconds: Int64)
  /// Close the connection without an answer.
  case cut
  /// Keep the connection open and never answer.
  case hold
}

/// A complete HTTP response.
package struct FaceResponse: Sendable, Equatable {
  package let status: Int
  package let contentType: String
  /// Sent as `x-amzn-RequestId` where there is one.
  package let requestID: String?
  /// Sent as `x-amzn-ErrorType` where there is one: REST services say there what went wrong.
  package let errorType: String?
  package let body: String

  package init(status: Int, contentType: String, requestID: String?, errorType: String? = nil, body: String) {
    self.status = status
    self.contentType = contentType
    self.requestID = requestID
    self.errorType = errorType
    self.body = body
  }
}

extension FaceAnswer {
  /// - Parameters:
  ///   - success: writes the answer of an operation that succeeded.
  ///   - refusal: writes an error in the protocol's own form.
  init<Output>(
    _ reply: Reply<Output>, success: (Output, _ requestID: String) -> FaceResponse,
    refusal: (CloudError, _ requestID: String) -> FaceResponse
  ) {
    self =
      switch reply.delivery {
      case .answered(let output, let delay):
        .response(success(output, reply.requestID), afterMilliseconds: delay)
      case .refused(let error, let delay):
        .response(refusal(error, reply.requestID), afterMilliseconds: delay)
      // One server stands for all regions, so a refused connection can only be shown as a broken one.
      case .cut, .unreachable: .cut
      case .silent: .hold
      }
  }
}
