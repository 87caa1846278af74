internal import DarumaCore

/// `ebs.snapshots`: the snapshots of a volume, and their copies in another region.
///
/// A copy has an arbitrary volume id (Amazon EC2 API Reference, "Snapshot"), and EC2 says nowhere what it is
/// a copy of. So copies are asked for by the ids under which they are known, and by the description that the
/// console and AWS Backup give them: `[Copied snap-0123 from us-east-1] …`. What such a description names is
/// the original; whether that is of this volume its lineage tells, so copies that are not known are listed
/// without a resource. The start of a copy is not the age of its data, which is its original's.
struct EBSSnapshotListing {
  let client: ListingClient

  func list(
    _ resource: Resource, known: [RecoveryPointID], in region: Region
  ) async throws(CloudFault) -> [Listed] {
    if region == resource.arn.region { return try await listOwn(resource.arn, in: region) }
    return try await listCopies(of: resource.arn, known: known, in: region)
  }

  private func listOwn(_ volume: ARN, in region: Region) async throws(CloudFault) -> [Listed] {
    let filter = DescribeVolumeSnapshots.Filter("volume-id", [volume.resourceName])
    var listed: [Listed] = []
    for snapshot in try await client.all(DescribeVolumeSnapshots(filter), in: region)
    where snapshot.isComplete && snapshot.volume == volume.resourceName {
      guard let startedAt = snapshot.startedAt else { throw .incomplete(.ec2, snapshot.id, "its time") }
      listed.append(
        snapshot.taken(
          volume, id: Self.id(snapshot.id, like: volume, in: region), takenAt: startedAt, at: startedAt))
    }
    return listed
  }

  private func listCopies(
    of volume: ARN, known: [RecoveryPointID], in region: Region
  ) async throws(CloudFault) -> [Listed] {
    var snapshots: [String: VolumeSnapshot] = [:]
    let ids = known.map { ARN($0.rawValue).resourceName }
    var rest = ids[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(DescribeVolumeSnapshots.Filter.maximumValues))
      rest = rest.dropFirst(some.count)
      let question = DescribeVolumeSnapshots(.init("snapshot-id", some))
      for snapshot in try await client.all(question, in: region) { snapshots[snapshot.id] = snapshot }
    }
    let described = DescribeVolumeSnapshots(.init("description", ["*from \(volume.region)]*"]))
    for snapshot in try await client.all(described, in: region) { snapshots[snapshot.id] = snapshot }

    var listed: [Listed] = []
    for snapshot in snapshots.values.sorted(by: { $0.id < $1.id }) where snapshot.isComplete {
      let isKnown = ids.contains(snapshot.id)
      let source = CopyDescription(snapshot.description).flatMap { $0.region == volume.region ? $0 : nil }
      guard isKnown || source != nil else { continue }
      guard let startedAt = snapshot.startedAt else { throw .incomplete(.ec2, snapshot.id, "its time") }
      let id = Self.id(snapshot.id, like: volume, in: region)
      let at = snapshot.completedAt ?? startedAt
      if isKnown { listed.append(snapshot.taken(volume, id: id, takenAt: nil, at: at)) }
      if let source {
        listed.append(
          snapshot.copied(
            isKnown ? volume : nil, id: id, of: Self.id(source.snapshot, like: volume, in: source.region),
            to: region, at: at))
      }
    }
    return listed
  }

  /// The one form in which Daruma names snapshots: as AWS Backup does, without an account.
  private static func id(_ snapshot: String, like volume: ARN, in region: Region) -> RecoveryPointID {
    RecoveryPointID("arn:\(volume.partitionName):ec2:\(region)::snapshot/\(snapshot)")
  }
}

/// `[Copied snap-0123456789abcdef0 from us-east-1] anything`.
struct CopyDescription: Equatable {
  var snapshot: String
  var region: Region

  init?(_ text: String?) {
    guard let text, text.hasPrefix("[Copied "), let end = text.firstIndex(of: "]") else { return nil }
    let words = text[..<end].dropFirst().split(separator: " ")
    guard words.count == 4, words[1].hasPrefix("snap-"), words[2] == "from" else { return nil }
    snapshot = String(words[1])
    region = Region(String(words[3]))
  }
}

extension VolumeSnapshot {
  fileprivate var isComplete: Bool { status == "completed" }

  fileprivate func taken(_ volume: ARN, id: RecoveryPointID, takenAt: Instant?, at: Instant) -> Listed {
    Listed(
      resource: volume, at: at,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: id, takenAt: takenAt, completedAt: completedAt, sizeBytes: sizeBytes,
          encrypted: isEncrypted, origin: origin, key: ARN(whole: key))))
  }

  fileprivate func copied(
    _ volume: ARN?, id: RecoveryPointID, of original: RecoveryPointID, to region: Region, at: Instant
  ) -> Listed {
    Listed(
      resource: volume, at: at,
      fact: .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: id, of: original, toRegion: region, completedAt: completedAt, sizeBytes: sizeBytes,
          encrypted: isEncrypted, key: ARN(whole: key))))
  }

  /// By the tags that AWS Backup and Data Lifecycle Manager put on what they make; else nobody says.
  private var origin: RecoveryPointTaken.Origin? {
    if tags.keys.contains("aws:backup:source-resource") { return .plan }
    if tags.keys.contains("aws:dlm:lifecycle-policy-id") { return .automatic }
    return nil
  }
}
