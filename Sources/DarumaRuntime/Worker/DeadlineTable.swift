import DarumaCore
import DarumaJournal

/// When time alone will next change something, by application: of many applications only those are looked at anew that
/// have changed.
struct DeadlineTable {
  private var byApplication: [ApplicationName: Instant] = [:]
  private var lastTick: Instant?

  var next: Instant? { byApplication.values.min() }

  /// - Parameter commits: What has changed since the last update.
  mutating func update(_ state: State, after commits: [Commit], lastTick: Instant) {
    // Time was looked at: every deadline up to then is behind.
    let isNewTick = self.lastTick != lastTick
    let changed = isNewTick ? Set(state.applications.keys) : Set(commits.flatMap(\.events).map(\.application))
    self.lastTick = lastTick
    for name in changed {
      byApplication[name] = state.applications[name]?.nextDeadline(after: lastTick)
    }
  }
}

extension Commit {
  /// Whether it may make listings due: a person asked for them, or another application file is in force.
  var changesListings: Bool {
    events.contains { event in
      switch event.body {
      case .catalog, .command(.reconciliationAsked), .observation(.futureForgotten),
        .observation(.journalAccepted), .observation(.recordsLost), .observation(.callerChanged):
        true
      // A key that nobody has asked for yet.
      case .observed(let signal): signal.namesKey
      case .observation, .trigger, .executionStarted, .execution, .step, .progress, .command, .effect, .placement,
        .notice:
        false
      }
    }
  }
}

extension Signal {
  fileprivate var namesKey: Bool {
    switch fact {
    case .recoveryPointTaken(let fact): fact.key != nil
    case .recoveryPointCopied(let fact): fact.key != nil
    case .resourceDescribed(let fact): fact.key != nil
    default: false
    }
  }
}
