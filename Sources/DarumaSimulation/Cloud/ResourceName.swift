/// Amazon Resource Names of what the simulated cloud holds, built and taken apart.
package struct ResourceName: Sendable, Equatable {
  package let service: String
  package let region: String
  package let account: String
  /// What follows the account, for example `snapshot:rds:kaigo-2026-11-24-18-05`.
  package let resource: String

  package init(service: String, region: String, account: String, resource: String) {
    self.service = service
    self.region = region
    self.account = account
    self.resource = resource
  }

  /// Takes an ARN apart; nil if `text` is none.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" else { return nil }
    self.init(
      service: String(parts[2]), region: String(parts[3]), account: String(parts[4]),
      resource: String(parts[5]))
  }

  package var text: String { "arn:aws:\(service):\(region):\(account):\(resource)" }

  /// What follows `prefix` in the resource part, if it begins so.
  package func name(after prefix: String) -> String? {
    resource.hasPrefix(prefix) ? String(resource.dropFirst(prefix.count)) : nil
  }
}

/// A place where resources live: builds their ARNs.
package struct Place: Sendable, Equatable {
  package let region: String
  package let account: String

  package init(region: String, account: String) {
    self.region = region
    self.account = account
  }

  func arn(_ service: CloudService, _ resource: String) -> String {
    ResourceName(service: service.rawValue, region: region, account: account, resource: resource).text
  }
}
