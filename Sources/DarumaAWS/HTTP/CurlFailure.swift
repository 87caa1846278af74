import CCurl

/// Gives each way in which libcurl ends a transfer its meaning for the caller. What counts is whether the
/// request may have been received: a code that normally means "never left" does not mean it once sending had
/// begun.
enum CurlFailure {
  /// How far a transfer had come.
  enum Stage: Sendable, Equatable {
    /// No connection was ready for the request: not one byte of it has left.
    case connecting
    /// The request may have left, in part or whole.
    case requestStarted
  }

  /// - Parameters:
  ///   - number: of the `CURLcode`. A bare number, so that no type of libcurl leaves this folder.
  ///   - target: names the request in the message.
  ///   - detail: libcurl's own words; empty where it has none.
  static func error(_ number: UInt32, stage: Stage, target: String, detail: String) -> TransportError {
    let code = CURLcode(number)
    let reason = "\(target): \(detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)"
    switch stage {
    case .requestStarted:
      let kind: TransportError.Code = code == CURLE_OPERATION_TIMEDOUT ? .timedOut : .interrupted
      return TransportError(kind, "\(reason). The request may have been received.")
    case .connecting:
      return TransportError(codeBeforeRequest(code), "\(reason). The request was not sent.")
    }
  }

  private static func codeBeforeRequest(_ code: CURLcode) -> TransportError.Code {
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CERTPROBLEM:
      .untrusted
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      .invalidRequest
    default:
      .unreachable
    }
  }
}
