internal import DarumaCore

extension AWSService {
  /// Amazon Route 53: one control plane for a whole partition.
  package static let route53 = AWSService(
    name: "Route 53", endpointPrefix: "route53", environmentName: "ROUTE_53", version: "2013-04-01",
    wireProtocol: .restXML,
    home: .partition([.aws: "us-east-1", .china: "cn-northwest-1", .govCloud: "us-gov-west-1"]),
    xmlNamespace: Route53Form.namespace, collections: .route53)
}

/// Forms of Route 53's own.
enum Route53Form {
  static let namespace = "https://route53.amazonaws.com/doc/2013-04-01/"

  /// The path of an API call.
  static func path(_ parts: String...) -> String {
    "/" + ([AWSService.route53.version] + parts.map { CanonicalText.encode($0.utf8) }).joined(separator: "/")
  }

  /// Ids come as `Z123` or as `/hostedzone/Z123`, and go into paths without the leading part.
  static func bareID(_ id: String) -> String {
    id.split(separator: "/").last.map { String($0) } ?? id
  }
}
