import DarumaCore

/// KMS over EventBridge (`aws.kms`): what is under a key that is gone can't be restored. Whether one was disabled, or is to be
/// deleted, CloudTrail alone tells. (AWS KMS Developer Guide, "Automating KMS with EventBridge".)
///
/// Key: the key, what it became, and when.
enum KeyEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    let state: KeyChanged.State
    if type.says("KMS CMK Deletion") {
      state = .missing
    } else if type.says("KMS Imported Key Material Expiration") {
      state = .disabled
    } else if type.says("KMS CMK Rotation") {
      return findings.ignore("a key whose material was rotated: what it encrypted is decrypted as before")
    } else {
      throw event.unknownDetailType()
    }
    try add(try key(event), state, deletedAt: nil, at: event.time, event, by: rule, into: &findings)
  }

  private static func key(_ event: EventBridgeEvent) throws(Problem) -> ARN {
    if let resource = try event.firstResource() { return try resource.wholeARN() }
    return try arn(ofID: event.detail().text("key-id"), event)
  }

  /// `1234abcd-…` as an ARN; an ARN as it is.
  static func arn(ofID id: String, _ event: EventBridgeEvent) throws(Problem) -> ARN {
    if ARNFields(id) != nil { return ARN(id) }
    let region = try event.region()
    return .make(
      partition: region.partition, service: "kms", region: region, account: event.account, resource: "key/" + id)
  }

  static func add(
    _ key: ARN, _ state: KeyChanged.State, deletedAt: Instant?, at instant: Instant, _ event: EventBridgeEvent,
    by rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    guard let fields = ARNFields(key), fields.service == "kms", fields.resourceType == "key" else {
      throw Problem(
        .invalidARN, at: event.object, "\(key) is no ARN of a key", remedy: "arn:aws:kms:region:account:key/id")
    }
    var subject = event.subject(at: instant, region: try event.region(of: key))
    subject.account = key.namedAccount ?? event.account
    try findings.add(
      .keyChanged(KeyChanged(key: key, state: state, deletedAt: deletedAt)),
      key: SignalKey(key.rawValue, state.rawValue, instant.description), of: subject, by: rule)
  }

  private static let rule = Rule(.kms, "KMS: the key was deleted, or what was imported into it expired")
}
