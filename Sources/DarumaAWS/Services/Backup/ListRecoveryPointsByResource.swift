package import DarumaCore

/// Asks for one page of the recovery points of a resource, of which only the vaults are read: the listing of
/// a vault says more.
///
/// Refused with `backup.ResourceNotFoundException` where AWS Backup knows no such resource here.
package struct ListRecoveryPointsByResource: RestJSONOperation, PagedOperation {
  package static let service = AWSService.backup
  package static let name = "ListRecoveryPointsByResource"
  package static let repetition = Repetition.reads

  package typealias Answer = Page

  package var resource: String
  package var position: String?

  package init(resource: String) { self.resource = resource }

  package struct Point: Sendable, Equatable, Decodable {
    package var recoveryPointArn: String
    /// Missing where a service made the backup by itself.
    package var vault: String?

    private enum CodingKeys: String, CodingKey {
      case recoveryPointArn = "RecoveryPointArn"
      case vault = "BackupVaultName"
    }
  }

  package struct Page: ResultPage, Equatable, Decodable {
    package var items: [Point]
    package var next: String?

    private enum CodingKeys: String, CodingKey {
      case items = "RecoveryPoints"
      case next = "NextToken"
    }
  }

  package var path: String { RestPath.of("resources", resource, "recovery-points", "") }

  package var query: QueryParameters {
    var query = QueryParameters()
    // The snapshots that services make by themselves are listed by those services.
    query.add("managedByAWSBackupOnly", true)
    query.add("nextToken", position)
    return query
  }

  package func check(_ answer: Page, in region: Region) throws(WireFormatError) {
    for point in answer.items {
      try AnswerSubject.check("recovery point", ARN(point.recoveryPointArn), liesIn: region)
    }
  }
}
