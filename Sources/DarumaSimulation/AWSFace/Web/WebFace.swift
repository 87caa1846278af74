import FoundationEssentials

/// The web endpoints of the model, by plain unsigned HTTP:
/// `GET /web/HOST/PATH` is a user's visit to `http://HOST/PATH`; `POST /webhook/NAME` delivers to an inbox.
enum WebFace {
  private static let sitePrefix = "/web/"
  private static let webhookPrefix = "/webhook/"

  /// nil: not a request for a web endpoint.
  static func answer(_ request: FaceRequest, _ host: CloudHost, now: Int64) -> FaceAnswer? {
    if request.path.hasPrefix(sitePrefix) {
      guard request.method == "GET" || request.method == "HEAD" else { return refusal(405, "GET it") }
      return visit(String(request.path.dropFirst(sitePrefix.count)), host, now)
    }
    if request.path.hasPrefix(webhookPrefix) {
      guard request.method == "POST" else { return refusal(405, "POST to it") }
      return deliver(request, host, now)
    }
    return nil
  }

  private static func visit(_ place: String, _ host: CloudHost, _ now: Int64) -> FaceAnswer {
    let name = place.prefix { $0 != "/" }
    let path = place.dropFirst(name.count)
    let operation = VisitWebSite(host: String(name), path: path.isEmpty ? "/" : String(path))
    let reply = host.call(operation, in: CloudService.web.rawValue, now: now)
    guard case .answered(let output, let delay) = reply.delivery else {
      return FaceAnswer(reply, success: { _, _ in page(200, "", nil) }, refusal: refused)
    }
    switch output {
    case .page(let status, let reason, let region):
      return .response(page(status, reason, region), afterMilliseconds: delay)
    case .unreachable: return .cut
    case .silent: return .hold
    }
  }

  private static func deliver(_ request: FaceRequest, _ host: CloudHost, _ now: Int64) -> FaceAnswer {
    let operation = PostToWebhook(
      inbox: String(request.path.dropFirst(webhookPrefix.count)), body: request.body,
      contentType: request.header("content-type"))
    return FaceAnswer(
      host.call(operation, in: CloudService.web.rawValue, now: now),
      success: { _, _ in page(200, "taken", nil) }, refusal: refused)
  }

  private static func refused(_ error: CloudError, _ requestID: String) -> FaceResponse {
    page(error.status, error.message, nil)
  }

  private static func refusal(_ status: Int, _ reason: String) -> FaceAnswer {
    .response(page(status, reason, nil), afterMilliseconds: 0)
  }

  private struct Page: Encodable {
    let status: String
    let reason: String
    let region: String?
  }

  private static func page(_ status: Int, _ reason: String, _ region: String?) -> FaceResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let content = Page(status: (200..<300).contains(status) ? "up" : "down", reason: reason, region: region)
    do {
      let body = String(decoding: try encoder.encode(content), as: UTF8.self)
      return FaceResponse(status: status, contentType: "application/json", requestID: nil, body: body)
    } catch {
      preconditionFailure("a page of strings can't be encoded: \(error)")
    }
  }
}
