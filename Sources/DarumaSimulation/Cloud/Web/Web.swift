/// The endpoints that users and people on call see, by plain HTTP.
package struct Web: Sendable {
  /// By host name.
  package private(set) var sites: [String: WebSite] = [:]
  /// By name.
  package private(set) var inboxes: [String: WebhookInbox] = [:]

  init() {}

  package mutating func put(_ site: WebSite) {
    sites[site.host] = site
  }

  package mutating func put(_ inbox: WebhookInbox) {
    inboxes[inbox.name] = inbox
  }
}
