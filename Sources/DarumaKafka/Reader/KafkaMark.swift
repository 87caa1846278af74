import CRdKafka
import DarumaCrypto

/// What a record is known by when it is met again: its time stamp and its content. A topic that was made anew holds other
/// records at the same offsets.
///
/// The leader epoch and the topic's id would tell the same; librdkafka gives the first from 2.1 on, the second from 2.3.
package struct KafkaMark: Sendable, Hashable {
  /// Milliseconds since 1970 UTC; nil if the record carries no time.
  package let timestampMilliseconds: Int64?
  /// The first ``digits`` of SHA-256, in lower-case hexadecimal, of key and value, each after its length in 8 bytes (the
  /// lowest first; all ones where there is none).
  package let hash: String

  package static let digits = 32

  package init(timestampMilliseconds: Int64?, hash: String) {
    self.timestampMilliseconds = timestampMilliseconds
    self.hash = hash
  }

  init(timestampMilliseconds: Int64?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 + (key?.count ?? 0) + (value?.count ?? 0))
    for part in [key, value] {
      withUnsafeBytes(of: (part.map { UInt64($0.count) } ?? .max).littleEndian) { bytes += $0 }
      if let part { bytes += part }
    }
    self.init(timestampMilliseconds: timestampMilliseconds, hash: String(SHA256.hex(bytes).prefix(Self.digits)))
  }

  /// Of a message that holds a record.
  init(of message: UnsafePointer<rd_kafka_message_t>) {
    var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
    let timestamp = rd_kafka_message_timestamp(message, &kind)
    let record = message.pointee
    self.init(
      timestampMilliseconds: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || timestamp < 0 ? nil : timestamp,
      key: record.key.map { UnsafeRawBufferPointer(start: $0, count: record.key_len) },
      value: record.payload.map { UnsafeRawBufferPointer(start: $0, count: record.len) })
  }
}

extension KafkaRecord {
  package var mark: KafkaMark {
    storage.bytes.withUnsafeBytes { all in
      func part(_ start: Int32, _ count: Int32) -> UnsafeRawBufferPointer? {
        count < 0 ? nil : UnsafeRawBufferPointer(rebasing: all[Int(start)..<Int(start + count)])
      }
      return KafkaMark(
        timestampMilliseconds: timestampMilliseconds, key: part(entry.start, entry.keyBytes),
        value: part(entry.valueStart, entry.valueBytes))
    }
  }
}
