package import DarumaCore

/// Where the journal ends now, as far as it is durable; nil where there is none.
package typealias JournalEnd = @Sendable () -> Report.JournalMark?

/// The real outside world. Only chooses who does what; how each thing is observed and done stands in
/// `Actions/`.
package struct AWSCloud: Cloud {
  private let databases: DatabaseRestorer
  private let services: ServiceScaler
  private let records: RecordSwitcher
  private let endpoints: EndpointChecker
  private let notices: NoticeSender

  /// - Parameters:
  ///   - client: for calls of AWS.
  ///   - transport: for URLs that are not AWS's: checks and webhooks.
  ///   - addresses: of webhooks and checks.
  ///   - home: any region of the partition, for services that have none.
  ///   - journal: asked at each notice, which says it.
  package init(
    client: AWSClient, transport: any HTTPTransport, addresses: WebhookAddresses, home: Region,
    journal: @escaping JournalEnd = { nil }
  ) {
    databases = DatabaseRestorer(client: client)
    services = ServiceScaler(client: client)
    records = RecordSwitcher(client: client, region: home, changes: PendingChanges())
    endpoints = EndpointChecker(transport: transport, addresses: addresses)
    notices = NoticeSender(
      topics: TopicNotice(client: client), webhooks: WebhookNotice(transport: transport, addresses: addresses),
      journal: journal)
  }

  package func observe(_ effect: Effect) async throws(CloudFault) -> Observation {
    try await look(effect).bounded
  }

  private func look(_ effect: Effect) async throws(CloudFault) -> Observation {
    switch effect.action {
    case .restoreDatabase(let wanted): try await databases.observe(wanted, of: effect)
    case .scaleService(let wanted): try await services.observe(wanted)
    case .switchRecord(let wanted): try await records.observe(wanted, of: effect)
    case .checkEndpoint(let wanted): try await endpoints.observe(wanted)
    case .sendNotice: .absent
    }
  }

  package func act(_ effect: Effect) async throws(CloudFault) -> Acted {
    switch effect.action {
    case .restoreDatabase(let wanted): try await databases.act(wanted, of: effect)
    case .scaleService(let wanted): try await services.act(wanted)
    case .switchRecord(let wanted): try await records.act(wanted, of: effect)
    case .checkEndpoint:
      preconditionFailure("\(effect.id) checks an endpoint: it is observed until so, and never acted on")
    case .sendNotice(let notice): try await notices.act(notice, of: effect)
    }
  }
}
