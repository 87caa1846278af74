internal import DarumaCore

/// Asks a URL until it answers as expected. There is nothing to bring about, so it is only observed.
struct EndpointChecker {
  let transport: any HTTPTransport
  let addresses: WebhookAddresses

  /// Longest time for one question.
  static let timeout: Duration = .seconds(10)
  /// Answers in a row that can be asked for.
  static let maximumConsecutive = 100

  func observe(_ wanted: CheckEndpoint) async throws(CloudFault) -> Observation {
    guard (1...Self.maximumConsecutive).contains(wanted.consecutive) else { throw Self.badCount(wanted) }
    let url = try addresses.address(of: wanted.url, for: .check)
    for count in 1...wanted.consecutive {
      let place = wanted.consecutive > 1 ? " (answer \(count) of \(wanted.consecutive))" : ""
      let request = HTTPRequest(
        method: "GET", url: url, headers: [HTTPHeader("Cache-Control", "no-cache")],
        timeout: Self.timeout)
      let status: Int
      do throws(TransportError) {
        status = try await transport.send(request).status
      } catch {
        return try Self.judge(error, wanted, place)
      }
      guard status == wanted.expect else {
        return .inProgress("\(wanted.place) answers \(status), not \(wanted.expect)\(place)")
      }
    }
    return .done(outputs: ["status": String(wanted.expect)], by: .unknown)
  }

  private static func badCount(_ wanted: CheckEndpoint) -> CloudFault {
    CloudFault(
      kind: .refused, code: "http.bad-count",
      message: "The check of \(wanted.place) wants \(wanted.consecutive) good answers in a row. Set 1 to "
        + "\(maximumConsecutive) in the plan.",
      isRetriable: false)
  }

  /// No answer is an answer not as expected, unless the question itself can't be asked.
  private static func judge(
    _ error: TransportError, _ wanted: CheckEndpoint, _ place: String
  ) throws(CloudFault) -> Observation {
    switch error.code {
    case .unreachable, .interrupted, .timedOut, .untrusted, .tooLarge:
      return .inProgress("\(wanted.place) gives no answer\(place): \(error.message)")
    case .invalidRequest:
      throw CloudFault(
        kind: .refused, code: "http.invalid-url",
        message: wanted.isNamed
          ? "The URL of the check \(wanted.place) can't be asked (it is not shown, as it may hold a secret). Correct it "
            + "where it is found." : "The URL of the check can't be asked: \(error.message) Correct it in the plan.",
        isRetriable: false)
    case .cancelled:
      throw CloudFault(
        kind: .unavailable, code: "http.cancelled", message: "The check of \(wanted.place) was given up.",
        isRetriable: true)
    }
  }
}

extension CheckEndpoint {
  /// The URL as it may be shown: what stands behind the question mark may be a secret.
  fileprivate var place: String {
    guard !isNamed else { return url }
    let bare = url.prefix { $0 != "?" }
    return bare.count < url.count ? bare + "?..." : url
  }

  /// Whether it stands for a URL that is kept elsewhere.
  fileprivate var isNamed: Bool { !url.hasPrefix("http://") && !url.hasPrefix("https://") }
}
