/// Records of a topic that were not read and can't be any more.
package struct RecordsLost: Codable, Hashable, Sendable {
  package enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
    /// The topic was deleted and made anew: its offsets mean other records.
    case madeAnew
    /// Retention removed them before they were read.
    case retentionPassed
    /// The brokers lost the end of the partition.
    case tailLost
  }

  package var topic: String
  package var partition: Int32
  /// Where the worker stood.
  package var position: Int64
  /// Where it goes on: the earliest record that there is.
  package var resumesAt: Int64
  package var reason: Reason
  /// The time stamp of the last record that was read; nil where it is not known.
  package var lastReadAt: Instant?

  package init(
    topic: String, partition: Int32, position: Int64, resumesAt: Int64, reason: Reason, lastReadAt: Instant? = nil
  ) {
    self.topic = topic
    self.partition = partition
    self.position = position
    self.resumesAt = resumesAt
    self.reason = reason
    self.lastReadAt = lastReadAt
  }

  /// For people.
  package var words: String {
    let place = "\(topic)[\(partition)]"
    let last = lastReadAt.map { ", the last a record of \($0)" } ?? ""
    return switch reason {
    case .madeAnew:
      "\(place) was made anew: the old one was read up to offset \(position)\(last), and what came after that was not read"
    case .retentionPassed:
      "records \(position) to \(resumesAt - 1) of \(place) were removed before they were read"
        + (lastReadAt.map { "; the last that was read is of \($0)" } ?? "")
    case .tailLost:
      "the brokers have lost the end of \(place): it was read up to offset \(position)\(last), and those records are not "
        + "there any more"
    }
  }
}
