/// What a listing of alarms or of the provider's notices comes to, held against what is known. What still is as it was
/// needs no word of its own: that the listing was done repeats it (``World/lastWord(of:)-(AlarmRecord)``).
struct WorldListing {
  private let listing: Listing

  /// How far the times of one change may lie apart that an event and a listing tell of.
  private static let sameChange = Span.minutes(1)

  init(request: ListingRequest, startedAt: Instant, account: Account) {
    listing = Listing(request: request, startedAt: startedAt, account: account)
  }

  func signals(of found: [Listed], settling: Span, _ world: World) -> [Signal] {
    let changed = found.compactMap { item -> Listed? in
      switch item.fact {
      case .alarmChanged(let fact): isNews(fact, world) ? item : nil
      case .healthNoticed(let fact): news(fact, item, world)
      default: nil
      }
    }
    return (changed + deletedAlarms(found, settling, world) + closedNotices(found, settling, world)).map(listing.signal)
      + [listing.end(found: found.count, failure: nil)]
  }

  private func isNews(_ fact: AlarmChanged, _ world: World) -> Bool {
    guard let known = fact.alarmArn.flatMap({ world.alarms[AlarmKey($0.rawValue)] }) else { return true }
    // What an event told of after the question was asked is newer than the answer.
    guard known.since <= listing.startedAt else { return false }
    return known.state != fact.state || fact.since > known.since + Self.sameChange
  }

  private func news(_ fact: HealthNoticed, _ item: Listed, _ world: World) -> Listed? {
    guard let known = world.notices[fact.notice] else { return item }
    guard known.seenAt <= listing.startedAt else { return nil }
    // AWS itself does not say it; who added it to an event did not take it back.
    var fact = fact
    fact.expectedDuration = fact.expectedDuration ?? known.fact.expectedDuration
    guard fact != known.fact else { return nil }
    return Listed(resource: nil, at: item.at, fact: .healthNoticed(fact))
  }

  /// Alarms that were asked for and are no longer shown.
  private func deletedAlarms(_ found: [Listed], _ settling: Span, _ world: World) -> [Listed] {
    guard listing.request.kind == .cloudWatchAlarms else { return [] }
    let shown = Set(
      found.compactMap { item -> AlarmKey? in
        guard case .alarmChanged(let fact) = item.fact else { return nil }
        return fact.alarmArn.map { AlarmKey($0.rawValue) }
      })
    return world.alarms.keys.filter { !shown.contains($0) }.sorted().compactMap { key in
      let arn = ARN(key.rawValue)
      guard let known = world.alarms[key], known.isListable, known.state != .deleted,
        arn.account == listing.account, known.region == listing.request.region,
        listing.request.alarms.contains(where: { $0.matches(known.name) }),
        world.lastWord(of: known) + settling < listing.startedAt
      else { return nil }
      return Listed(
        resource: nil, at: listing.startedAt,
        fact: .alarmChanged(
          AlarmChanged(
            alarm: known.name, alarmArn: arn, state: .deleted, previous: known.state, since: listing.startedAt)))
    }
  }

  /// Notices that were open and are no longer shown among those that are.
  private func closedNotices(_ found: [Listed], _ settling: Span, _ world: World) -> [Listed] {
    guard listing.request.kind == .healthEvents else { return [] }
    let shown = Set(
      found.compactMap { item -> String? in
        guard case .healthNoticed(let fact) = item.fact else { return nil }
        return fact.notice
      })
    return world.notices.keys.filter { !shown.contains($0) }.sorted().compactMap { key in
      guard let known = world.notices[key], known.fact.impactedRegion == listing.request.region,
        known.fact.scope == .everyone, known.isOpen(at: listing.startedAt),
        world.lastWord(of: known) + settling < listing.startedAt
      else { return nil }
      var fact = known.fact
      fact.status = .closed
      fact.endedAt = listing.startedAt
      return Listed(resource: nil, at: listing.startedAt, fact: .healthNoticed(fact))
    }
  }
}
