/// Lists DB snapshots, or describes one.
package struct DescribeDBSnapshots: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "DescribeDBSnapshots"
  package static let isChange = false

  package struct Output: Sendable {
    package let snapshots: [DatabaseSnapshot]
    /// Where the next page begins; nil: this is the last.
    package let marker: String?
  }

  /// Snapshots of this instance; nil: of all. An instance that doesn't exist (any more) may have some.
  package let instance: String?
  /// Identifier or ARN; nil: all.
  package let identifier: String?
  /// nil: automated and manual ones.
  package let kind: DatabaseSnapshot.Kind?
  package let filters: [ResourceFilter]
  package let page: PageRequest

  package init(
    instance: String? = nil, identifier: String? = nil, kind: DatabaseSnapshot.Kind? = nil,
    filters: [ResourceFilter] = [], page: PageRequest = PageRequest()
  ) {
    self.instance = instance
    self.identifier = identifier
    self.kind = kind
    self.filters = filters
    self.page = page
  }

  package var parameters: [String: String] {
    var shown = ResourceFilter.parameters(filters)
    shown["DBInstanceIdentifier"] = instance
    shown["DBSnapshotIdentifier"] = identifier
    shown["SnapshotType"] = kind?.rawValue
    shown["Marker"] = page.marker
    shown["MaxRecords"] = page.maxRecords.map(String.init)
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.snapshots.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    var found = region.databases.snapshots.values.filter { region.visibility.shows($0.arn) }
    if let identifier {
      guard let snapshot = region.databases.snapshot(identifier), region.visibility.shows(snapshot.arn) else {
        throw .snapshotNotFound(identifier)
      }
      found = [snapshot]
    }
    if let instance {
      found = found.filter { $0.instanceIdentifier == instance.lowercased() }
    }
    if let kind {
      found = found.filter { $0.kind == kind }
    } else if identifier == nil {
      found = found.filter { $0.kind != .awsbackup }
    }
    for filter in filters {
      found = try filter.applied(to: found, Self.properties)
    }
    found.sort { $0.identifier < $1.identifier }
    let (snapshots, marker) = try page.cut(found, by: \.identifier)
    return Output(snapshots: snapshots, marker: marker)
  }

  private static let properties: [String: @Sendable (DatabaseSnapshot) -> [String]] = [
    "db-instance-id": { [$0.instanceIdentifier] },
    "db-snapshot-id": { [$0.identifier] },
    "dbi-resource-id": { [$0.instanceResourceID] },
    "snapshot-type": { [$0.kind.rawValue] },
    "engine": { [$0.settings.engine] },
  ]
}
