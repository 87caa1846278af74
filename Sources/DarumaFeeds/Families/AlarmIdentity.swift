import DarumaCore

/// Which alarm it is, in one form for all routes.
struct AlarmIdentity {
  let name: String
  /// Nil where neither the ARN nor enough to derive it is known.
  let arn: ARN?
  let account: Account
  let region: Region

  init(name: String, arn: ARN?, account: Account, region: Region) {
    self.name = name
    self.arn = arn
    self.account = account
    self.region = region
  }

  /// Derives the ARN, so that a route that leaves it out gives the same key. Nil where account or region is
  /// unknown.
  init(name: String, partition: String, account: Account, region: Region) {
    let isKnown = account != .unknown && region != .unknown
    self.init(
      name: name,
      arn: isKnown
        ? .make(
          partition: partition, service: "cloudwatch", region: region, account: account,
          resource: "alarm:" + name) : nil,
      account: account, region: region)
  }

  /// An alarm's ARN. Formatters have put spaces before the account; they are taken out, but not those of the
  /// name.
  static func arn(_ value: JSONValue) throws(Problem) -> ARN {
    let arn = try value.wholeARN()
    guard let fields = ARNFields(arn), fields.service == "cloudwatch", fields.resourceType == "alarm" else {
      throw Problem(
        .invalidARN, at: value, "\(value.quoted) is no ARN of an alarm",
        remedy: "arn:aws:cloudwatch:region:account:alarm:name")
    }
    guard fields.account.hasPrefix(" ") else { return arn }
    return .make(
      partition: fields.partition, service: "cloudwatch", region: Region(String(fields.region)),
      account: Account(String(fields.account.drop { $0 == " " })), resource: String(fields.resource))
  }
}
