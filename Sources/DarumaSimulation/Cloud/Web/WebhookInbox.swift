/// Takes what is posted to a webhook and keeps the newest.
package struct WebhookInbox: Sendable {
  /// Most deliveries kept for each inbox.
  package static let keptDeliveries = 1_000

  package struct Delivery: Sendable, Equatable {
    package let body: [UInt8]
    package let contentType: String?
    /// Milliseconds since the epoch.
    package let at: Int64
  }

  package let name: String
  package private(set) var deliveries = BoundedHistory<Delivery>(limit: WebhookInbox.keptDeliveries)

  package init(name: String) {
    self.name = name
  }

  mutating func take(_ delivery: Delivery) {
    deliveries.append(delivery)
  }
}

/// A POST to a webhook.
package struct PostToWebhook: CloudOperation {
  package static let service = CloudService.web
  package static let name = "PostToWebhook"
  package static let isChange = true

  package let inbox: String
  package let body: [UInt8]
  package let contentType: String?

  package init(inbox: String, body: [UInt8], contentType: String? = nil) {
    self.inbox = inbox
    self.body = body
    self.contentType = contentType
  }

  package var parameters: [String: String] { ["inbox": inbox, "bytes": String(body.count)] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) {
    guard var found = estate.web.inboxes[inbox] else {
      throw CloudError("NoSuchInbox", "no webhook inbox \(inbox)", status: 404)
    }
    found.take(WebhookInbox.Delivery(body: body, contentType: contentType, at: context.now))
    estate.web.put(found)
  }
}
