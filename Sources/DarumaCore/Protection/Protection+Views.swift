extension Protection {
  /// How `resource` is set up, as last seen; nil while unknown.
  package func description(of resource: ARN) -> ResourceDescribed? { descriptions[resource]?.description }

  package func descriptionAt(of resource: ARN) -> Instant? { descriptions[resource]?.at }

  /// Every look at how it is set up that is known, the newest first.
  func looks(at resource: ARN) -> [DescriptionRecord.Look] { descriptions[resource]?.looks ?? [] }

  /// The newest word of a backup or copy job of `resource`.
  package func job(of resource: ARN) -> JobRecord? { jobs[resource] }

  package func replicas(of resource: ARN) -> [ReplicaRecord] { replicas[resource] ?? [] }

  /// When a listing of this kind last succeeded.
  package func listedAt(_ kind: ListingKind, _ resource: ARN, in region: Region) -> Instant? {
    listings[ListingSubject(kind: kind, region: region, resource: resource)]?.succeededAt
  }

  /// When `point` was last known to be there: a listing that ended well and did not miss it has seen it.
  func lastSeen(_ point: RecoveryPoint) -> Instant? {
    guard point.exists, let resource = point.resource, let region = point.region else { return point.thereAt }
    var seen = point.thereAt
    for kind in ListingKind.allCases where kind.names(point) {
      seen.joinGreatest(listedAt(kind, resource, in: region))
    }
    return seen
  }

  /// When points of this resource were first looked for in `region`, whatever was found.
  func firstListedAt(_ resource: ARN, in region: Region) -> Instant? {
    [ListingKind.rdsSnapshots, .backupPoints, .ebsSnapshots, .elastiCacheSnapshots]
      .compactMap { listings[ListingSubject(kind: $0, region: region, resource: resource)]?.firstSucceededAt }.min()
  }

  /// When anything was last said of the protection of `resource` in `region`, by an event or a listing. (Of replication
  /// AWS tells where it starts.)
  func lastWord(of resource: ARN, in region: Region, from home: Region) -> Instant? {
    var last: Instant?
    for point in points(of: resource) {
      last.joinGreatest(point.heardAt)
      last.joinGreatest(point.listedAt)
    }
    last.joinGreatest(jobs[resource]?.at)
    for replica in replicas(of: resource) { last.joinGreatest(replica.newest.at) }
    for kind in ListingKind.allCases { last.joinGreatest(listedAt(kind, resource, in: region)) }
    for kind in [ListingKind.efsReplication, .s3Setup, .s3Replication] {
      last.joinGreatest(listedAt(kind, resource, in: home))
    }
    return last
  }
}
