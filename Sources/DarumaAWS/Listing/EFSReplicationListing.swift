internal import DarumaCore

/// `efs.replication`: where a file system is replicated to, and how far that is behind.
///
/// All that was written before `LastReplicatedTimestamp` has arrived (Amazon EFS User Guide, "Destination"),
/// so the lag is the time since then. A replication that is not `ENABLED`, or has not synced yet, is behind
/// by an unknown time.
struct EFSReplicationListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  /// The metric that says the same, as the metric streams name it.
  static let metric = "AWS/EFS TimeSinceLastSync"

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    let arn = resource.arn
    let at = now()
    let found = try await client.all(
      DescribeReplicationConfigurations(fileSystem: arn.resourceName), in: region,
      noneAt: [EFSFaultCode.replicationNotFound])
    // Those in which it is the destination are named too.
    let destinations = (found ?? []).filter { $0.source == arn.resourceName }.flatMap(\.destinations)
    let described = Listed(
      resource: arn, at: at,
      fact: .resourceDescribed(
        ResourceDescribed(replications: destinations.map { Self.replication($0, of: arn) })))
    return [described]
      + destinations.map { destination in
        Listed(
          resource: arn, at: at,
          fact: .replicationMeasured(
            // Metric streams don't say the region, and both tell of one replica.
            ReplicationMeasured(
              toRegion: Region(""), lag: Self.lag(of: destination, at: at),
              metric: Self.metric)))
      }
  }

  private static func replication(
    _ destination: DescribeReplicationConfigurations.Destination, of source: ARN
  ) -> ResourceDescribed.Replication {
    let owner = destination.owner ?? source.account.rawValue
    return ResourceDescribed.Replication(
      destination: ARN(
        "arn:\(source.partitionName):elasticfilesystem:\(destination.region):\(owner)"
          + ":file-system/\(destination.fileSystem)"),
      region: Region(destination.region), isEnabled: destination.status == "ENABLED")
  }

  private static func lag(
    of destination: DescribeReplicationConfigurations.Destination, at now: Instant
  ) -> Span? {
    guard destination.status == "ENABLED", let synced = destination.lastReplicatedAt?.instant else {
      return nil
    }
    // Clocks differ a little: nothing is ahead of its original.
    return max(.zero, now - synced)
  }
}
