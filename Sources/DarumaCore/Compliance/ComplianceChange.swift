/// What a new look at a resource found: which breaches began, which ended, and when time alone may change it again.
package struct ComplianceChange: Codable, Hashable, Sendable {
  package var resource: ResourceID
  /// Also those that are seen in another measure than before, or are known to have begun at another time.
  package var began: [Breach]
  package var ended: [Breach]
  package var nextAt: Instant?

  package init(resource: ResourceID, began: [Breach], ended: [Breach], nextAt: Instant?) {
    self.resource = resource
    self.began = began
    self.ended = ended
    self.nextAt = nextAt
  }

  init(resource: ResourceID, from old: ComplianceReview, to new: ComplianceReview) {
    self.resource = resource
    began = new.breaches.compactMap { breach in
      guard let known = old.breaches.first(where: { $0.isAboutSame(as: breach) }) else { return breach }
      let lasting = breach.lasting(since: known)
      return lasting == known ? nil : lasting
    }
    ended = old.breaches.filter { breach in !new.breaches.contains { $0.isAboutSame(as: breach) } }
    nextAt = new.nextAt
  }

  /// Nil where a look at `now` found nothing that is worth an event. Not worth one is that a look has become due later
  /// than was known: the look at the known time finds that out by itself.
  init?(resource: ResourceID, from known: ComplianceReview?, to found: ComplianceReview, at now: Instant) {
    self.init(resource: resource, from: known ?? ComplianceReview(), to: found)
    guard let known, began.isEmpty, ended.isEmpty else { return }
    let never = Instant(milliseconds: .max)
    let next = known.nextAt ?? never
    if next > now, next <= found.nextAt ?? never { return nil }
    if next == found.nextAt ?? never { return nil }
  }
}

extension ApplicationState {
  /// What is not as the file asks at `now`, whether or not a worker has looked since.
  package func breaches(of resource: Resource, at now: Instant) -> [Breach] {
    guard let catalog, isServedFromPrimary else { return [] }
    let known = compliance[resource.id] ?? ComplianceReview()
    let found = resource.compliance(in: catalog, projection.protection, at: now)
    return known.applying(ComplianceChange(resource: resource.id, from: known, to: found)).breaches
  }
}

extension Breach {
  /// It, where `known` said the same before. Of a window only looks tell, and each gives a later time: the first one
  /// counts. Every other time is a fact of what is known, the same in whatever order it became known.
  fileprivate func lasting(since known: Breach) -> Breach {
    var lasting = self
    if isToldByLooks { lasting.since = min(since, known.since) }
    return lasting
  }

  /// Whether ``since`` is when somebody looked at a window; the worker looks at them itself, one look after the other.
  private var isToldByLooks: Bool {
    switch requirement {
    case .continuous: true
    // Of a window, and not of a replica.
    case .replicaCurrent: point != nil
    // Of a window that is not there, and not of one point.
    case .copied: point == nil
    case .backupMade, .backupInWindow, .backupCompleted, .keptLongEnough, .notKeptTooLong, .encrypted, .versioned,
      .versionsKept, .replicated:
      false
    }
  }
}

extension ComplianceReview {
  /// What it is after `change`.
  func applying(_ change: ComplianceChange) -> ComplianceReview {
    var review = self
    review.breaches.removeAll { breach in
      change.ended.contains(breach) || change.began.contains { $0.isAboutSame(as: breach) }
    }
    review.breaches += change.began
    review.breaches.sort()
    review.nextAt = change.nextAt
    return review
  }
}
