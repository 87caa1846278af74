/// Whether an action of ours can restore a recovery point into the application's account and a region of it: the one
/// predicate that choices, exposure, guards and status ask.
package enum Restorability: Hashable, Sendable {
  /// `moment`: the newest moment of the data that it gives.
  case restorable(moment: Instant)
  case not(Reason)

  package enum Reason: Hashable, Sendable {
    /// Named by others, and not seen itself.
    case neverSeen
    case removed(Instant)
    case expired(Instant)
    case infected(Instant)
    case suspected(finding: String, firstSeen: Instant)
    case keyUnusable(ARN?)
    /// What its source said of it, where it said something.
    case incomplete(String?)
    case setAside
    /// Its resource was deleted or renamed, or its automatic backups were turned off: what was made automatically may be
    /// gone with it. A listing tells.
    case uncertain(Instant)
    case otherRegion(Region?)
    /// It must be copied into the application's own account first.
    case otherAccount(Account)
    /// It belongs to another resource, such as a replica.
    case otherResource(ARN)
    /// No step restores points of this kind.
    case wrongKind(String)
    case ageUnknown
    case ahead(Instant)
    /// It is of a moment that is not wanted any more.
    case tooNew(Instant)
    /// The wanted moment is before the first that it can be restored to.
    case beginsLater(Instant)
    /// The wanted moment is yet to come: AWS restores nothing to it.
    case wantedAhead(Instant)
  }

  package var moment: Instant? {
    guard case .restorable(let moment) = self else { return nil }
    return moment
  }

  package var reason: Reason? {
    guard case .not(let reason) = self else { return nil }
    return reason
  }
}

/// Where a recovery point would have to be restored, and by what.
package struct RestoreTarget: Hashable, Sendable {
  package var resource: ARN
  package var type: ResourceType
  package var account: Account
  package var region: Region
  /// Nil: no step restores the resource; then only what could be used at all is asked.
  package var trait: RestoreTrait?
  /// Of a continuous point.
  package var moment: WantedMoment
  /// What is restored must be from before then; nil: of whenever.
  package var before: Instant?

  /// The last moment that ``before`` lets be restored; nil: any.
  var lastMoment: Instant? { before.map { $0 - Span(milliseconds: 1) } }

  package init(
    resource: ARN, type: ResourceType, account: Account, region: Region, trait: RestoreTrait?,
    moment: WantedMoment = .latest, before: Instant? = nil
  ) {
    self.resource = resource
    self.type = type
    self.account = account
    self.region = region
    self.trait = trait
    self.moment = moment
    self.before = before
  }
}

extension RestoreTarget {
  /// `moment`, or the last that is wanted at all.
  fileprivate func limited(_ moment: Instant) -> Instant { lastMoment.map { min(moment, $0) } ?? moment }
}

extension Protection {
  /// Whether `point` can be restored where `target` says, at `now`.
  package func restorability(_ point: RecoveryPoint, for target: RestoreTarget, at now: Instant) -> Restorability {
    if let reason = soundness(point, at: now) { return .not(reason) }
    guard point.region == target.region else { return .not(.otherRegion(point.region)) }
    if let account = point.holder, account != target.account { return .not(.otherAccount(account)) }
    if let trait = target.trait {
      guard trait.takes(point, of: target.type) else { return .not(.wrongKind(trait.words(of: target.type))) }
      guard point.resource == target.resource else {
        return .not(.otherResource(point.resource ?? target.resource))
      }
    }
    guard let newest = newestMoment(point) else { return .not(.ageUnknown) }
    guard newest <= now else { return .not(.ahead(newest)) }
    switch target.moment {
    case .latest:
      guard let last = target.lastMoment else { return .restorable(moment: newest) }
      return restorability(point, as: min(last, newest), newest, before: target.before)
    case .ago(let span): return restorability(point, as: target.limited(now - span), newest, before: target.before)
    case .at(let moment):
      guard point.window == nil || moment <= now else { return .not(.wantedAhead(moment)) }
      return restorability(point, as: target.limited(moment), newest, before: target.before)
    }
  }

  /// - Parameter newest: The newest moment of it that may be restored.
  private func restorability(
    _ point: RecoveryPoint, as wanted: Instant, _ newest: Instant, before: Instant?
  ) -> Restorability {
    guard let window = point.window else {
      return newest.isBefore(before) ? .restorable(moment: newest) : .not(.tooNew(newest))
    }
    if let from = window.from, wanted < from { return .not(.beginsLater(from)) }
    if limit(of: point) != nil, wanted > newest { return compromised(point) }
    // How far it reaches is told late: what is newer than that may be there, and is not counted.
    return .restorable(moment: min(wanted, newest))
  }

  private func compromised(_ point: RecoveryPoint) -> Restorability {
    guard let suspicion = point.resource.flatMap(suspicion) else { return .not(.ageUnknown) }
    return .not(.suspected(finding: suspicion.finding, firstSeen: suspicion.firstSeen))
  }

  /// The last moment of a continuous point that may be restored, where that is before its end: right before a compromise of
  /// its resource.
  func limit(of point: RecoveryPoint) -> Instant? {
    guard let window = point.window, let newest = newestMoment(point), newest < window.until else { return nil }
    return newest
  }

  /// The same for `target`, which may want an earlier one.
  func limit(of point: RecoveryPoint, for target: RestoreTarget) -> Instant? {
    guard point.window != nil else { return nil }
    let limits = [limit(of: point), target.lastMoment].compactMap(\.self)
    return limits.min()
  }

  /// Whether what was chosen before can still be restored as it was agreed to: a compromise that became known since, and
  /// lies within what would be restored, ends that. Nil where the point is not known.
  func restorability(of choice: Choice, for target: RestoreTarget, at now: Instant) -> Restorability? {
    guard let point = point(choice.point) else { return nil }
    let found = restorability(point, for: target, at: now)
    // Of a moment of the file's own it was asked just now.
    guard found.moment != nil, target.moment == .latest, let limit = limit(of: point),
      choice.notAfter.map({ $0 > limit }) ?? true
    else { return found }
    return compromised(point)
  }

  /// Why `point` can't be used at all, wherever; nil where it can.
  package func soundness(_ point: RecoveryPoint, at now: Instant) -> Restorability.Reason? {
    if !point.exists { return point.removedAt.map { .removed($0) } ?? .neverSeen }
    if let end = expiry(of: point), end <= now { return .expired(end) }
    switch quarantine(point) {
    case .infected(let at): return .infected(at)
    case .suspected(let finding, let firstSeen): return .suspected(finding: finding, firstSeen: firstSeen)
    case nil: break
    }
    if isLocked(point) { return .keyUnusable(point.key?.value) }
    if let incomplete = incomplete(point) { return .incomplete(incomplete.message?.value) }
    if point.setAside?.value == .yes { return .setAside }
    return doubt(of: point).map { .uncertain($0) }
  }

  /// The newest point that can be restored where `target` says; nil where there is none.
  package func newestRestorable(
    for target: RestoreTarget, at now: Instant
  ) -> (point: RecoveryPoint, takenAt: Instant)? {
    var best: (point: RecoveryPoint, takenAt: Instant)?
    for point in points(of: target.resource) {
      guard let moment = restorability(point, for: target, at: now).moment else { continue }
      if let known = best, (known.takenAt, known.point.id) >= (moment, point.id) { continue }
      best = (point, moment)
    }
    return best
  }
}

extension Instant {
  /// Whether it is earlier than `limit`; anything is where there is none.
  func isBefore(_ limit: Instant?) -> Bool { limit.map { self < $0 } ?? true }
}

extension RecoveryPoint {
  /// In whose account it lies: its ARN says so, and where that leaves it out (EBS snapshots) whoever spoke of it.
  package var holder: Account? {
    let named = ARN(id.rawValue).account
    return named.rawValue.isEmpty ? account : named
  }
}

extension Restorability.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .neverSeen: "never seen, only named by others"
    case .removed(let at): "removed at \(at)"
    case .expired(let at): "its retention ended at \(at)"
    case .infected(let at): "quarantined: a scan at \(at) found malware"
    case .suspected(let finding, let firstSeen):
      "quarantined: taken after \(firstSeen), when finding \(finding) was first seen"
    case .keyUnusable: "its key can't be used"
    case .incomplete(let message): "a part of it is missing" + (message.map { ": \($0)" } ?? "")
    case .uncertain(let at): "perhaps gone: its resource was deleted or renamed, or stopped its backups, at \(at)"
    case .setAside: "archived or disabled"
    case .otherRegion(let region): region.map { "it lies in \($0)" } ?? "nobody said in which region it lies"
    case .otherAccount(let account): "it lies in account \(account): it must be copied back first"
    case .otherResource(let resource): "it is of \(resource)"
    case .wrongKind(let wanted): "the plan restores \(wanted)"
    case .ageUnknown: "its age is unknown"
    case .ahead(let at): "its data is said to be of \(at), which is yet to come"
    case .tooNew(let moment): "it is of \(moment), later than what is wanted"
    case .wantedAhead(let moment): "the moment that is wanted, \(moment), is yet to come"
    case .beginsLater(let from): "it begins at \(from), after the moment that is wanted"
    }
  }
}
