internal import DarumaCore

/// `kms.keys`: whether keys can be used. A point under a key that can't is not restorable.
struct KMSKeyListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  /// A key that may not be described (another account's, a strict key policy) is told of as such, and hides no other.
  /// Where none may be, the permission is missing: that is thrown.
  func list(_ keys: [ARN], in region: Region) async throws(CloudFault) -> [Listed] {
    var listed: [Listed] = []
    var refusals: [CloudFault] = []
    for key in keys {
      do {
        listed.append(try await describe(key, in: region))
      } catch {
        guard error.kind == .refused else { throw error }
        refusals.append(error)
        listed.append(
          Listed(resource: nil, at: now(), fact: .keyChanged(KeyChanged(key: key, state: .unreadable))))
      }
    }
    if let refusal = refusals.first, refusals.count == keys.count { throw refusal }
    return listed
  }

  private func describe(_ key: ARN, in region: Region) async throws(CloudFault) -> Listed {
    let home = key.region.rawValue.isEmpty ? region : key.region
    let at = now()
    let answer = try await client.send(
      DescribeKey(key: key.rawValue), in: home, noneAt: [KMSFaultCode.notFound])
    let state = try answer.map { answer throws(CloudFault) in try Self.state(answer.key, key) }
    return Listed(
      resource: nil, at: at,
      fact: .keyChanged(
        KeyChanged(key: key, state: state ?? .missing, deletedAt: answer?.key.deletedAt?.instant)))
  }

  /// What a state means for decrypting (AWS KMS Developer Guide, "Key states of AWS KMS keys"). `Updating` is
  /// a change of a multi-region key's primary, during which it works.
  private static func state(_ described: DescribeKey.Key, _ key: ARN) throws(CloudFault) -> KeyChanged.State {
    switch described.state {
    case "Enabled", "Updating": return .usable
    case "Disabled", "Creating", "PendingImport", "Unavailable": return .disabled
    case "PendingDeletion", "PendingReplicaDeletion": return .pendingDeletion
    default:
      throw CloudFault(
        kind: .unintelligible, code: "kms.UnknownKeyState",
        message:
          "KMS says \(described.state) of \(key), which Daruma does not know. Whether the key can be used "
          + "is unclear. Report it.", isRetriable: false)
    }
  }
}
