package import DarumaCore

/// Asks for one page of the continuous backups of instances of one name.
///
/// By a filter and not by the parameter `DBInstanceIdentifier`, which has to name an instance that exists
/// here: a replicated backup lies where there is none.
package struct DescribeDBInstanceAutomatedBackups: QueryOperation, PagedOperation {
  package static let service = AWSService.rds
  package static let name = "DescribeDBInstanceAutomatedBackups"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<DBInstanceAutomatedBackup>

  /// Backups in one answer: the most that RDS gives.
  package static let pageSize = 100

  package var instance: String
  package var position: String?

  package init(instance: String) { self.instance = instance }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("Filters.Filter.1.Name", "db-instance-id")
    form.add(list: "Filters.Filter.1.Values", of: "Value", [instance])
    form.add("MaxRecords", Self.pageSize)
    form.add("Marker", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(
      result, list: "DBInstanceAutomatedBackups", of: "DBInstanceAutomatedBackup", position: "Marker",
      DBInstanceAutomatedBackup.init)
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for backup in answer.items {
      try AnswerSubject.check("instance", backup.instance, isLike: instance)
      try AnswerSubject.check("backup", ARN(whole: backup.arn), liesIn: region)
    }
  }
}
