internal import DarumaAWS
internal import DarumaCore

/// In which vault a recovery point lies: AWS Backup asks for both, and a point's ARN does not say it.
enum RecoveryPointVault {
  private static let line: RESTLine = "GET /resources/{ResourceArn}/recovery-points/?nextToken={NextToken}"

  static func look(for resource: String) -> AWSCall {
    AWSCall(
      .backup, "ListRecoveryPointsByResource", .reads, ["ResourceArn": .text(resource)], rest: RESTBinding(line))
  }

  static func precondition(_ point: String, of resource: String) -> Precondition {
    Precondition(
      "recovery point \(point)", look(for: resource), missing: ["backup.ResourceNotFoundException"],
      remedy: "`daruma status --points` names those that can be used"
    ) { answer in
      guard let listed = answer.list("RecoveryPoints") else { return .unclear("AWS Backup lists no recovery points") }
      guard let held = listed.first(where: { $0["RecoveryPointArn"]?.text == point }) else {
        // It may stand on another page.
        return answer["NextToken"] == nil
          ? .unmet("no vault of the region holds it") : .unclear("is not on the first page")
      }
      return Precondition.state("Status", ["COMPLETED", "AVAILABLE"])(held)
    }
  }

  /// - Throws: ``CloudFault`` with the code `backup.point-missing` where no vault of the region holds the point.
  static func name(
    of point: String, of resource: String, _ at: ActionPlace
  ) async throws(CloudFault) -> String {
    for held in try await at.items("RecoveryPoints", of: look(for: resource)) {
      guard let arn = held["RecoveryPointArn"]?.text else {
        throw .unreadable(.backup, "lists a recovery point of \(resource) without its ARN")
      }
      guard arn == point else { continue }
      guard let vault = held["BackupVaultName"]?.text, !vault.isEmpty else {
        throw .unreadable(.backup, "names no vault of \(point)")
      }
      return vault
    }
    throw missing(point, at.region)
  }

  static func missing(_ point: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "backup.point-missing",
      message:
        "No vault of AWS Backup in \(region) holds \(point), or this account may not see it: it was deleted, has "
        + "expired, or its copy never finished. Choose another recovery point (`daruma status` lists them) and start "
        + "again.", isRetriable: false)
  }
}
