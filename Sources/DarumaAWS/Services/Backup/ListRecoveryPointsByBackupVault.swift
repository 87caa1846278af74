package import DarumaCore

/// Asks for one page of the recovery points that a vault holds of a resource.
///
/// Refused with `backup.ResourceNotFoundException` where there is no such vault.
package struct ListRecoveryPointsByBackupVault: RestJSONOperation, PagedOperation {
  package static let service = AWSService.backup
  package static let name = "ListRecoveryPointsByBackupVault"
  package static let repetition = Repetition.reads

  package typealias Answer = Page

  package var vault: String
  package var resource: String
  package var position: String?

  package init(vault: String, resource: String) {
    self.vault = vault
    self.resource = resource
  }

  package struct Page: ResultPage, Equatable, Decodable {
    package var items: [VaultRecoveryPoint]
    package var next: String?

    private enum CodingKeys: String, CodingKey {
      case items = "RecoveryPoints"
      case next = "NextToken"
    }
  }

  package var path: String { RestPath.of("backup-vaults", vault, "recovery-points", "") }

  package var query: QueryParameters {
    var query = QueryParameters()
    query.add("nextToken", position)
    query.add("resourceArn", resource)
    return query
  }

  package func check(_ answer: Page, in region: Region) throws(WireFormatError) {
    for point in answer.items {
      try AnswerSubject.check("vault", point.vault, is: vault)
      try AnswerSubject.check("resource", point.resource, is: resource)
      try AnswerSubject.check("recovery point", ARN(point.recoveryPointArn), liesIn: region)
    }
  }
}
