/// A snapshot of a replication group, complete.
package struct CacheSnapshot: Sendable, Equatable {
  package let name: String
  package let arn: String
  package let group: String
  package let nodeType: String
  package let engine: String
  package let isAutomated: Bool
  /// Days that automated ones are kept.
  package let keptFor: Int
  /// Milliseconds since the epoch.
  package let madeAt: Int64

  package init(
    name: String, arn: String, group: String, nodeType: String, engine: String, isAutomated: Bool, keptFor: Int,
    madeAt: Int64
  ) {
    self.name = name
    self.arn = arn
    self.group = group
    self.nodeType = nodeType
    self.engine = engine
    self.isAutomated = isAutomated
    self.keptFor = keptFor
    self.madeAt = madeAt
  }
}

/// Snapshots of one replication group, or all.
package struct DescribeSnapshots: CloudOperation {
  package static let service = CloudService.elasticache
  package static let name = "DescribeSnapshots"
  package static let isChange = false

  package struct Output: Sendable {
    package let snapshots: [CacheSnapshot]
    package let marker: String?
  }

  package let group: String?
  package let snapshot: String?
  package let page: PageRequest

  package init(group: String? = nil, snapshot: String? = nil, page: PageRequest = PageRequest()) {
    self.group = group
    self.snapshot = snapshot
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["ReplicationGroupId"] = group
    shown["SnapshotName"] = snapshot
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.snapshots.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    if let group, region.caches.groups[group.lowercased()] == nil { throw .replicationGroupNotFound(group) }
    let found = region.caches.snapshots.values.filter {
      (group == nil || group?.lowercased() == $0.group) && (snapshot == nil || snapshot == $0.name)
        && region.visibility.shows($0.arn)
    }
    if let snapshot, found.isEmpty {
      throw CloudError("SnapshotNotFoundFault", "Snapshot \(snapshot) not found.", status: 404)
    }
    let (page, marker) = try page.cut(
      found.sorted { $0.name < $1.name }, by: \.name, sizes: 20...50, usually: 50)
    return Output(snapshots: page, marker: marker)
  }
}
