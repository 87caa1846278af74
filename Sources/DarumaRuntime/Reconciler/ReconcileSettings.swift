package import DarumaCore

/// How often the truth is listed.
package struct ReconcileSettings: Sendable, Equatable {
  /// Between two listings of one kind, region and resource.
  package var interval: Span
  /// Listings that run beside each other. The lister keeps its own rate of calls.
  package var atOnce: Int

  /// How long something may be missing in a listing after it was last known to be there, and is not taken for gone.
  package var settling: Span

  package static let defaultInterval = ListingPlan.usualInterval
  package static let defaultAtOnce = 4

  package init(
    interval: Span = ReconcileSettings.defaultInterval, atOnce: Int = ReconcileSettings.defaultAtOnce,
    settling: Span = Reconciliation.defaultSettling
  ) {
    self.interval = interval
    self.atOnce = atOnce
    self.settling = settling
  }
}
