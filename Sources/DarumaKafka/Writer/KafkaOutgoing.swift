/// A record to be written.
package struct KafkaOutgoing: Sendable, Equatable {
  package var topic: String
  /// Nil: the key decides, by the rule of Kafka's own clients (murmur2); without a key any partition may
  /// get it.
  package var partition: Int32?
  package var key: [UInt8]?
  /// Nil for a tombstone, which deletes the key's earlier records from a compacted topic.
  package var value: [UInt8]?
  package var headers: [KafkaHeader]
  /// Milliseconds since 1970 UTC; nil for the time of sending.
  package var timestampMilliseconds: Int64?

  package init(
    topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?,
    headers: [KafkaHeader] = [], timestampMilliseconds: Int64? = nil
  ) {
    self.topic = topic
    self.partition = partition
    self.key = key
    self.value = value
    self.headers = headers
    self.timestampMilliseconds = timestampMilliseconds
  }

  /// The most that the record can take in a request: its bytes, and no less than what Kafka's format adds.
  var wireBytes: Int {
    let overhead = 64
    let headerOverhead = 10
    let headerBytes = headers.reduce(0) {
      $0 + headerOverhead + $1.name.utf8.count + ($1.value?.count ?? 0)
    }
    return overhead + (key?.count ?? 0) + (value?.count ?? 0) + headerBytes
  }
}
