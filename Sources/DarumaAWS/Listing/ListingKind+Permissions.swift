package import DarumaCore

extension ListingKind {
  /// What an IAM policy has to allow for it.
  package var permissions: [String] {
    switch self {
    case .rdsSnapshots: [DescribeDBSnapshots.permission, DescribeDBClusterSnapshots.permission]
    case .rdsWindow:
      [
        DescribeDBInstances.permission, DescribeDBClusters.permission,
        DescribeDBInstanceAutomatedBackups.permission,
      ]
    case .backupPoints: [ListRecoveryPointsByResource.permission, ListRecoveryPointsByBackupVault.permission]
    case .ebsSnapshots: [DescribeVolumeSnapshots.permission]
    case .elastiCacheSnapshots: [DescribeCacheSnapshots.permission]
    case .efsReplication: [DescribeReplicationConfigurations.permission]
    case .s3Setup:
      [
        GetBucketVersioning.permission, GetBucketLifecycleConfiguration.permission, GetBucketReplication.permission,
        GetBucketEncryption.permission,
      ]
    case .s3Replication: [ListMetrics.permission, GetMetricData.permission]
    case .kmsKeys: [DescribeKey.permission]
    case .cloudWatchAlarms: [DescribeAlarms.permission]
    case .healthEvents: [DescribeEvents.permission]
    }
  }
}
