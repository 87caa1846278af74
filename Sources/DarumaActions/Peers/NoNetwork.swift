package import DarumaAWS

/// Where there is no network: no connection can be made, and no name server asked.
package struct NoNetwork: PeerConnector, NameLookup {
  package init() {}

  package func connect(to peer: Peer, timeout: Duration) async throws(TransportError) -> PeerCertificate? {
    throw TransportError(.invalidRequest, "nothing here can connect to \(peer)")
  }

  package func values(of question: NameQuestion, at server: NameServer) async throws(NameLookupError) -> [String] {
    throw NameLookupError(reason: "nothing here can ask it")
  }
}
