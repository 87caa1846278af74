/// What has to be listed for an application, and when.
package enum ListingPlan {
  /// How often things are listed where nothing else is set.
  package static let usualInterval = Span.minutes(15)

  /// Every listing that tells something about the application's protected resources, in order of resource, region and
  /// kind; then what evidence rests on.
  ///
  /// - Parameter pinned: The file that a running execution began with, whose evidence goes on counting.
  package static func requests(
    for application: Application, _ protection: Protection, pinned: Application? = nil
  ) -> [ListingRequest] {
    let regions = [application.regions.primary, application.regions.recovery]
    var requests: [ListingRequest] = []
    for resource in application.resources where resource.isProtected {
      for region in regions {
        for kind in kinds(of: resource, in: region, application) {
          requests.append(
            ListingRequest(
              kind: kind, region: region, resource: resource, known: known(resource, kind, region, protection),
              originals: originals(resource, kind, region, protection)))
        }
      }
    }
    for region in regions {
      let keys = protection.keysInUse(in: region)
      if !keys.isEmpty { requests.append(ListingRequest(kind: .kmsKeys, region: region, keys: keys)) }
    }
    let files = [application, pinned].compactMap(\.self)
    let asked = files.flatMap { [$0.regions.primary, $0.regions.recovery] }
    var seen: Set<Region> = []
    return requests + asked.filter { seen.insert($0).inserted }.flatMap { evidence(of: files, in: $0) }
  }

  /// Those whose turn it is at `now`: never listed, last listed an interval ago, or asked for since. What was never
  /// listed comes first, then what was asked for, then the longest ago, so that a sweep that was cut off goes on where it was.
  ///
  /// - Parameter lastListed: When a listing was last done, or begun.
  package static func due(
    _ requests: [ListingRequest], every interval: Span, askedAt: Instant?, at now: Instant,
    lastListed: (ListingSubject) -> Instant?
  ) -> [ListingRequest] {
    requests.compactMap { request -> (at: Instant, request: ListingRequest)? in
      guard let last = lastListed(request.subject) else { return (Instant(milliseconds: .min), request) }
      // A clock that was ahead must neither have it listed for ever nor keep it from being listed.
      let isAsked = askedAt.map { last < $0 && $0 <= now } ?? false
      if isAsked { return (Instant(milliseconds: .min + 1), request) }
      return min(last, now) + interval <= now ? (last, request) : nil
    }
    .sorted { ($0.at, $0.request.subject) < ($1.at, $1.request.subject) }
    .map(\.request)
  }

  /// What conditions and guards rest on. An alarm without a region may live in either.
  private static func evidence(of files: [Application], in region: Region) -> [ListingRequest] {
    let interests = files.reduce(Interests()) { $0.union($1.interests) }
    let names = Set(interests.alarms.filter { $0.region == nil || $0.region == region }.map(\.name)).sorted()
    let isGuarded = files.contains { file in
      region == file.regions.recovery && file.plans.contains { $0.kind == .failover }
    }
    return (names.isEmpty ? [] : [ListingRequest(kind: .cloudWatchAlarms, region: region, alarms: names)])
      + (isGuarded || interests.noticeRegions.contains(region)
        ? [ListingRequest(kind: .healthEvents, region: region)] : [])
  }

  private static func kinds(of resource: Resource, in region: Region, _ application: Application) -> [ListingKind] {
    let isPrimary = region == application.regions.primary
    // In the recovery region only what rules bring there can be found.
    func isAsked(_ kinds: Set<ProtectionRule.Kind>) -> Bool {
      resource.protection.contains { rule in
        kinds.contains(rule.kind) && (isPrimary || rule.copyTo == region)
      }
    }
    let isBackedUp = isAsked([.backup])
    let backups: [ListingKind] = isBackedUp ? [.backupPoints] : []
    switch resource.type {
    case .rdsInstance, .rdsCluster:
      return (isAsked([.snapshot, .backup]) ? [.rdsSnapshots] : [])
        + (isPrimary || isAsked([.pitr]) ? [.rdsWindow] : []) + backups
    case .ebsVolume: return (isAsked([.snapshot, .backup]) ? [.ebsSnapshots] : []) + backups
    case .elastiCacheCluster: return (isAsked([.snapshot, .backup]) ? [.elastiCacheSnapshots] : []) + backups
    case .efsFileSystem: return (isPrimary && isAsked([.replication]) ? [.efsReplication] : []) + backups
    case .s3Bucket:
      return (isPrimary ? [.s3Setup] : []) + (isPrimary && isAsked([.replication]) ? [.s3Replication] : []) + backups
    case .dynamoDBTable: return backups
    case .ecsService, .loadBalancer: return []
    }
  }

  /// Copies that the provider's listing can't be asked for by their resource.
  private static func known(
    _ resource: Resource, _ kind: ListingKind, _ region: Region, _ protection: Protection
  ) -> [RecoveryPointID] {
    guard kind == .ebsSnapshots, region != resource.arn.region else { return [] }
    // Also such as are believed to be gone: they may have been taken for gone by mistake.
    return protection.points(of: resource.arn)
      .filter { $0.region == region && $0.thereAt != nil && kind.names($0) }
      .sorted { ($0.thereAt ?? .distantPast, $0.id) > ($1.thereAt ?? .distantPast, $1.id) }
      .prefix(mostKnown).map(\.id)
  }

  /// The snapshots of which copies elsewhere are asked for: also such as are gone, which their copies outlive.
  private static func originals(
    _ resource: Resource, _ kind: ListingKind, _ region: Region, _ protection: Protection
  ) -> [RecoveryPointID] {
    guard kind == .ebsSnapshots, region != resource.arn.region else { return [] }
    return protection.points(of: resource.arn)
      .filter { kind.names($0) && ARN($0.id.rawValue).region == resource.arn.region }
      .sorted { ($0.thereAt ?? .distantPast, $0.id) > ($1.thereAt ?? .distantPast, $1.id) }
      .prefix(mostKnown).map(\.id)
  }

  /// Copies of one resource that are asked for by name: the newest.
  private static let mostKnown = 400
}

extension ListingRequest {
  /// Under which its outcome is kept.
  package var subject: ListingSubject { ListingSubject(kind: kind, region: region, resource: resource?.arn) }

  /// Whether only what is asked for by name is sure to be shown.
  var isByName: Bool { kind == .ebsSnapshots && region != resource?.arn.region }

  /// Whether `item` is a copy of somebody else's point that a listing by description showed.
  func isOfOthers(_ item: Listed, _ protection: Protection) -> Bool {
    guard isByName, item.resource == nil, case .recoveryPointCopied(let fact) = item.fact else { return false }
    return protection.point(fact.of)?.resource != resource?.arn
  }
}

extension ListingKind {
  /// Whether a listing of this kind would show `point`: one that it does not show is then gone.
  func names(_ point: RecoveryPoint) -> Bool {
    let arn = ARN(point.id.rawValue)
    switch self {
    case .rdsSnapshots: return arn.service == "rds" && point.window == nil && arn.resourceType.hasSuffix("snapshot")
    case .rdsWindow: return arn.service == "rds" && point.window != nil
    case .backupPoints: return arn.service == "backup"
    case .ebsSnapshots: return arn.service == "ec2" && arn.resourceType == "snapshot"
    case .elastiCacheSnapshots: return arn.service == "elasticache"
    case .efsReplication, .s3Setup, .s3Replication, .kmsKeys, .cloudWatchAlarms, .healthEvents: return false
    }
  }
}

extension Protection {
  /// The keys that must work so that something can be restored in `region`, in order.
  func keysInUse(in region: Region) -> [ARN] {
    var keys = Set<ARN>()
    for point in points.values where point.exists && point.encrypted?.value != .no {
      if let key = point.key?.value, key.region == region { keys.insert(key) }
    }
    for record in descriptions.values {
      if let key = record.description.key, key.region == region { keys.insert(key) }
    }
    return keys.sorted()
  }
}
