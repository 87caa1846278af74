/// Records in the order in which they were read: ascending per partition, partitions interleaved. It may be
/// empty: then it only says that the reader has caught up.
package struct KafkaBatch: Sendable, RandomAccessCollection {
  let storage: BatchStorage
  /// Where each partition that this batch concerns is to be resumed once the batch has been dealt with.
  package let positions: [KafkaPosition]
  /// True from the batch on with which everything has been handed out that the partitions held when the
  /// reader started. Such a batch always comes, if need be an empty one.
  package let isCaughtUp: Bool

  package var startIndex: Int { 0 }
  package var endIndex: Int { storage.entries.count }
  /// Bytes of all keys, values and headers.
  package var byteCount: Int { storage.bytes.count }

  package subscript(index: Int) -> KafkaRecord {
    KafkaRecord(storage: storage, entry: storage.entries[index])
  }
}

/// The bytes of a batch in one piece, and where each record lies in them. A class, so that a record costs one
/// reference and no copy.
final class BatchStorage: Sendable {
  /// A record: key, then value, from `start` on. A size of -1 says that there is none.
  struct Entry: Sendable {
    var offset: Int64
    /// Milliseconds since 1970 UTC, -1 for none.
    var timestamp: Int64
    /// Index into `topics`.
    var topic: Int32
    var partition: Int32
    var start: Int32
    var keyBytes: Int32
    var valueBytes: Int32
    /// Index into `headers`.
    var firstHeader: Int32
    var headerCount: Int32

    var valueStart: Int32 { start + max(0, keyBytes) }
  }

  /// A header: name, then value, from `start` on. A value size of -1 says that there is none.
  struct Header: Sendable {
    var start: Int32
    var nameBytes: Int32
    var valueBytes: Int32
  }

  let topics: [String]
  let bytes: [UInt8]
  let entries: [Entry]
  let headers: [Header]

  init(topics: [String], bytes: [UInt8], entries: [Entry], headers: [Header]) {
    self.topics = topics
    self.bytes = bytes
    self.entries = entries
    self.headers = headers
  }

  func slice(_ start: Int32, _ count: Int32) -> ArraySlice<UInt8> {
    bytes[Int(start)..<Int(start + count)]
  }
}
