/// An Amazon Resource Name: `arn:partition:service:region:account:resource`. The resource part may itself hold
/// colons and slashes (`snapshot:rds:db-2026-01-01-00-00`), so the text is split into six parts at the most.
package struct ARN: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  private var parts: [Substring] {
    rawValue.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  }

  /// Whether the text has the six parts of an ARN, a service and a resource.
  package var isWellFormed: Bool {
    let parts = parts
    return parts.count == 6 && parts[0] == "arn" && !parts[1].isEmpty && !parts[2].isEmpty
      && !parts[5].isEmpty
  }

  /// `aws`, `aws-cn`: the world of AWS that it is in.
  package var partition: String { part(1) }
  package var service: String { part(2) }
  /// Empty where the service is global or the form leaves it out (S3 buckets).
  package var region: Region { Region(part(3)) }
  /// Empty where the form leaves it out (S3 buckets, EC2 snapshots).
  package var account: Account { Account(part(4)) }
  /// Everything after the account: `db:orders`, `snapshot:rds:orders-2026-01-01-00-00`, `service/main/api`.
  package var resource: String { part(5) }

  /// The resource part's leading word: `db`, `snapshot`, `service`.
  package var resourceType: String {
    String(resource.prefix { $0 != ":" && $0 != "/" })
  }

  /// The resource part after its leading word: `orders`, `rds:orders-2026-01-01-00-00`, `main/api`.
  package var resourceName: String {
    let rest = resource.drop { $0 != ":" && $0 != "/" }
    return rest.isEmpty ? resource : String(rest.dropFirst())
  }

  private func part(_ index: Int) -> String {
    let parts = parts
    return parts.count > index ? String(parts[index]) : ""
  }
}
