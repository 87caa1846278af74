package import DarumaCore

/// Asks for the rules by which a bucket deletes.
///
/// Refused with `s3.NoSuchLifecycleConfiguration` where there are none.
package struct GetBucketLifecycleConfiguration: BucketConfigurationOperation {
  package static let name = "GetBucketLifecycleConfiguration"
  package static let permission = "s3:GetLifecycleConfiguration"
  package static let configuration = "lifecycle"
  package static let rootName = "LifecycleConfiguration"

  package typealias Answer = [Rule]

  /// One rule.
  package struct Rule: Sendable, Equatable {
    package var isEnabled: Bool
    package var isWhole: Bool
    /// How long a version is kept at least once it is no longer current; nil where the rule does not say.
    package var nonCurrentRetention: Span?

    package init(isEnabled: Bool, isWhole: Bool, nonCurrentRetention: Span?) {
      self.isEnabled = isEnabled
      self.isWhole = isWhole
      self.nonCurrentRetention = nonCurrentRetention
    }
  }

  package var name: String

  package init(bucket name: String) { self.name = name }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> [Rule] {
    var rules: [Rule] = []
    for rule in root.children where rule.name == "Rule" {
      rules.append(
        Rule(
          isEnabled: try rule.requiredText("Status") == "Enabled", isWhole: BucketRuleScope(rule).isWhole,
          nonCurrentRetention: try rule["NoncurrentVersionExpiration"]?.days("NoncurrentDays")))
    }
    // A bucket without any is refused.
    guard !rules.isEmpty else { throw WireFormatError("\(root.name) has no Rule") }
    return rules
  }
}
