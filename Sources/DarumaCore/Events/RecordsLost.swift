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

  package init(topic: String, partition: Int32, position: Int64, resumesAt: Int64, reason: Reason) {
    self.topic = topic
    self.partition = partition
    self.position = position
    self.resumesAt = resumesAt
    self.reason = reason
  }

  /// For people.
  package var words: String {
    let place = "\(topic)[\(partition)]"
    return switch reason {
    case .madeAnew: "\(place) was made anew: what came after offset \(position) of the old one was not read"
    case .retentionPassed: "records \(position) to \(resumesAt - 1) of \(place) were removed before they were read"
    case .tailLost: "the brokers have lost the end of \(place): it was read up to \(position), and ends before that"
    }
  }
}
