package import DarumaCore

/// Lists what AWS has. Only chooses who lists what; how each kind is asked for, and what its answers mean,
/// stands in a file of its own.
///
/// The permissions that it needs: `rds:DescribeDBSnapshots`, `rds:DescribeDBClusterSnapshots`,
/// `rds:DescribeDBInstances`, `rds:DescribeDBClusters`, `rds:DescribeDBInstanceAutomatedBackups`,
/// `backup:ListRecoveryPointsByResource`, `backup:ListRecoveryPointsByBackupVault`, `ec2:DescribeSnapshots`,
/// `elasticache:DescribeSnapshots`, `elasticfilesystem:DescribeReplicationConfigurations`,
/// `s3:GetBucketVersioning`, `s3:GetLifecycleConfiguration`, `s3:GetReplicationConfiguration`,
/// `s3:GetEncryptionConfiguration`, `cloudwatch:ListMetrics`, `cloudwatch:GetMetricData`, `cloudwatch:DescribeAlarms`,
/// `health:DescribeEvents`, `kms:DescribeKey`.
package struct AWSLister: Lister {
  private let client: ListingClient
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - now: the clock that dates what is measured at the time of the call.
  ///   - pacing: the clock that calls wait on.
  ///   - gate: what the pace is shared with; its own without it.
  package init(
    client: AWSClient, now: @escaping @Sendable () -> Instant, limits: ListingLimits = ListingLimits(),
    pacing: Pacing = .real(), gate: CallGate? = nil
  ) {
    self.client = ListingClient(client: client, limits: limits, pacing: pacing, gate: gate)
    self.now = now
  }

  package func list(_ request: ListingRequest) async throws(CloudFault) -> [Listed] {
    let region = request.region
    switch request.kind {
    case .rdsSnapshots:
      return try await RDSSnapshotListing(client: client).list(request.subjectResource(), in: region)
    case .rdsWindow:
      return try await RDSWindowListing(client: client, now: now).list(request.subjectResource(), in: region)
    case .backupPoints:
      return try await BackupPointListing(client: client).list(request.subjectResource(), in: region)
    case .ebsSnapshots:
      return try await EBSSnapshotListing(client: client)
        .list(request.subjectResource(), known: request.known, originals: request.originals, in: region)
    case .elastiCacheSnapshots:
      return try await ElastiCacheSnapshotListing(client: client, now: now)
        .list(request.subjectResource(), in: region)
    case .efsReplication:
      return try await EFSReplicationListing(client: client, now: now)
        .list(request.subjectResource(), in: region)
    case .s3Setup:
      return try await S3SetupListing(client: client, now: now).list(request.subjectResource(), in: region)
    case .s3Replication:
      return try await S3ReplicationListing(client: client, now: now)
        .list(request.subjectResource(), in: region)
    case .kmsKeys:
      return try await KMSKeyListing(client: client, now: now).list(request.keys, in: region)
    case .cloudWatchAlarms:
      return try await AlarmListing(client: client, now: now).list(request.alarms, in: region)
    case .healthEvents:
      return try await HealthListing(client: client, now: now).list(in: region)
    }
  }
}

extension ListingRequest {
  /// The resource that it is about, which all kinds but keys have.
  fileprivate func subjectResource() throws(CloudFault) -> Resource {
    guard let resource else {
      throw CloudFault(
        kind: .refused, code: "listing.no-resource",
        message: "\(kind.rawValue) in \(region) can't be listed: no resource is named.", isRetriable: false)
    }
    return resource
  }
}

extension CloudFault {
  /// A resource of a form that this kind of listing has no question for.
  static func unlistable(_ kind: ListingKind, _ arn: ARN, _ remedy: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "listing.unlistable-resource",
      message: "\(kind.rawValue) of \(arn) can't be listed. \(remedy)", isRetriable: false)
  }

  /// An item of an answer that lacks what it always has.
  static func incomplete(_ service: AWSService, _ what: String, _ missing: String) -> CloudFault {
    CloudFault(
      kind: .unintelligible, code: "\(service.endpointPrefix).IncompleteAnswer",
      message: "\(service.name) lists \(what) without \(missing), so that nothing can be said of it. "
        + "What is known is left as it was; it is asked again in the next round.",
      isRetriable: true)
  }
}
