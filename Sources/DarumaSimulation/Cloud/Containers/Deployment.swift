/// One deployment of an ECS service and its life.
///
/// | state | time passes | scaled | superseded | the newer one is steady |
/// |---|---|---|---|---|
/// | rollingOut | steady | rollingOut or stalled | superseded | refused |
/// | steady | - | steady or stalled | superseded | refused |
/// | stalled | failed | steady or stalled | superseded | refused |
/// | failed | - | failed | superseded | refused |
/// | superseded | - | refused | superseded | draining |
/// | draining | drained | refused | draining | draining |
/// | drained | - | refused | drained | drained |
///
/// Scaling a steady deployment doesn't start a rollout: ECS makes no new deployment for a change of the
/// desired count alone, so `rolloutState` stays `COMPLETED` while tasks are still coming. "Refused" is a
/// mistake in this module and traps.
package struct Deployment: Sendable {
  private enum State: Sendable {
    case rollingOut(TaskRamp)
    case steady(TaskRamp)
    /// No task starts. A rollout is given up at `failsAt`; where only the count was changed there is none.
    case stalled(running: Int, failsAt: Int64?)
    case failed(running: Int)
    case superseded(running: Int)
    case draining(TaskRamp)
    case drained
  }

  /// `ecs-svc/` and 19 digits.
  package let id: String
  package let taskDefinition: String
  /// Milliseconds since the epoch.
  package let createdAt: Int64
  package private(set) var updatedAt: Int64
  package private(set) var desiredCount: Int
  /// The time that ``runningCount`` and the rest tell of.
  package private(set) var asOf: Int64

  private var state: State
  /// When the tasks have started that ran when the number wanted last changed, the oldest first.
  private var earlierStarts: [Int64] = []
  /// Whether the tasks that start answer the health checks of a load balancer.
  private var answersHealthChecks: Bool

  /// A rollout of `count` tasks, begun now.
  init(
    id: String, taskDefinition: String, count: Int, now: Int64, _ timings: Timings, ending: BadEnding?
  ) {
    self.id = id
    self.taskDefinition = taskDefinition
    desiredCount = count
    createdAt = now
    updatedAt = now
    asOf = now
    answersHealthChecks = ending != .tasksStayUnhealthy
    state =
      ending == .tasksDoNotStart
      ? .stalled(running: 0, failsAt: now + timings.rolloutFailure)
      : .rollingOut(TaskRamp(from: 0, to: count, ordered: now, timings))
  }

  /// A deployment that was steady with `count` tasks before the story begins.
  init(settled id: String, taskDefinition: String, count: Int, since: Int64) {
    self.id = id
    self.taskDefinition = taskDefinition
    desiredCount = count
    createdAt = since
    updatedAt = since
    asOf = since
    answersHealthChecks = true
    earlierStarts = Array(repeating: since, count: count)
    state = .steady(.level(count))
  }

  package var runningCount: Int {
    switch state {
    case .rollingOut(let ramp), .steady(let ramp), .draining(let ramp): ramp.running(at: asOf)
    case .stalled(let running, _), .failed(let running), .superseded(let running): running
    case .drained: 0
    }
  }

  /// When each running task has started, the oldest first; those that stop are the newest.
  var taskStarts: [Int64] {
    let started: [Int64] =
      switch state {
      case .rollingOut(let ramp), .steady(let ramp), .draining(let ramp): ramp.starts(by: asOf)
      case .stalled, .failed, .superseded, .drained: []
      }
    return Array((earlierStarts + started).prefix(runningCount))
  }

  /// Its running tasks.
  package var runningTasks: [RunningTask] {
    taskStarts.map { RunningTask(startedAt: $0, answersHealthChecks: answersHealthChecks) }
  }

  /// Tasks on their way to `RUNNING`.
  package var pendingCount: Int {
    switch state {
    case .rollingOut, .steady, .stalled: max(0, desiredCount - runningCount)
    case .failed, .superseded, .draining, .drained: 0
    }
  }

  /// `PRIMARY` or `ACTIVE`, as ECS spells it.
  package var status: String {
    switch state {
    case .rollingOut, .steady, .stalled, .failed: "PRIMARY"
    case .superseded, .draining, .drained: "ACTIVE"
    }
  }

  /// As ECS spells it.
  package var rolloutState: String {
    switch state {
    case .rollingOut: "IN_PROGRESS"
    case .stalled(_, let failsAt): failsAt == nil ? "COMPLETED" : "IN_PROGRESS"
    case .failed: "FAILED"
    case .steady, .superseded, .draining, .drained: "COMPLETED"
    }
  }

  package var rolloutStateReason: String {
    switch state {
    case .rollingOut, .stalled(_, .some): "ECS deployment \(id) in progress."
    case .failed: "ECS deployment circuit breaker: tasks failed to start."
    case .steady, .stalled(_, .none), .superseded, .draining, .drained: "ECS deployment \(id) completed."
    }
  }

  /// Consecutively failed tasks.
  package var failedTasks: Int {
    switch state {
    case .stalled: asOf > updatedAt ? 1 : 0
    case .failed: Self.failuresUntilGivenUp
    case .rollingOut, .steady, .superseded, .draining, .drained: 0
    }
  }

  /// The circuit breaker's lowest threshold.
  package static let failuresUntilGivenUp = 3

  /// Whether all tasks wanted run, so that an older deployment can go.
  var isSteady: Bool {
    switch state {
    case .steady: true
    case .rollingOut, .stalled, .failed, .superseded, .draining, .drained: false
    }
  }

  /// Whether no task starts.
  var isStalled: Bool {
    switch state {
    case .stalled: true
    case .rollingOut, .steady, .failed, .superseded, .draining, .drained: false
    }
  }

  var isDrained: Bool {
    switch state {
    case .drained: true
    case .rollingOut, .steady, .stalled, .failed, .superseded, .draining: false
    }
  }

  mutating func advance(to now: Int64) {
    asOf = now
    switch state {
    case .rollingOut(let ramp) where ramp.doneAt <= now:
      updatedAt = max(createdAt, ramp.doneAt)
      state = .steady(ramp)
    case .stalled(let running, let failsAt?) where failsAt <= now:
      updatedAt = failsAt
      state = .failed(running: running)
    case .draining(let ramp) where ramp.doneAt <= now:
      state = .drained
    case .rollingOut, .steady, .stalled, .failed, .superseded, .draining, .drained:
      break
    }
  }

  /// The desired count changes.
  mutating func scale(to count: Int, _ timings: Timings, ending: BadEnding?) {
    let ramp = TaskRamp(from: runningCount, to: count, ordered: asOf, timings)
    let running = runningCount
    earlierStarts = taskStarts
    if ending == .tasksStayUnhealthy { answersHealthChecks = false }
    if ending == nil { answersHealthChecks = true }
    desiredCount = count
    updatedAt = asOf
    switch state {
    case .rollingOut:
      state =
        ending == .tasksDoNotStart
        ? .stalled(running: running, failsAt: asOf + timings.rolloutFailure) : .rollingOut(ramp)
    case .steady:
      state = ending == .tasksDoNotStart ? .stalled(running: running, failsAt: nil) : .steady(ramp)
    case .stalled(_, let failsAt):
      if ending != .tasksDoNotStart, failsAt == nil {
        state = .steady(ramp)
      }
    case .failed:
      break
    case .superseded, .draining, .drained:
      preconditionFailure("a deployment that was replaced (\(id), \(state)) can't be scaled")
    }
  }

  /// A newer deployment takes over; its tasks stay until that one is steady.
  mutating func supersede() {
    earlierStarts = taskStarts
    switch state {
    case .rollingOut, .steady, .stalled, .failed: state = .superseded(running: runningCount)
    case .superseded, .draining, .drained: break
    }
  }

  /// The newer deployment is steady: the tasks of this one stop.
  mutating func drain(from time: Int64, _ timings: Timings) {
    switch state {
    case .superseded(let running):
      earlierStarts = taskStarts
      state = .draining(TaskRamp(from: running, to: 0, ordered: time, timings))
    case .draining, .drained:
      break
    case .rollingOut, .steady, .stalled, .failed:
      preconditionFailure("a deployment in force (\(id), \(state)) can't be drained")
    }
  }
}

/// A task that runs.
package struct RunningTask: Sendable, Equatable {
  /// Milliseconds since the epoch.
  package let startedAt: Int64
  package let answersHealthChecks: Bool
}
