import DarumaCore

/// ElastiCache over SNS: `{"ElastiCache:SnapshotComplete": "orders-0001-001"}`. The member's name is the
/// event, its value the cluster; other members may stand before it. There is no time in it, so the
/// notification's is taken, and no name of a snapshot, so that a complete one is no recovery point but a
/// backup that ended.
///
/// Key: the cluster, the event, and the time of the notification.
enum ElastiCacheNotifications {
  static func read(_ notification: Notification, into findings: inout Findings) throws(Problem) {
    for (key, value) in notification.body.members where key.hasPrefix("ElastiCache:") {
      try read(String(key.text.dropFirst("ElastiCache:".count)), key, value, notification, into: &findings)
    }
  }

  private static func read(
    _ name: String, _ key: JSONValue, _ value: JSONValue, _ notification: Notification,
    into findings: inout Findings
  ) throws(Problem) {
    if unrelated.contains(name) {
      return findings.ignore("scaling, maintenance or configuration of a cache")
    }
    let cluster = try value.wholeText()
    guard let topic = notification.delivery.topic, let region = topic.regionCode else {
      throw Problem(
        .missing, at: key, "no SNS topic tells region and account of the cluster",
        remedy: "send the SNS envelope as well")
    }
    let at = notification.delivery.timestamp ?? findings.receivedAt
    let arn = ARN.make(
      partition: topic.partition, service: "elasticache", region: region, account: topic.account,
      resource: "cluster:" + cluster)
    let subject = Subject(
      at: at, seenAt: at, source: "aws.elasticache", account: topic.account, region: region, resource: arn)
    if name == "SnapshotFailed" {
      let job = "snapshot of \(arn) at \(at)"
      return try findings.add(
        .backupProgressed(BackupProgressed(job: job, state: .failed)), key: SignalKey(job, "failed"),
        of: subject,
        by: rule)
    }
    guard let change = changes[name] else {
      throw Problem(
        .unknownEvent, at: key, "\(key.quoted) is no event that ElastiCache is known to send",
        remedy: "report it if it concerns recovery")
    }
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: "ElastiCache:" + name)),
      key: SignalKey(arn.rawValue, name, at.description), of: subject, by: rule)
  }

  private static let changes: [String: ResourceChanged.Change] = [
    "SnapshotComplete": .backupFinished, "FailoverComplete": .failedOver,
    "CacheNodeReplaceStarted": .capacityLost, "CacheNodeReplaceComplete": .capacityRestored,
    "CacheClusterProvisioningComplete": .created, "CreateReplicationGroupComplete": .created,
    "DeleteCacheClusterComplete": .deleted, "CacheNodesRebooted": .restarted,
    "CacheClusterProvisioningFailed": .failing, "CacheClusterRestoreFailed": .failing,
  ]

  private static let unrelated: Set<String> = [
    "AddCacheNodeComplete", "AddCacheNodeFailed", "RemoveCacheNodeComplete", "CacheClusterParametersChanged",
    "CacheClusterScalingComplete", "CacheClusterScalingFailed", "CacheClusterSecurityGroupModified",
    "ReplicationGroupScalingComplete", "ReplicationGroupScalingFailed", "CertificateRenewalComplete",
    "NodeReplacementScheduled", "NodeReplacementRescheduled", "NodeReplacementCanceled",
    "ServiceUpdateAvailable", "ServiceUpdateAvailableForNode", "AutoUpdateComplete",
  ]

  private static let rule = Rule(
    .elasticache, "ElastiCache, SNS: what the member ElastiCache:… says of the cluster")
}
