/// Lists DB instances, or describes one.
package struct DescribeDBInstances: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "DescribeDBInstances"
  package static let isChange = false

  package struct Output: Sendable {
    package let instances: [DatabaseInstance]
    /// Where the next page begins; nil: this is the last.
    package let marker: String?
  }

  /// Identifier or ARN; nil: all.
  package let identifier: String?
  package let filters: [ResourceFilter]
  package let page: PageRequest

  package init(
    identifier: String? = nil, filters: [ResourceFilter] = [], page: PageRequest = PageRequest()
  ) {
    self.identifier = identifier
    self.filters = filters
    self.page = page
  }

  package var parameters: [String: String] {
    var shown = ResourceFilter.parameters(filters)
    shown["DBInstanceIdentifier"] = identifier
    shown["Marker"] = page.marker
    shown["MaxRecords"] = page.maxRecords.map(String.init)
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.instances.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    var found = region.databases.instances.values.filter { region.visibility.shows($0.arn) }
    if let identifier {
      guard let instance = region.databases.instance(identifier), region.visibility.shows(instance.arn) else {
        throw .instanceNotFound(identifier)
      }
      found = [instance]
    }
    for filter in filters {
      found = try filter.applied(to: found, Self.properties)
    }
    found.sort { $0.identifier < $1.identifier }
    let (instances, marker) = try page.cut(found, by: \.identifier)
    return Output(instances: instances, marker: marker)
  }

  private static let properties: [String: @Sendable (DatabaseInstance) -> [String]] = [
    "db-instance-id": { [$0.identifier, $0.arn] },
    "dbi-resource-id": { [$0.resourceID] },
    "engine": { [$0.settings.engine] },
  ]
}
