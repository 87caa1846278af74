/// Describes a hosted zone.
package struct GetHostedZone: CloudOperation {
  package static let service = CloudService.route53
  package static let name = "GetHostedZone"
  package static let isChange = false

  /// With or without `/hostedzone/`.
  package let id: String

  package init(id: String) {
    self.id = id
  }

  package var parameters: [String: String] { ["Id": id] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> HostedZone {
    try estate.dns.zone(id)
  }
}
