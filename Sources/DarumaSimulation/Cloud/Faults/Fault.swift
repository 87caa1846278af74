/// What can be ordered to go wrong with a call.
package enum Fault: Sendable, Equatable {
  /// Refused for too many requests: 400 `Throttling`, or `ThrottlingException` in the JSON protocols.
  case throttle
  /// 500; nothing was done.
  case fail
  /// 503; nothing was done.
  case unavailable
  /// Any other refusal; nothing was done.
  case refuse(CloudError)
  /// The connection breaks before the call has reached the service.
  case cut
  /// The call is carried out, but the connection breaks before the answer.
  case loseAnswer
  /// The answer comes late, by this many milliseconds of the caller's clock.
  case slow(milliseconds: Int64)
  /// The resources in the answer are missing from describe answers for this long, a describing call's own
  /// answer included.
  case forget(milliseconds: Int64)
  /// What the call creates ends badly.
  case endBadly(BadEnding)

  /// For the call log and for people.
  package var label: String {
    switch self {
    case .throttle: "throttle"
    case .fail: "fail"
    case .unavailable: "unavailable"
    case .refuse(let error): "refuse \(error.code)"
    case .cut: "cut"
    case .loseAnswer: "lose answer"
    case .slow(let milliseconds): "slow \(milliseconds) ms"
    case .forget(let milliseconds): "forget \(milliseconds) ms"
    case .endBadly(let ending): "end badly: \(ending.rawValue)"
    }
  }
}

/// How a resource that was accepted can come to nothing.
package enum BadEnding: String, Sendable {
  /// What is being made or restored comes to nothing: a DB instance or snapshot, a cache or a file system, a restore job.
  case failed
  /// A DB instance goes from `creating` to `incompatible-restore`.
  case incompatibleRestore = "incompatible-restore"
  /// The tasks of an ECS service never reach `RUNNING`.
  case tasksDoNotStart = "tasks do not start"
  /// The tasks of an ECS service run, and don't answer the health checks of their load balancer.
  case tasksStayUnhealthy = "tasks stay unhealthy"

  /// The operations whose resources can end so.
  var operations: Set<String> {
    switch self {
    case .failed:
      [
        "CreateDBInstance", "RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceToPointInTime", "CreateDBSnapshot",
        "CopyDBSnapshot", "StartRestoreJob", "CreateFileSystem", "CreateMountTarget", "CreateReplicationGroup",
      ]
    case .incompatibleRestore: ["RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceToPointInTime"]
    case .tasksDoNotStart, .tasksStayUnhealthy: ["CreateService", "UpdateService"]
    }
  }
}
