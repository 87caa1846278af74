/// Reads the body of `ChangeResourceRecordSets`.
enum ChangeBatchReader {
  struct Batch: Sendable {
    let changes: [RecordChange]
    let comment: String?
  }

  /// - Throws: `MalformedInput` for what is no XML of the right shape, `InvalidInput` for members that are
  ///   missing or that exclude each other.
  static func read(_ body: [UInt8]) throws(CloudError) -> Batch {
    guard let root = XMLTree.read(body), root.name == "ChangeResourceRecordSetsRequest" else {
      throw malformed("Could not parse XML")
    }
    guard let batch = root.child("ChangeBatch"), let list = batch.child("Changes") else {
      throw malformed("ChangeBatch and Changes are required")
    }
    var changes: [RecordChange] = []
    for element in list.children {
      guard element.name == "Change" else { throw malformed("Unexpected element \(element.name)") }
      changes.append(try change(element))
    }
    return Batch(changes: changes, comment: batch.child("Comment")?.text)
  }

  private static func change(_ element: XMLTree) throws(CloudError) -> RecordChange {
    guard let name = element.child("Action")?.text, let action = RecordChange.Action(rawValue: name) else {
      throw malformed("Action must be one of CREATE, DELETE, UPSERT")
    }
    guard let set = element.child("ResourceRecordSet"), let owner = set.child("Name")?.text, !owner.isEmpty,
      let type = set.child("Type")?.text, RecordType.all.contains(type)
    else { throw malformed("ResourceRecordSet needs Name and a known Type") }
    if let extra = set.children.first(where: { !knownMembers.contains($0.name) }) {
      throw invalid("The member \(extra.name) is not recognized by the simulated cloud")
    }
    let identifier = set.child("SetIdentifier")?.text
    let shown =
      "in Change with [Action=\(name), Name=\(owner), Type=\(type), SetIdentifier=\(identifier ?? "null")]"
    let routing = try routing(of: set, identifier, shown)
    return RecordChange(
      action,
      RecordSet(
        name: owner, type: type, target: try target(of: set, shown), routing: routing,
        setIdentifier: identifier, healthCheckID: set.child("HealthCheckId")?.text))
  }

  private static func target(of set: XMLTree, _ shown: String) throws(CloudError) -> RecordSet.Target {
    let values = set.child("ResourceRecords")?.children.compactMap { $0.child("Value")?.text }
    switch (set.child("AliasTarget"), set.child("TTL")?.text, values) {
    case (let alias?, nil, nil):
      guard let zone = alias.child("HostedZoneId")?.text, let name = alias.child("DNSName")?.text,
        let evaluates = alias.child("EvaluateTargetHealth")?.text
      else { throw malformed("AliasTarget needs HostedZoneId, DNSName and EvaluateTargetHealth") }
      return .alias(
        RecordSet.Alias(hostedZoneID: zone, name: name, evaluatesTargetHealth: evaluates == "true"))
    case (nil, let ttl?, let values?) where !values.isEmpty:
      guard let seconds = Int64(ttl), (0...maximumTTL).contains(seconds) else {
        throw malformed("TTL must be a number of seconds from 0 to \(maximumTTL)")
      }
      return .values(values, ttlSeconds: seconds)
    case (nil, _?, _):
      throw invalid("Missing field 'ResourceRecords' \(shown)")
    case (nil, nil, _?):
      throw invalid("Missing field 'TTL' \(shown)")
    case (nil, nil, nil):
      throw invalid("\(oneTarget), but found none \(shown)")
    case (_?, _, _):
      throw invalid("\(oneTarget), but found more than one \(shown)")
    }
  }

  private static func routing(
    of set: XMLTree, _ identifier: String?, _ shown: String
  ) throws(CloudError) -> RecordSet.Routing {
    switch (set.child("Weight")?.text, set.child("Failover")?.text, identifier) {
    case (nil, nil, nil):
      return .simple
    case (let weight?, nil, _?):
      guard let number = Int64(weight), (0...maximumWeight).contains(number) else {
        throw malformed("Weight must be a number from 0 to \(maximumWeight)")
      }
      return .weighted(number)
    case (nil, let failover?, _?):
      guard failover == "PRIMARY" || failover == "SECONDARY" else {
        throw malformed("Failover must be PRIMARY or SECONDARY")
      }
      return .failover(isPrimary: failover == "PRIMARY")
    case (_, _, nil):
      throw invalid("Missing field 'SetIdentifier' \(shown)")
    case (nil, nil, _?), (_?, _?, _?):
      throw invalid("Expected exactly one of [Weight, or Failover] \(shown)")
    }
  }

  /// The largest weight of the Route 53 model.
  private static let maximumWeight: Int64 = 255
  private static let oneTarget =
    "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
    + "TrafficPolicyInstanceId]"

  /// The largest TTL of the Route 53 model.
  private static let maximumTTL: Int64 = 2_147_483_647

  private static let knownMembers: Set<String> = [
    "Name", "Type", "SetIdentifier", "Weight", "Failover", "TTL", "ResourceRecords", "AliasTarget",
    "HealthCheckId",
  ]

  private static func malformed(_ message: String) -> CloudError { CloudError("MalformedInput", message) }

  private static func invalid(_ message: String) -> CloudError {
    CloudError("InvalidInput", "Invalid request: \(message)")
  }
}

/// The record types that Route 53 knows.
enum RecordType {
  static let all: Set<String> = [
    "SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "TLSA",
    "SSHFP",
    "SVCB", "HTTPS",
  ]
}
