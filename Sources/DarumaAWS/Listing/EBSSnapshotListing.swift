internal import DarumaCore

/// `ebs.snapshots`: the snapshots of a volume, and their copies in another region.
///
/// A copy has an arbitrary volume id (Amazon EC2 API Reference, "Snapshot"), and EC2 says nowhere what it is
/// a copy of. So copies are asked for by the ids under which they are known, and by the description that the
/// console and AWS Backup give them: `[Copied snap-0123 from us-east-1] …`, for each snapshot of this volume, so that what is
/// read follows this volume and not all that the account has. While none of its snapshots is known they are listed first,
/// where the volume is. The start of a copy is not the age of its data, which is its original's.
struct EBSSnapshotListing {
  let client: ListingClient

  func list(
    _ resource: Resource, known: [RecoveryPointID], originals: [RecoveryPointID], in region: Region
  ) async throws(CloudFault) -> [Listed] {
    let volume = resource.arn
    if region == volume.region { return try await listOwn(volume, in: region) }
    var originals = originals.map { ARN($0.rawValue).resourceName }
    if originals.isEmpty { originals = try await own(volume, in: volume.region).map(\.id) }
    return try await listCopies(
      of: volume, known: known.map { ARN($0.rawValue).resourceName }, originals: originals, in: region)
  }

  private func own(_ volume: ARN, in region: Region) async throws(CloudFault) -> [VolumeSnapshot] {
    try await client.all(DescribeVolumeSnapshots(.init("volume-id", [volume.resourceName])), in: region)
      .filter { $0.isComplete && $0.volume == volume.resourceName }
  }

  private func listOwn(_ volume: ARN, in region: Region) async throws(CloudFault) -> [Listed] {
    var listed: [Listed] = []
    for snapshot in try await own(volume, in: region) {
      guard let startedAt = snapshot.startedAt else { throw .incomplete(.ec2, snapshot.id, "its time") }
      listed.append(
        snapshot.taken(
          volume, id: Self.id(snapshot.id, like: volume, in: region), takenAt: startedAt, at: startedAt))
    }
    return listed
  }

  private func listCopies(
    of volume: ARN, known: [String], originals: [String], in region: Region
  ) async throws(CloudFault) -> [Listed] {
    var snapshots: [String: VolumeSnapshot] = [:]
    for snapshot in try await ask("snapshot-id", known, in: region) { snapshots[snapshot.id] = snapshot }
    // A question mark stands for the bracket, which some readers of patterns take for a set of letters.
    let descriptions = originals.map { "?Copied \($0) from \(volume.region)?*" }
    for snapshot in try await ask("description", descriptions, in: region) { snapshots[snapshot.id] = snapshot }

    let ids = Set(known)
    let sources = Set(originals)
    var listed: [Listed] = []
    for snapshot in snapshots.values.sorted(by: { $0.id < $1.id }) where snapshot.isComplete {
      let isKnown = ids.contains(snapshot.id)
      let source = CopyDescription(snapshot.description).flatMap { $0.region == volume.region ? $0 : nil }
      guard isKnown || source.map({ sources.contains($0.snapshot) }) ?? false else { continue }
      guard let startedAt = snapshot.startedAt else { throw .incomplete(.ec2, snapshot.id, "its time") }
      let id = Self.id(snapshot.id, like: volume, in: region)
      let at = snapshot.completedAt ?? startedAt
      if isKnown { listed.append(snapshot.taken(volume, id: id, takenAt: nil, at: at)) }
      if let source {
        listed.append(
          snapshot.copied(
            volume, id: id, of: Self.id(source.snapshot, like: volume, in: source.region),
            to: region, at: at))
      }
    }
    return listed
  }

  /// Those of which the filter has any of the values, in as many questions as that takes.
  private func ask(_ filter: String, _ values: [String], in region: Region) async throws(CloudFault) -> [VolumeSnapshot]
  {
    var found: [VolumeSnapshot] = []
    var rest = values[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(DescribeVolumeSnapshots.Filter.maximumValues))
      rest = rest.dropFirst(some.count)
      found += try await client.all(DescribeVolumeSnapshots(.init(filter, some)), in: region)
    }
    return found
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
  fileprivate var isArchived: Bool? { storageTier.map { $0 == "archive" } }

  fileprivate func taken(_ volume: ARN, id: RecoveryPointID, takenAt: Instant?, at: Instant) -> Listed {
    Listed(
      resource: volume, at: at,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: id, takenAt: takenAt, completedAt: completedAt, sizeBytes: sizeBytes,
          encrypted: isEncrypted, origin: origin, key: ARN(whole: key), archived: isArchived)))
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
