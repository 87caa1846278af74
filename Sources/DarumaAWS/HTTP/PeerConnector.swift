package import DarumaCore

/// Connects to a host and asks it nothing.
package protocol PeerConnector: Sendable {
  /// Opens a new connection, past any proxy, and closes it again; with TLS where `peer` asks for it, and then only with a
  /// peer that shows a certificate for this host that is trusted and in force.
  ///
  /// - Returns: the peer's certificate; nil without TLS.
  /// - Throws: ``TransportError`` where no connection came about.
  func connect(to peer: Peer, timeout: Duration) async throws(TransportError) -> PeerCertificate?
}

/// What is connected to.
package struct Peer: Sendable, Hashable, CustomStringConvertible {
  /// A name, or an address; one of IPv6 without brackets.
  package var host: String
  package var port: Int
  package var usesTLS: Bool

  package init(host: String, port: Int, usesTLS: Bool) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
  }

  /// `db.example:5432`
  package var description: String { "\(hostInURL):\(port)" }

  var url: String { "\(usesTLS ? "https" : "http")://\(self)/" }

  private var hostInURL: String { host.contains(":") ? "[\(host)]" : host }
}

/// What a peer showed of itself.
package struct PeerCertificate: Sendable, Hashable {
  package var expiresAt: Instant

  package init(expiresAt: Instant) { self.expiresAt = expiresAt }
}
