package import DarumaCore

/// Asks for one page of the replications in which a file system takes part, as source or destination.
///
/// Refused with `elasticfilesystem.ReplicationNotFound` where there is none.
package struct DescribeReplicationConfigurations: RestJSONOperation, PagedOperation {
  package static let service = AWSService.efs
  package static let name = "DescribeReplicationConfigurations"
  package static let repetition = Repetition.reads

  package typealias Answer = Page

  package var fileSystem: String
  package var position: String?

  package init(fileSystem: String) { self.fileSystem = fileSystem }

  package struct Destination: Sendable, Equatable, Decodable {
    /// `ENABLED`, `ENABLING`, `DELETING`, `ERROR`, `PAUSED`, `PAUSING`.
    package var status: String
    package var fileSystem: String
    package var region: String
    /// Missing where the other account owns it, or in older answers.
    package var owner: String?
    /// All changes before this have arrived; missing before the first sync ended.
    package var lastReplicatedAt: EpochSeconds?

    private enum CodingKeys: String, CodingKey {
      case status = "Status"
      case fileSystem = "FileSystemId"
      case region = "Region"
      case owner = "OwnerId"
      case lastReplicatedAt = "LastReplicatedTimestamp"
    }
  }

  package struct Replication: Sendable, Equatable, Decodable {
    package var source: String
    package var destinations: [Destination]

    private enum CodingKeys: String, CodingKey {
      case source = "SourceFileSystemId"
      case destinations = "Destinations"
    }
  }

  package struct Page: ResultPage, Equatable, Decodable {
    package var items: [Replication]
    package var next: String?

    private enum CodingKeys: String, CodingKey {
      case items = "Replications"
      case next = "NextToken"
    }
  }

  package var path: String { RestPath.of(Self.service.version, "file-systems", "replication-configurations") }

  package var query: QueryParameters {
    var query = QueryParameters()
    query.add("FileSystemId", fileSystem)
    query.add("NextToken", position)
    return query
  }

  package func check(_ answer: Page, in region: Region) throws(WireFormatError) {
    for replication in answer.items
    where replication.source != fileSystem && !replication.destinations.contains(where: { $0.fileSystem == fileSystem })
    {
      throw AnswerSubject.other("file system", replication.source, fileSystem)
    }
  }
}
