/// The tags of a DB instance or snapshot.
package struct ListTagsForResource: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "ListTagsForResource"
  package static let isChange = false

  /// ARN.
  package let resource: String

  package init(resource: String) {
    self.resource = resource
  }

  package var parameters: [String: String] { ["ResourceName": resource] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [ResourceTag] {
    let region = estate[region: context.region]
    guard let arn = ResourceName(resource), arn.service == "rds", arn.region == context.region else {
      throw .invalidParameterValue("Invalid resource name: \(resource)")
    }
    guard arn.account == estate.account else {
      throw .invalidParameterValue(
        "The specified resource name does not match an RDS resource in this region.")
    }
    if arn.name(after: "snapshot:") != nil {
      guard let snapshot = region.databases.snapshot(resource), region.visibility.shows(resource) else {
        throw .snapshotNotFound(resource)
      }
      return snapshot.tags
    }
    guard arn.name(after: "db:") != nil else {
      throw .invalidParameterValue("Invalid resource name: \(resource)")
    }
    guard let instance = region.databases.instance(resource), region.visibility.shows(resource) else {
      throw .instanceNotFound(resource)
    }
    return instance.tags
  }
}
