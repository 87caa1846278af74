extension AWSService {
  /// Amazon ElastiCache.
  package static let elastiCache = AWSService(
    name: "ElastiCache", endpointPrefix: "elasticache", environmentName: "ELASTICACHE", version: "2015-02-02",
    wireProtocol: .query, hostForm: .plainIsFIPSInGovCloud, collections: .elastiCache)
}

/// Codes of ElastiCache that Daruma acts on, as ``CloudFault/code`` has them.
enum ElastiCacheFaultCode {
  static let notFound: Set<String> = [
    "elasticache.CacheClusterNotFound", "elasticache.ReplicationGroupNotFound",
    "elasticache.SnapshotNotFound",
  ]
}
