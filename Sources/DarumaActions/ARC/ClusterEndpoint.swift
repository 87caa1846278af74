import DarumaCatalog
import DarumaCore

/// One of the five endpoints of a routing control cluster.
package struct ClusterEndpoint: Sendable, Hashable {
  /// Longest time for one answer: there are four more to ask.
  static let timeout: Duration = .seconds(5)

  /// As the cluster names it, with the `/v1` at its end.
  var url: String
  var region: Region
}

extension Form where Value == String {
  static var clusterEndpoint: Form {
    .notation(
      .badURL, pattern: "^https://[A-Za-z0-9.-]+(/v1)?/?$", what: "an endpoint of a routing control cluster",
      example: "`https://….route53-recovery-cluster.REGION.amazonaws.com/v1`"
    ) { text in
      guard let address = WebAddress(text), text.hasPrefix("https://") else { return false }
      let rest = text.dropFirst("https://".count + address.host.utf8.count)
      return ["", "/", "/v1"].contains(rest)
    }
  }
}
