/// Asks where a bucket's objects are replicated to.
///
/// Refused with `s3.ReplicationConfigurationNotFoundError` where they are not.
package struct GetBucketReplication: BucketConfigurationOperation {
  package static let name = "GetBucketReplication"
  package static let permission = "s3:GetReplicationConfiguration"
  package static let configuration = "replication"
  package static let rootName = "ReplicationConfiguration"

  package typealias Answer = [Rule]

  /// One rule.
  package struct Rule: Sendable, Equatable {
    package var isEnabled: Bool
    package var isWhole: Bool
    /// The ARN of the bucket that is replicated to.
    package var destination: String
    /// What replicas are encrypted with: an ARN, an id or an alias.
    package var key: String?
    /// Whether objects under a key of KMS are replicated too: only where the rule says so.
    package var includesKMS: Bool

    package init(
      isEnabled: Bool, isWhole: Bool, destination: String, key: String? = nil, includesKMS: Bool = false
    ) {
      self.isEnabled = isEnabled
      self.isWhole = isWhole
      self.destination = destination
      self.key = key
      self.includesKMS = includesKMS
    }
  }

  package var name: String

  package init(bucket name: String) { self.name = name }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> [Rule] {
    var rules: [Rule] = []
    for rule in root.children where rule.name == "Rule" {
      let destination = try rule.required("Destination")
      rules.append(
        Rule(
          isEnabled: try rule.requiredText("Status") == "Enabled", isWhole: BucketRuleScope(rule).isWhole,
          destination: try destination.requiredText("Bucket"),
          key: destination["EncryptionConfiguration"]?.text("ReplicaKmsKeyID"),
          includesKMS: rule["SourceSelectionCriteria"]?["SseKmsEncryptedObjects"]?.text("Status") == "Enabled"))
    }
    // A bucket without any is refused.
    guard !rules.isEmpty else { throw WireFormatError("\(root.name) has no Rule") }
    return rules
  }
}
