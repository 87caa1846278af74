/// Why no complete answer came back.
package struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The name did not resolve, or nothing listens there: the request never left.
    case unreachable
    /// The connection broke or the time ran out after the request may have been received: its outcome is
    /// unknown.
    case interrupted
    case timedOut
    /// The peer's certificate was not accepted.
    case untrusted
    /// The answer is larger than ``CurlTransport`` accepts.
    case tooLarge
    case cancelled
    /// The URL or a header can't be sent.
    case invalidRequest
  }

  package var code: Code
  /// What happened, with the host, for a person to read.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Whether the request may have been carried out although no answer came.
  package var outcomeUnknown: Bool {
    switch code {
    case .interrupted, .timedOut, .tooLarge, .cancelled: true
    case .unreachable, .untrusted, .invalidRequest: false
    }
  }

  package var description: String { message }
}
