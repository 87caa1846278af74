/// How far a change has got.
package struct GetChange: CloudOperation {
  package static let service = CloudService.route53
  package static let name = "GetChange"
  package static let isChange = false

  /// With or without `/change/`.
  package let id: String

  package init(id: String) {
    self.id = id
  }

  package var parameters: [String: String] { ["Id": id] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> ZoneChange {
    try estate.dns.change(id)
  }
}
