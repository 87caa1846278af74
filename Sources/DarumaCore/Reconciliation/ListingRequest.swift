/// One question to the provider: what is there of this kind, in this region?
package struct ListingRequest: Hashable, Sendable {
  package var kind: ListingKind
  /// Where it is asked.
  package var region: Region
  /// Whose: the resource as the application file names it. Nil for keys.
  package var resource: Resource?
  /// The keys to be described, for ``ListingKind/kmsKeys``; empty for all else.
  package var keys: [ARN]
  /// Points that are known in this region though the provider does not name the resource in its listing (copies of EBS
  /// snapshots): they are asked for by name.
  package var known: [RecoveryPointID]
  /// What is known of the resource in its own region, by which its copies are found elsewhere; empty while nothing is.
  package var originals: [RecoveryPointID]
  /// The names of the alarms, for ``ListingKind/cloudWatchAlarms``; empty for all else.
  package var alarms: [NamePattern]

  package init(
    kind: ListingKind, region: Region, resource: Resource? = nil, keys: [ARN] = [], known: [RecoveryPointID] = [],
    originals: [RecoveryPointID] = [], alarms: [NamePattern] = []
  ) {
    self.kind = kind
    self.region = region
    self.resource = resource
    self.keys = keys
    self.known = known
    self.originals = originals
    self.alarms = alarms
  }
}

/// One thing that a listing found.
package struct Listed: Hashable, Sendable {
  /// The protected resource that it is about, where the provider says so or the request binds it.
  package var resource: ARN?
  /// When it became true: for a recovery point when it was complete, for a measurement when it was measured.
  package var at: Instant
  package var fact: Fact

  package init(resource: ARN?, at: Instant, fact: Fact) {
    self.resource = resource
    self.at = at
    self.fact = fact
  }
}
