package import DarumaAWS
package import DarumaCore

/// Where the journal ends now, as far as it is durable; nil where there is none.
package typealias JournalEnd = @Sendable () -> Report.JournalMark?

/// What actions reach the outside with.
package struct ActionTools: Sendable {
  /// For calls of AWS.
  package var client: AWSClient
  /// For addresses that are not AWS's: checks and webhooks.
  package var transport: any HTTPTransport
  /// For hosts that are only connected to.
  package var connector: any PeerConnector
  /// For name servers that are asked where users are led.
  package var lookup: any NameLookup
  package var addresses: WebhookAddresses
  /// Asked at each notice, which says it.
  package var journal: JournalEnd
  /// What we have changed, and may still be on its way.
  package var pendingChanges = PendingChanges()
}
