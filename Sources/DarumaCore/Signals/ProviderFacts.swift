/// The provider announces a fault.
package struct HealthNoticed: Codable, Hashable, Sendable {
  package enum Status: String, Codable, Hashable, Sendable, CaseIterable { case open, closed, upcoming }
  /// Whom it concerns: everyone in the region, or some resources of one account. An account's single bad disk is no
  /// region's outage.
  package enum Scope: String, Codable, Hashable, Sendable, CaseIterable { case everyone, account }
  package enum Category: String, Codable, Hashable, Sendable, CaseIterable {
    case issue, investigation, scheduledChange
  }

  /// The provider's id of the announcement; the same for all its updates.
  package var notice: String
  package var service: String
  package var impactedRegion: Region
  package var status: Status
  package var startedAt: Instant?
  package var endedAt: Instant?
  package var code: String
  /// How long the provider expects the fault to last, where it says so.
  package var expectedDuration: Span?
  /// Nil where the provider does not say.
  package var scope: Scope?
  /// Nil where the provider does not say.
  package var category: Category?

  package init(
    notice: String, service: String, impactedRegion: Region, status: Status, startedAt: Instant? = nil,
    endedAt: Instant? = nil, code: String, expectedDuration: Span? = nil, scope: Scope? = nil,
    category: Category? = nil
  ) {
    self.notice = notice
    self.service = service
    self.impactedRegion = impactedRegion
    self.status = status
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.code = code
    self.expectedDuration = expectedDuration
    self.scope = scope
    self.category = category
  }
}

/// Traffic moved away from a zone. Practice runs and experiments are drills and impair nothing.
package struct ZoneShifted: Codable, Hashable, Sendable {
  package var zone: String
  package var state: String
  package var drill: Bool

  package init(
    zone: String, state: String, drill: Bool
  ) {
    self.zone = zone
    self.state = state
    self.drill = drill
  }
}

/// A compromise is suspected.
package struct ThreatFound: Codable, Hashable, Sendable {
  package var finding: String
  /// As the source gives it; for GuardDuty 1.0 to 10.0.
  package var severity: Double
  package var firstSeen: Instant
  /// Made to try the route (GuardDuty's sample findings): it must quarantine nothing.
  package var sample: Bool

  package init(
    finding: String, severity: Double, firstSeen: Instant, sample: Bool = false
  ) {
    self.finding = finding
    self.severity = severity
    self.firstSeen = firstSeen
    self.sample = sample
  }
}

/// A protected resource changed its own state.
package struct ResourceChanged: Codable, Hashable, Sendable {
  package enum Change: String, Codable, Hashable, Sendable, CaseIterable, CodingKeyRepresentable {
    case created, deleted, failing, failedOver, restarted, stopped, started, promoted, restored
    case capacityLost, capacityRestored, backupsDisabled, backupsEnabled, keyLost, keyRestored, storageFull
    case failoverStarted, failoverFailed, replicationStopped, replicationResumed, backupStarted,
      backupFinished
    /// The chain of a continuous backup is broken: no point in time after this can be restored until it is whole again.
    case continuousBackupInterrupted
    /// Of a recovery point: moved to a tier from which a restore takes hours to days, and back.
    case archived, unarchived
    /// Another thing has the name from now on, or nothing has.
    case renamed
    /// Of a machine image: it still exists but cannot be launched.
    case disabled
  }

  package var change: Change
  package var reason: String?

  package init(
    change: Change, reason: String? = nil
  ) {
    self.change = change
    self.reason = reason
  }
}
