/// How long AWS takes for things, in milliseconds. A plan value: the defaults are ordinary durations for a
/// small production estate; a demo runs them on a fast clock, a test that doesn't care takes ``instant``.
package struct Timings: Sendable, Equatable {
  /// `creating` of a new DB instance.
  package var instanceCreation: Int64 = 5 * minute
  /// `creating` of an instance restored from a snapshot.
  package var instanceRestore: Int64 = 15 * minute
  /// `backing-up`: the first backup of a new instance, and each snapshot of an existing one.
  package var instanceBackup: Int64 = 2 * minute
  package var instanceDeletion: Int64 = 4 * minute
  /// `creating` of a snapshot of an instance.
  package var snapshotCreation: Int64 = 3 * minute
  package var snapshotCopyWithinRegion: Int64 = 2 * minute
  package var snapshotCopyAcrossRegions: Int64 = 10 * minute
  /// From the order to the first running task of an ECS service: placement, image, start, health check.
  package var firstTask: Int64 = 45 * second
  /// Between one task and the next, both starting and stopping.
  package var nextTask: Int64 = 5 * second
  /// From the order to the first stopped task (deregistration from the load balancer).
  package var taskStop: Int64 = 20 * second
  /// From the start of a task until its load balancer's health checks have it healthy.
  package var targetHealth: Int64 = 30 * second
  /// `creating` of an EFS file system, and of a mount target.
  package var fileSystemCreation: Int64 = 10 * second
  package var mountTargetCreation: Int64 = 90 * second
  /// `PENDING` of a restore job of AWS Backup, and `RUNNING`.
  package var restoreJobStart: Int64 = 1 * minute
  package var restoreJob: Int64 = 25 * minute
  /// `creating` of an ElastiCache replication group.
  package var cacheCreation: Int64 = 12 * minute
  /// From the order to the first instance of an Auto Scaling group in service.
  package var instanceLaunch: Int64 = 2 * minute
  /// `Enabling` and `Disabling` of an event source mapping of Lambda.
  package var mappingSwitch: Int64 = 20 * second
  /// `stopping` and `starting` of a DB instance.
  package var instanceStop: Int64 = 3 * minute
  package var instanceStart: Int64 = 6 * minute
  /// `modifying` of a DB instance that gets another class or a standby, or is promoted.
  package var instanceModification: Int64 = 8 * minute
  /// Until new groups of a DB instance are in force.
  package var groupChange: Int64 = 30 * second
  /// Until the circuit breaker gives a rollout up whose tasks don't start.
  package var rolloutFailure: Int64 = 10 * minute
  /// `PENDING` of a Route 53 change.
  package var dnsPropagation: Int64 = 30 * second
  /// Whether web endpoints are seen through a resolver that keeps an old answer for its TTL after a change
  /// has become `INSYNC` (the worst case for users), or by asking the authoritative servers.
  package var resolversKeepOldAnswers = true

  package init() {}

  /// Everything settles at the next call.
  package static let instant: Timings = {
    var timings = Timings()
    timings.instanceCreation = 0
    timings.instanceRestore = 0
    timings.instanceBackup = 0
    timings.instanceDeletion = 0
    timings.snapshotCreation = 0
    timings.snapshotCopyWithinRegion = 0
    timings.snapshotCopyAcrossRegions = 0
    timings.firstTask = 0
    timings.nextTask = 0
    timings.taskStop = 0
    timings.rolloutFailure = 0
    timings.dnsPropagation = 0
    timings.targetHealth = 0
    timings.fileSystemCreation = 0
    timings.mountTargetCreation = 0
    timings.restoreJobStart = 0
    timings.restoreJob = 0
    timings.cacheCreation = 0
    timings.instanceLaunch = 0
    timings.mappingSwitch = 0
    timings.instanceStop = 0
    timings.instanceStart = 0
    timings.instanceModification = 0
    timings.groupChange = 0
    timings.resolversKeepOldAnswers = false
    return timings
  }()

  private static let second: Int64 = 1_000
  private static let minute: Int64 = 60_000
}
