internal import DarumaAWS
internal import DarumaCore

/// A replication group of ElastiCache that is there, as the service describes it.
struct PresentReplicationGroup {
  let identifier: String
  let arn: String
  /// `available`, `creating` ...
  let status: String
  private let described: Document

  /// - Throws: ``CloudFault`` with the code `elasticache.UnreadableAnswer` for an answer that is not about the one group
  ///   that was asked for, in the region that was asked.
  init(_ answer: Document, _ name: String, _ region: Region) throws(CloudFault) {
    guard let listed = answer.list("ReplicationGroups") else {
      throw .unreadable(.elastiCache, "lists no replication groups")
    }
    // One that does not exist is refused.
    guard let only = listed.first, listed.count == 1,
      let identifier = only["ReplicationGroupId"]?.text, identifier.lowercased() == name.lowercased()
    else { throw .unreadable(.elastiCache, "says nothing of replication group \(name)") }
    guard let arn = only["ARN"]?.text, Self.isARN(arn, of: identifier, in: region) else {
      throw .unreadable(.elastiCache, "gives no ARN of replication group \(name) in \(region)")
    }
    guard let status = only["Status"]?.text, !status.isEmpty else {
      throw .unreadable(.elastiCache, "says no status of \(name)")
    }
    self.identifier = identifier
    self.arn = arn
    self.status = status
    described = only
  }

  private static func isARN(_ text: String, of identifier: String, in region: Region) -> Bool {
    let arn = ARN(text)
    return arn.isWellFormed && arn.service == "elasticache" && arn.resourceType == "replicationgroup"
      && arn.region == region && arn.resourceName == identifier
  }

  /// Where it takes writes; nil where it has no address yet. A sharded group has one for all of it.
  func endpoint() throws(CloudFault) -> (address: String, port: Int64)? {
    let endpoint: Document?
    if described["ClusterEnabled"]?.bool == true {
      endpoint = described["ConfigurationEndpoint"]
    } else {
      guard let groups = described.list("NodeGroups") else {
        throw .unreadable(.elastiCache, "lists no node groups of \(identifier)")
      }
      endpoint = groups.first?["PrimaryEndpoint"]
    }
    guard let address = endpoint?["Address"]?.text, !address.isEmpty, let port = endpoint?["Port"]?.integer else {
      return nil
    }
    return (address, port)
  }

  static func tags(_ answer: Document) throws(CloudFault) -> [String: String] {
    guard let given = answer.list("TagList") else { throw .unreadable(.elastiCache, "lists no tags") }
    var tags: [String: String] = [:]
    for tag in given {
      guard let key = tag["Key"]?.text, let value = tag["Value"]?.text else {
        throw .unreadable(.elastiCache, "makes no sense of the tags that it lists")
      }
      tags[key] = value
    }
    return tags
  }
}
