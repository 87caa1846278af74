/// The families of events that Daruma reads, by the names that `daruma decode --feed` takes.
package enum Feed: String, Hashable, Sendable, CaseIterable {
  case alarms
  case backup
  case rds
  case health
  case heartbeat
  case commands
  case ebs
  case s3
  case elasticache
  case ecs
  case guardduty
  case arc
  case drs
  case metrics
  case alertmanager
  case cloudtrail
  case kms

  /// What it reads, for help texts.
  package var summary: String {
    switch self {
    case .alarms: "CloudWatch alarms: EventBridge, SNS and Lambda actions"
    case .backup: "AWS Backup jobs, copies, restores, recovery points and scans: EventBridge and SNS"
    case .rds: "RDS and Aurora instances, clusters and snapshots: EventBridge and SNS"
    case .health: "AWS Health"
    case .heartbeat: "Heartbeats of your own sources"
    case .commands: "Operator commands"
    case .ebs: "EBS snapshots and volumes, machine images, Data Lifecycle Manager, Recycle Bin"
    case .s3: "S3 notifications and replication"
    case .elasticache: "ElastiCache: SNS and EventBridge"
    case .ecs: "ECS tasks, service actions and deployments"
    case .guardduty: "GuardDuty findings"
    case .arc: "ARC zonal autoshift, Region switch and readiness"
    case .drs: "Elastic Disaster Recovery"
    case .metrics: "CloudWatch metric streams (JSON)"
    case .alertmanager: "Prometheus Alertmanager and Grafana webhooks"
    case .cloudtrail: "CloudTrail: calls that take away recovery points or keys, and jobs of AWS Backup"
    case .kms: "KMS keys that were deleted, or lost what was imported"
    }
  }
}
