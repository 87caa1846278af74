/// Which objects a lifecycle or replication rule is about.
struct BucketRuleScope: Equatable {
  /// Whether it is about all objects of the bucket: no prefix, no tag, no size.
  var isWhole: Bool

  init(_ rule: XMLTree) {
    isWhole = Self.isEmpty(rule["Prefix"]) && (rule["Filter"].map(Self.isWhole) ?? true)
  }

  private static func isWhole(_ filter: XMLTree) -> Bool {
    filter.children.allSatisfy { child in
      switch child.name {
      case "Prefix": child.text.isEmpty
      case "And": isWhole(child)
      default: false
      }
    }
  }

  private static func isEmpty(_ prefix: XMLTree?) -> Bool { prefix?.text.isEmpty ?? true }
}
