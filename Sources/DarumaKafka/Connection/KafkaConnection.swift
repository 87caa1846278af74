/// Where the brokers are and how to reach them. A value: it opens nothing.
package struct KafkaConnection: Sendable, Equatable {
  /// Longest `clientID` accepted, in bytes: librdkafka before 2.5.0 may crash on long ones (#4689).
  package static let maximumClientIDBytes = 64

  /// `host:port` of at least one broker; the rest of the cluster is learned from it.
  package let bootstrapServers: [String]
  package let security: KafkaSecurity
  /// Shown in the broker's logs and quotas.
  package let clientID: String
  /// Further librdkafka properties, by their librdkafka name; they reach every client made from this
  /// connection. Those that the wrapper itself decides are refused.
  package let properties: [String: String]

  /// - Throws: `KafkaError` with code `invalidConfiguration`, naming what is wrong and what would be right.
  package init(
    bootstrapServers: [String],
    security: KafkaSecurity = .plaintext,
    clientID: String = "daruma",
    properties: [String: String] = [:]
  ) throws(KafkaError) {
    guard !bootstrapServers.isEmpty else {
      throw .configuration("no bootstrap server is given; name at least one broker as host:port")
    }
    for server in bootstrapServers where server.isEmpty || server.contains(where: { ", \n\t".contains($0) }) {
      throw .configuration("'\(server)' is not a bootstrap server; write host:port, one an entry")
    }
    guard !clientID.isEmpty, clientID.utf8.count <= Self.maximumClientIDBytes else {
      throw .configuration(
        "the client id must have 1 to \(Self.maximumClientIDBytes) bytes, not \(clientID.utf8.count)")
    }
    for name in properties.keys.sorted() {
      if let reason = OwnedProperties.reason(for: name) {
        throw .configuration("property '\(name)' can't be set here: \(reason)")
      }
      if name.hasPrefix("ssl."), !security.isEncrypted {
        throw .configuration("property '\(name)' has no effect without TLS; set kafka.security to tls or saslTls")
      }
      if name.hasPrefix("sasl.") || name == "enable.sasl.oauthbearer.unsecure.jwt", security.credentials == nil {
        throw .configuration("property '\(name)' has no effect without SASL; set kafka.security to saslTls")
      }
    }
    self.bootstrapServers = bootstrapServers
    self.security = security
    self.clientID = clientID
    self.properties = properties
  }
}
