import DarumaAWS
import DarumaCatalog
import DarumaCore

/// A secret as Secrets Manager describes it, without its value.
struct PresentSecret {
  let arn: String
  /// Where its value is changed; nil where it is replicated nowhere.
  private let primary: Region?
  private let region: Region
  private let replicas: [Document]

  static let isMissing = "secretsmanager.ResourceNotFoundException"

  static func look(at name: String) -> AWSCall {
    AWSCall(.secretsManager, "DescribeSecret", .reads, ["SecretId": .text(name)])
  }

  /// - Throws: ``CloudFault`` with the code `secretsmanager.UnreadableAnswer` for an answer that is about another secret, and
  ///   with `secrets.being-deleted` where it will be gone.
  init(_ answer: Document, _ name: String, _ region: Region) throws(CloudFault) {
    let arn = ARN(answer["ARN"]?.text ?? "")
    guard answer["Name"]?.text == name, arn.isWellFormed, arn.service == "secretsmanager", arn.region == region else {
      throw .unreadable(.secretsManager, "says nothing of secret \(name) in \(region)")
    }
    guard answer["DeletedDate"] == nil else {
      throw CloudFault(
        kind: .refused, code: "secrets.being-deleted",
        message: "Secret \(name) in \(region) is being deleted. Restore it (`aws secretsmanager restore-secret`), then "
          + "retry the step.", isRetriable: false)
    }
    self.arn = arn.rawValue
    self.region = region
    primary = (answer["PrimaryRegion"]?.text).flatMap { $0.isEmpty ? nil : Region($0) }
    replicas = answer["ReplicationStatus"]?.items ?? []
  }

  var isReplica: Bool { primary.map { $0 != region } ?? false }

  /// Status and message of the replica in `region`; nil where there is none.
  func replica(in region: Region) throws(CloudFault) -> (status: String, message: String?)? {
    guard let replica = replicas.first(where: { $0["Region"]?.text == region.rawValue }) else { return nil }
    guard let status = replica["Status"]?.text else {
      throw .unreadable(.secretsManager, "says no status of the replica of \(arn) in \(region)")
    }
    return (status, replica["StatusMessage"]?.text)
  }

  static func missing(_ name: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "secrets.secret-missing",
      message: "There is no secret \(name) in \(region). Replicate it there, or correct `secret` in the plan.",
      isRetriable: false)
  }
}

extension Form where Value == String {
  static var secretName: Form {
    .awsIdentifier(
      "the name of a secret", marks: "-_/+=.@", longest: 512, example: "the name alone, such as `kaigo/database`")
  }
}
