import DarumaCore
import DarumaJournal

extension Commit {
  /// The applications whose plans may stand otherwise after it: by another file, by what can be restored, by what became of a
  /// resource, by an execution that has ended.
  var touchedPlans: Set<ApplicationName> {
    Set(events.lazy.filter(\.body.touchesPlans).map(\.application))
  }
}

extension EventBody {
  fileprivate var touchesPlans: Bool {
    switch self {
    case .catalog(.declared), .placement, .observation(.pointBound), .observation(.futureForgotten),
      .command(.reconciliationAsked):
      true
    case .observed(let signal): signal.touchesPlans
    case .execution(_, .succeeded), .execution(_, .failed), .execution(_, .denied), .execution(_, .aborted): true
    case .catalog, .observation, .trigger, .executionStarted, .execution, .step, .progress, .command, .effect, .notice:
      false
    }
  }
}

extension Signal {
  fileprivate var touchesPlans: Bool {
    switch fact {
    case .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved, .recoveryPointScanned, .resourceChanged,
      .resourceDescribed, .keyChanged, .threatFound:
      true
    case .backupProgressed, .restoreProgressed, .replicationMeasured, .replicationFaulted, .alarmChanged,
      .healthNoticed, .zoneShifted, .sourceSpoke, .listingCompleted, .commandGiven:
      false
    }
  }
}
