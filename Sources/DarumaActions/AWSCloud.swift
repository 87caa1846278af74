package import DarumaAWS
package import DarumaCore

/// The real outside world: hands each effect to the action that it is of.
package struct AWSCloud: Cloud {
  let tools: ActionTools

  /// - Parameters:
  ///   - client: for calls of AWS.
  ///   - transport: for URLs that are not AWS's: checks and webhooks.
  ///   - connector: for hosts that are only connected to; without it none can be.
  ///   - lookup: for name servers; without it none can be asked.
  ///   - addresses: of webhooks and checks.
  ///   - journal: asked at each notice, which says it.
  package init(
    client: AWSClient, transport: any HTTPTransport, connector: any PeerConnector = NoNetwork(),
    lookup: any NameLookup = NoNetwork(),
    addresses: WebhookAddresses, journal: @escaping JournalEnd = { nil }
  ) {
    tools = ActionTools(
      client: client, transport: transport, connector: connector, lookup: lookup, addresses: addresses,
      journal: journal)
  }

  package func observe(_ effect: Effect) async throws(CloudFault) -> Observation {
    try await observe(effect, by: try ActionCatalog.definition(of: effect.action)).bounded
  }

  package func act(_ effect: Effect) async throws(CloudFault) -> Acted {
    try await act(effect, by: try ActionCatalog.definition(of: effect.action))
  }

  private func observe<Definition: ActionDefinition>(
    _ effect: Effect, by definition: Definition.Type
  ) async throws(CloudFault) -> Observation {
    try await definition.observe(
      try Definition.Request(Arguments(effect.action)), ActionPlace(effect: effect, tools: tools))
  }

  private func act<Definition: ActionDefinition>(
    _ effect: Effect, by definition: Definition.Type
  ) async throws(CloudFault) -> Acted {
    try await definition.act(
      try Definition.Request(Arguments(effect.action)), ActionPlace(effect: effect, tools: tools))
  }
}
