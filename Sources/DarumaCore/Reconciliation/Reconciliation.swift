/// Turns what a listing found into signals: only what differs from what is known, and that the listing was done.
///
/// Events are best effort: some are lost. What a listing shows and nobody told of is news; so is what was told of and
/// is no longer shown. The signals go through the same door as those of events, with a source of their own.
package enum Reconciliation {
  /// How long something may be missing in a listing after it was last known to be there: listings are eventually
  /// consistent.
  package static let defaultSettling = Span.minutes(5)

  /// - Parameter startedAt: When the first call was sent. What it shows was true then at the latest, and what it does not
  ///   show was gone by then.
  package static func signals(
    of found: [Listed], to request: ListingRequest, startedAt: Instant, settling: Span = defaultSettling,
    _ account: Account, _ protection: Protection, _ world: World = World()
  ) -> [Signal] {
    guard !request.kind.isOfWorld else {
      return WorldListing(request: request, startedAt: startedAt, account: account)
        .signals(of: found, settling: settling, world)
    }
    let listing = Listing(request: request, startedAt: startedAt, account: account)
    var known = protection
    var signals: [Signal] = []
    for item in found where !request.isOfOthers(item, protection) {
      let signal = listing.signal(item)
      guard known.isNews(signal) else { continue }
      known.absorb(signal)
      signals.append(signal)
    }
    let shown = Set(found.compactMap(\.fact.existingPoint))
    for point in listing.missing(shown, in: known, settling: settling) {
      signals.append(
        listing.signal(
          Listed(
            resource: point.resource, at: startedAt,
            fact: .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: point.id, reason: .deleted)))))
    }
    signals.append(listing.end(found: found.count, failure: nil))
    return signals
  }

  /// The listing could not be done: nothing is known better than before, and that is said. Of alarms and notices it is
  /// said once: that an account may not ask for notices does not change by the hour.
  package static func failure(
    _ reason: String, of request: ListingRequest, startedAt: Instant, _ account: Account,
    _ protection: Protection = Protection()
  ) -> [Signal] {
    if request.kind.isOfWorld, protection.listings[request.subject]?.failure == reason { return [] }
    return [Listing(request: request, startedAt: startedAt, account: account).end(found: nil, failure: reason)]
  }
}

/// One listing, done.
struct Listing {
  let request: ListingRequest
  let startedAt: Instant
  let account: Account

  func signal(_ item: Listed) -> Signal {
    Signal(
      id: SignalID(rawValue: "\(source)|\(request.region)|\(item.subject)|\(startedAt)"), at: item.at,
      seenAt: startedAt, source: source, account: account, region: item.region ?? request.region,
      resource: item.resource, fact: item.fact)
  }

  func end(found: Int?, failure: String?) -> Signal {
    signal(
      Listed(
        resource: request.resource?.arn, at: startedAt,
        fact: .listingCompleted(
          ListingCompleted(
            kind: request.kind, found: found, failure: failure,
            alarms: request.kind == .cloudWatchAlarms ? request.alarms : nil))))
  }

  /// The points that the listing would show if they were there.
  func missing(
    _ shown: Set<RecoveryPointID>, in protection: Protection, settling: Span
  ) -> [RecoveryPoint] {
    guard let resource = request.resource else { return [] }
    return protection.points(of: resource.arn).filter { point in
      point.exists && point.region == request.region && isAsked(point) && !shown.contains(point.id)
        && point.thereAt.map { $0 + settling < startedAt } ?? false
    }
  }

  /// Whether the listing would have shown it: it is of the kind, in our account, and where only those are shown that
  /// are asked for by name, it was.
  private func isAsked(_ point: RecoveryPoint) -> Bool {
    let owner = ARN(point.id.rawValue).account
    guard request.kind.names(point), owner.rawValue.isEmpty || owner == account, point.account ?? account == account
    else { return false }
    return request.isByName ? request.known.contains(point.id) : true
  }

  private var source: String { Signal.listingPrefix + request.kind.rawValue }
}

extension Listed {
  /// Where it is true, if the fact says so itself.
  fileprivate var region: Region? {
    guard case .recoveryPointCopied(let fact) = fact else { return nil }
    return fact.toRegion
  }

  /// What it is about, for the signal's id.
  fileprivate var subject: String {
    let name =
      switch fact {
      case .recoveryPointTaken(let fact): fact.recoveryPoint.rawValue
      case .recoveryPointCopied(let fact): fact.recoveryPoint.rawValue
      case .recoveryPointRemoved(let fact): fact.recoveryPoint.rawValue
      case .replicationMeasured(let fact): "\(resource?.rawValue ?? "") \(fact.toRegion) \(fact.metric)"
      case .keyChanged(let fact): fact.key.rawValue
      case .alarmChanged(let fact): fact.alarmArn?.rawValue ?? fact.alarm
      case .healthNoticed(let fact): fact.notice
      default: resource?.rawValue ?? ""
      }
    return "\(fact.kind.rawValue) \(name)"
  }
}

extension Fact {
  /// The point that exists, if it says that one does.
  fileprivate var existingPoint: RecoveryPointID? {
    switch self {
    case .recoveryPointTaken(let fact): fact.recoveryPoint
    case .recoveryPointCopied(let fact): fact.recoveryPoint
    default: nil
    }
  }
}

extension Protection {
  /// Whether a listed signal tells more than what is known: that something still is as it was is no news, though it was
  /// seen later.
  fileprivate func isNews(_ signal: Signal) -> Bool {
    switch signal.fact {
    case .resourceDescribed(let fact): return signal.resource.flatMap(description) != fact
    case .keyChanged(let fact):
      return keys[fact.key].map { $0.state != fact.state || $0.deletedAt != fact.deletedAt } ?? true
    case .replicationMeasured(let fact) where fact.lag == nil:
      let known = signal.resource.map(replicas) ?? []
      return known.first { $0.region == fact.toRegion && $0.metric == fact.metric }.map { $0.newest.lag != nil } ?? true
    default:
      let update = update(by: signal)
      return !update.records.isEmpty || update.points.contains { $0.saysMore(than: points[$0.id]) }
    }
  }
}

extension RecoveryPoint {
  /// Whether it differs from `known` in more than the time at which the same was seen.
  fileprivate func saysMore(than known: RecoveryPoint?) -> Bool {
    guard let known, known.exists == exists else { return true }
    var later = known
    later.thereAt = thereAt
    later.listedTakenAt = later.listedTakenAt.repeated(by: listedTakenAt)
    later.vaultTakenAt = later.vaultTakenAt.repeated(by: vaultTakenAt)
    later.encrypted = later.encrypted.repeated(by: encrypted)
    later.key = later.key.repeated(by: key)
    later.expiresAt = later.expiresAt.repeated(by: expiresAt)
    if later.isPartial == isPartial {
      later.partialAt = partialAt
      later.wholeAt = wholeAt
    }
    later.kept = later.kept.repeated(by: kept)
    later.message = later.message.repeated(by: message)
    later.setAside = later.setAside.repeated(by: setAside)
    if later.original == original, later.otherOriginals == otherOriginals { later.copiedAt = copiedAt }
    return later != self
  }
}

extension Optional {
  /// The other one where it says the same at another time.
  fileprivate func repeated<Value>(by other: Self) -> Self where Wrapped == Latest<Value> {
    self?.value == other?.value ? other : self
  }
}
