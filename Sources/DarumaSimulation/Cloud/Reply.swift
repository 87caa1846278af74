/// What a caller gets back from the cloud.
package struct Reply<Output: Sendable>: Sendable {
  /// The request id that AWS would put into its answer.
  package let requestID: String
  package let delivery: Delivery<Output>
}

/// What arrives at the caller. What was *done* is in the call log: an answer can be lost after the deed.
package enum Delivery<Output: Sendable>: Sendable {
  case answered(Output, afterMilliseconds: Int64)
  case refused(CloudError, afterMilliseconds: Int64)
  /// The connection breaks without an answer.
  case cut
  /// Nobody listens.
  case unreachable
  /// The connection stands but no answer ever comes.
  case silent
}

extension Delivery {
  /// The output, if one arrived.
  package var output: Output? {
    switch self {
    case .answered(let output, _): output
    case .refused, .cut, .unreachable, .silent: nil
    }
  }

  /// The error, if one arrived.
  package var error: CloudError? {
    switch self {
    case .refused(let error, _): error
    case .answered, .cut, .unreachable, .silent: nil
    }
  }
}
