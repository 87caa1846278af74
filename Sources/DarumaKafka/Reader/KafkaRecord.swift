/// One record of a batch. It refers to the batch's bytes, so keeping it keeps the whole batch in memory.
package struct KafkaRecord: Sendable {
  let storage: BatchStorage
  let entry: BatchStorage.Entry

  package var topic: String { storage.topics[Int(entry.topic)] }
  package var partition: Int32 { entry.partition }
  package var offset: Int64 { entry.offset }
  /// Milliseconds since 1970 UTC; nil if the record carries no time.
  package var timestampMilliseconds: Int64? { entry.timestamp < 0 ? nil : entry.timestamp }
  package var key: ArraySlice<UInt8>? {
    entry.keyBytes < 0 ? nil : storage.slice(entry.start, entry.keyBytes)
  }
  /// Nil for a tombstone, which is something else than an empty value.
  package var value: ArraySlice<UInt8>? {
    entry.valueBytes < 0 ? nil : storage.slice(entry.valueStart, entry.valueBytes)
  }
  /// In the order in which they were written; names may repeat.
  package var headers: [KafkaHeader] {
    storage.headers[Int(entry.firstHeader)..<Int(entry.firstHeader + entry.headerCount)].map { header in
      KafkaHeader(
        name: String(decoding: storage.slice(header.start, header.nameBytes), as: UTF8.self),
        value: header.valueBytes < 0
          ? nil : Array(storage.slice(header.start + header.nameBytes, header.valueBytes)))
    }
  }

  /// The value in place, without a copy; nil for a tombstone. The bytes are valid during the call only.
  package func withValue<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard entry.valueBytes >= 0 else { return try body(nil) }
    let bytes = Int(entry.valueStart)..<Int(entry.valueStart + entry.valueBytes)
    return try storage.bytes.withUnsafeBufferPointer { all throws(Failure) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[bytes])))
    }
  }
}

/// A name with bytes that travel beside a record.
package struct KafkaHeader: Sendable, Hashable {
  package let name: String
  /// Kafka distinguishes no value from an empty one.
  package let value: [UInt8]?

  package init(name: String, value: [UInt8]?) {
    self.name = name
    self.value = value
  }

  package init(_ name: String, _ value: String) {
    self.init(name: name, value: Array(value.utf8))
  }
}
