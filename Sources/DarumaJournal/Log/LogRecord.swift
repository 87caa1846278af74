/// One record of a partition's log, as it is stored.
package struct LogRecord: Hashable, Sendable {
  package let offset: Int64
  package let bytes: [UInt8]
  /// The hash that the store keeps beside the bytes; nil for a store that keeps none.
  package let storedHash: RecordHash?

  package init(offset: Int64, bytes: [UInt8], storedHash: RecordHash?) {
    self.offset = offset
    self.bytes = bytes
    self.storedHash = storedHash
  }
}
