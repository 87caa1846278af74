internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// An RDS instance that is there, as RDS describes it: what actions on one instance look at and judge.
struct PresentDBInstance {
  let identifier: String
  /// `available`, `stopping`, `incompatible-network` ...
  let status: String
  let condition: DBInstanceCondition
  let region: Region
  private let arn: String
  private let described: Document

  /// - Throws: ``CloudFault`` with the code `rds.UnreadableAnswer` for an answer that is not about the one instance that
  ///   was asked for, in the region that was asked.
  init(_ answer: Document, _ wanted: Arguments, _ region: Region) throws(CloudFault) {
    try self.init(answer, named: try Self.name(wanted), region)
  }

  init(_ answer: Document, named name: String, _ region: Region) throws(CloudFault) {
    guard let instances = answer.list("DBInstances") else { throw .unreadable(.rds, "lists no instances") }
    // One that does not exist is refused.
    guard let only = instances.first, instances.count == 1 else {
      throw .unreadable(.rds, "lists \(instances.count) instances of the name \(name)")
    }
    guard let identifier = only["DBInstanceIdentifier"]?.text, identifier.lowercased() == name.lowercased() else {
      throw .unreadable(.rds, "says nothing of instance \(name)")
    }
    guard let arn = only["DBInstanceArn"]?.text, Self.isARN(arn, of: identifier, in: region) else {
      throw .unreadable(.rds, "gives no ARN of instance \(name) in \(region)")
    }
    guard let status = only["DBInstanceStatus"]?.text, !status.isEmpty else {
      throw .unreadable(.rds, "says no status of \(name)")
    }
    self.identifier = identifier
    self.status = status
    condition = DBInstanceCondition(status: status)
    self.region = region
    self.arn = arn
    described = only
  }

  private static func isARN(_ text: String, of identifier: String, in region: Region) -> Bool {
    let arn = ARN(text)
    return arn.isWellFormed && arn.service == "rds" && arn.resourceType == "db" && arn.region == region
      && arn.resourceName == identifier
  }

  subscript(member: String) -> Document? { described[member] }

  /// The items of a list that RDS gives of every instance, even if there are none.
  func list(_ member: String) throws(CloudFault) -> [Document] {
    guard let items = described.list(member) else { throw .unreadable(.rds, "lists no \(member) of \(identifier)") }
    return items
  }
}

// MARK: - Named in a plan

extension PresentDBInstance {
  private static let instance = Key.optional(
    "instance", Form<String>.rdsInstance,
    "The instance in the region where the step acts; called as the step's resource without it.")
  private static let instanceOf = Key.optional(
    "instanceOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose instance is meant, such as one of rds.restore.")

  /// By which an action finds its instance.
  static let parameters: [Parameter] = [
    .subject(instance), .left(by: instanceOf, "identifier", as: instance.name),
  ]
  static let rules: [KeyRule] = [.excludes(instance.name, instanceOf.name)]

  static func name(_ wanted: Arguments) throws(CloudFault) -> String { try wanted.text(instance.name) }

  static func arns(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [at.arn("rds", "db:\(try name(wanted))")]
  }

  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { look(for: try name(wanted)) }

  static func look(for name: String) -> AWSCall {
    AWSCall(.rds, "DescribeDBInstances", .reads, ["DBInstanceIdentifier": .text(name)])
  }
}

// MARK: - What follows

extension PresentDBInstance {
  /// Of an identifier of RDS: letters, digits and single hyphens.
  static let longestIdentifier = 63

  /// What actions leave that end with an instance in service.
  static let outputs = ["endpoint", "identifier", "port", "arn"]

  /// Done where RDS has given it an address.
  func inService(
    leaving further: [String: String] = [:], by author: Observation.Author = .unknown
  ) -> Observation {
    guard let address = described["Endpoint"]?["Address"]?.text, !address.isEmpty,
      let port = described["Endpoint"]?["Port"]?.integer
    else { return .inProgress("\(identifier) is \(status), but has no endpoint yet") }
    let outputs = ["endpoint": address, "port": String(port)]
    return .done(outputs: named.merging(outputs) { $1 }.merging(further) { $1 }, by: author)
  }

  /// Of one that an action makes under a name of its own.
  func made(_ at: ActionPlace) throws(CloudFault) -> Observation {
    let tags = try tags
    guard at.mark.isOn(tags) else { return .conflict(taken(tags)) }
    switch condition {
    case .usable: return inService(by: .daruma)
    case .underway: return .inProgress("\(identifier) is \(status)")
    // It keeps its name, so that another attempt finds it.
    case .stopped: throw stuck(notToBe: "used")
    case .lost: return .broken(spoilt)
    }
  }

  var tags: [String: String] {
    get throws(CloudFault) { try RDSTags.read(list("TagList"), of: identifier) }
  }

  private func taken(_ tags: [String: String]) -> Failure {
    Failure(
      code: "rds.identifier-taken",
      message: "An RDS instance named \(identifier) already exists in \(region) (\(status)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Rename or delete it, then retry the step.",
      isRetriable: false)
  }

  private var spoilt: Failure {
    Failure(
      code: "rds.restore-failed",
      message: "The new instance \(identifier) in \(region) is \(status). Its events in RDS name the reason. Another "
        + "attempt makes a new instance; delete this one afterwards.", isRetriable: true)
  }

  /// What every action on an instance leaves.
  var named: [String: String] { ["identifier": identifier, "arn": arn] }

  /// It is in a status that nothing but a person ends.
  ///
  /// - Parameter what: What it can't be: `stopped`.
  func stuck(notToBe what: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.instance-stuck",
      message:
        "RDS instance \(identifier) in \(region) is \(status), and can't be \(what). \(remedy), then retry the step.",
      isRetriable: false)
  }

  /// As the RDS User Guide has it, "Viewing DB instance status".
  private var remedy: String {
    switch status {
    case "storage-full": "Give it more storage (`aws rds modify-db-instance --allocated-storage`)"
    case "stopped", "stopping": "Start it when it is stopped (`aws rds start-db-instance`)"
    case "deleting", "delete-precheck": "It is being deleted: restore it, or correct the plan"
    case "inaccessible-encryption-credentials-recoverable":
      "Make its KMS key usable again and start it (`aws rds start-db-instance`)"
    case "inaccessible-encryption-credentials": "Its KMS key is lost to RDS: restore it from a backup"
    case "insufficient-capacity": "There is no capacity for its class in its zone: restore it in another class or zone"
    case "incompatible-parameters": "Give it back parameters that its engine takes, and reboot it"
    default: "Its events in RDS name the reason: mend it, or restore it from a backup"
    }
  }
}
