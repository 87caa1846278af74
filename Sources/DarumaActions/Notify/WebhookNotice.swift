internal import DarumaAWS
internal import DarumaCore
internal import Foundation

/// Posts a message to a webhook as a JSON object. The field `Idempotency-Key` is the effect's id and the same
/// in every repeat.
///
/// Sent once; the executor tries again. The URL is never shown beyond its host: many chat systems keep their
/// secret in it.
struct WebhookNotice {
  let transport: any HTTPTransport
  let addresses: WebhookAddresses

  /// Longest time for one message.
  static let timeout: Duration = .seconds(15)

  func send(_ notice: NoticeMessage, to reference: String, of effect: Effect) async throws(CloudFault) {
    let url = try addresses.address(of: reference)
    let host = try Self.host(of: url)
    let request = HTTPRequest(
      method: "POST", url: url,
      headers: [
        HTTPHeader("Content-Type", "application/json"), HTTPHeader("Idempotency-Key", effect.id.rawValue),
      ],
      body: try Self.body(notice, effect), timeout: Self.timeout)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw Self.fault(error, host)
    }
    guard (200..<300).contains(response.status) else { throw Self.fault(response, host) }
  }

  private static func host(of url: String) throws(CloudFault) -> String {
    do throws(TransportError) {
      return try RequestURL(url).hostField
    } catch {
      throw CloudFault(
        kind: .refused, code: "webhook.invalid-url",
        message:
          "The URL of a webhook can't be used (it is not shown, as it may hold a secret). It must be "
          + "absolute and percent-encoded, such as https://hooks.example.com/daruma. Correct it where "
          + "the application file says that it is found.",
        isRetriable: false)
    }
  }

  private struct Body: Encodable {
    var effect: String
    var application: String
    /// Missing where the message is about the application itself.
    var execution: String?
    var step: String?
    var subject: String
    var message: String
    /// Missing where there is no journal.
    var journal: Report.JournalMark?
    /// Subject, message and the journal's head in one: the member that chat systems show, and keep.
    var text: String
  }

  private static func body(_ notice: NoticeMessage, _ effect: Effect) throws(CloudFault) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(
        try encoder.encode(
          Body(
            effect: effect.id.rawValue, application: effect.application.rawValue,
            execution: effect.execution?.rawValue, step: effect.step?.rawValue, subject: notice.subject,
            message: notice.message, journal: notice.journal,
            text: [notice.subject, notice.message, notice.journalLine].compactMap(\.self).joined(separator: "\n"))))
    } catch {
      throw CloudFault(
        kind: .refused, code: "webhook.unwritable", message: "The message can't be written as JSON: \(error)",
        isRetriable: false)
    }
  }

  private static func fault(_ error: TransportError, _ host: String) -> CloudFault {
    let kind: CloudFault.Kind
    let isRetriable: Bool
    switch error.code {
    case .unreachable: (kind, isRetriable) = (.unavailable, true)
    case .interrupted, .timedOut, .cancelled, .tooLarge: (kind, isRetriable) = (.outcomeUnknown, true)
    case .untrusted: (kind, isRetriable) = (.unavailable, true)
    case .invalidRequest: (kind, isRetriable) = (.refused, false)
    }
    let advice =
      kind == .outcomeUnknown
      ? "It may have been delivered; a repeat carries the same Idempotency-Key."
      : "Check that \(host) is reachable from here."
    return CloudFault(
      kind: kind, code: "webhook.\(error.code.rawValue)",
      message: "The webhook at \(host) gave no answer (\(error.code.rawValue)). \(advice)",
      isRetriable: isRetriable)
  }

  private static func fault(_ response: HTTPResponse, _ host: String) -> CloudFault {
    let status = response.status
    let (kind, isRetriable, advice): (CloudFault.Kind, Bool, String) =
      switch status {
      case 429: (.throttled, true, "Daruma slows down and tries again.")
      case 500...:
        (.outcomeUnknown, true, "It may have been delivered; a repeat carries the same Idempotency-Key.")
      case 408: (.unavailable, true, "Daruma tries again.")
      case 300..<400: (.refused, false, "Redirects are not followed: give the final URL.")
      default: (.refused, false, "Check the URL and what the receiver expects.")
      }
    return CloudFault(
      kind: kind, code: "webhook.http-\(status)",
      message: "The webhook at \(host) answered HTTP \(status). \(advice)", isRetriable: isRetriable,
      notBefore: RetryAfter.read(response))
  }
}
