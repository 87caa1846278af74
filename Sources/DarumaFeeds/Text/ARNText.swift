import DarumaCore

extension ARN {
  /// The ARN's own region, where it names one.
  var regionCode: Region? { ARNFields(self).flatMap { Region(code: $0.region) } }

  /// The ARN's own account, where it names one.
  var namedAccount: Account? {
    // (EC2 has written the region in its place.)
    guard let account = ARNFields(self)?.account, !account.isEmpty, Region(code: account) == nil else { return nil }
    return Account(String(account))
  }

  /// Whether it names a continuous backup of AWS Backup: one point that each of its jobs moves on.
  var isContinuous: Bool { service == "backup" && resource.contains(":continuous:") }

  var partition: String { ARNFields(self).map { String($0.partition) } ?? "aws" }

  static func make(
    partition: some StringProtocol, service: String, region: Region, account: Account, resource: String
  ) -> ARN {
    ARN("arn:\(partition):\(service):\(region.rawValue):\(account.rawValue):\(resource)")
  }

  /// EC2 prints ARNs of snapshots, images and volumes in several forms: the region in its own field, in the
  /// account's field, with the account or without. One form for each, so that a thing has one name: snapshots
  /// and images without the account, as AWS Backup writes them; volumes with it.
  ///
  /// - Parameters:
  ///   - region: stands in where the ARN names none, or is preferred over the ARN's own.
  ///   - prefersGiven: whether the region given wins.
  ///   - account: of a volume whose ARN names none.
  func canonical(in region: Region?, prefersGiven: Bool = false, account: Account = .unknown) -> ARN {
    guard let fields = ARNFields(self), fields.service == "ec2" else { return self }
    let misplaced = Region(code: fields.account)
    let own = Region(code: fields.region) ?? misplaced
    guard let chosen = prefersGiven ? region ?? own : own ?? region else { return self }
    let kind = fields.resourceType
    let resource = "\(kind)/\(fields.resourceName)"
    switch kind {
    case "snapshot", "image":
      return .make(
        partition: fields.partition, service: "ec2", region: chosen, account: .unknown, resource: resource)
    case "volume", "instance":
      let named = fields.account.isEmpty || misplaced != nil ? account : Account(String(fields.account))
      return .make(
        partition: fields.partition, service: "ec2", region: chosen, account: named, resource: resource)
    default: return self
    }
  }
}

extension RecoveryPointID {
  init(_ arn: ARN) { self.init(arn.rawValue) }
}
