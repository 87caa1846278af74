internal import DarumaCore

/// `s3.setup`: how a bucket keeps old versions, where it is replicated to and how it encrypts. That it lacks
/// one of these is an answer, not a fault.
struct S3SetupListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    let bucket = resource.arn.resource
    let at = now()
    let versioning = Self.versioning(
      try await client.send(GetBucketVersioning(bucket: bucket), in: region))
    let lifecycle = try await client.send(
      GetBucketLifecycleConfiguration(bucket: bucket), in: region, noneAt: [S3FaultCode.noLifecycle])
    let replication = try await client.send(
      GetBucketReplication(bucket: bucket), in: region, noneAt: [S3FaultCode.noReplication])
    let encryption = try await client.send(
      GetBucketEncryption(bucket: bucket), in: region, noneAt: [S3FaultCode.noEncryption])
    return [
      Listed(
        resource: resource.arn, at: at,
        fact: .resourceDescribed(
          ResourceDescribed(
            versioning: versioning,
            nonCurrentRetention: Self.retention(versioning, lifecycle ?? []),
            replications: (replication ?? []).map(Self.replication),
            encrypted: encryption?.algorithm != nil, key: ARN(whole: encryption?.key),
            isUnderKMS: encryption?.algorithm.map { $0.hasPrefix("aws:kms") },
            nonCurrentInPart: Self.retentionInPart(versioning, lifecycle ?? []))))
    ]
  }

  private static func versioning(_ status: String?) -> ResourceDescribed.Versioning? {
    switch status {
    case nil: .never
    case "Enabled": .enabled
    case "Suspended": .suspended
    case .some: nil
    }
  }

  /// How long old versions are kept at least, where no rule for a part of the bucket says otherwise. Unknown where nothing
  /// makes new ones any more.
  private static func retention(
    _ versioning: ResourceDescribed.Versioning?, _ rules: [GetBucketLifecycleConfiguration.Rule]
  ) -> Retention? {
    guard versioning == .enabled else { return nil }
    return rules.filter { $0.isEnabled && $0.isWhole }.compactMap(\.nonCurrentRetention).min().map { .lasting($0) }
      ?? .forever
  }

  /// How long they are kept in the part of the bucket where a rule takes them away the earliest (of two rules that speak of
  /// one object the earlier counts); nil where no part has less than the rest.
  private static func retentionInPart(
    _ versioning: ResourceDescribed.Versioning?, _ rules: [GetBucketLifecycleConfiguration.Rule]
  ) -> Span? {
    guard versioning == .enabled,
      let part = rules.filter({ $0.isEnabled && !$0.isWhole }).compactMap(\.nonCurrentRetention).min()
    else { return nil }
    let whole = rules.filter { $0.isEnabled && $0.isWhole }.compactMap(\.nonCurrentRetention).min()
    return whole.map { $0 <= part } ?? false ? nil : part
  }

  private static func replication(_ rule: GetBucketReplication.Rule) -> ResourceDescribed.Replication {
    ResourceDescribed.Replication(
      destination: ARN(rule.destination), region: nil, isEnabled: rule.isEnabled, isWhole: rule.isWhole,
      key: ARN(whole: rule.key), includesKMS: rule.includesKMS)
  }
}
