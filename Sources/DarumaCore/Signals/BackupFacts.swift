/// A backup or copy job moved, without a usable result (yet).
package struct BackupProgressed: Codable, Hashable, Sendable {
  package enum State: String, Codable, Hashable, Sendable, CaseIterable {
    case created, pending, running, failed, aborted, missedWindow
  }

  /// The job id, exactly as given.
  package var job: String
  package var state: State
  /// What the source said, where it said something.
  package var reason: String?
  /// The point that would come of it, and of a copy the original, where the source names them.
  package var recoveryPoint: RecoveryPointID?
  package var of: RecoveryPointID?

  package init(
    job: String, state: State, reason: String? = nil, recoveryPoint: RecoveryPointID? = nil,
    of original: RecoveryPointID? = nil
  ) {
    self.job = job
    self.state = state
    self.reason = reason
    self.recoveryPoint = recoveryPoint
    of = original
  }

  /// The point that it is about: of a copy the original, and otherwise what would come of it.
  package var point: RecoveryPointID? { of ?? recoveryPoint }
}

/// A restore job moved.
package struct RestoreProgressed: Codable, Hashable, Sendable {
  package enum State: String, Codable, Hashable, Sendable, CaseIterable {
    case created, pending, running, completed, failed
  }

  package var job: String
  /// What was restored from, where the source says so.
  package var recoveryPoint: RecoveryPointID?
  /// The resource that came of it.
  package var created: ARN?
  package var state: State
  package var reason: String?
  /// What a test of the restored resource found, where one was run (restore testing of AWS Backup).
  package var validation: Validation?

  package enum Validation: String, Codable, Hashable, Sendable, CaseIterable { case passed, failed }

  package init(
    job: String, recoveryPoint: RecoveryPointID? = nil, created: ARN? = nil, state: State,
    reason: String? = nil, validation: Validation? = nil
  ) {
    self.job = job
    self.recoveryPoint = recoveryPoint
    self.created = created
    self.state = state
    self.reason = reason
    self.validation = validation
  }
}
