import CRdKafka

/// Copies messages one after the other into a batch's bytes, which are as large as all of them together.
struct BatchWriter {
  private let target: UnsafeMutableRawBufferPointer
  private(set) var used = 0

  init(_ target: UnsafeMutableRawBufferPointer) {
    self.target = target
  }

  mutating func write(
    _ message: UnsafeMutablePointer<rd_kafka_message_t>, _ topic: Int32, _ messageHeaders: MessageHeaders,
    _ headers: inout [BatchStorage.Header]
  ) -> BatchStorage.Entry {
    let source = message.pointee
    var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
    let timestamp = rd_kafka_message_timestamp(message, &kind)
    let start = Int32(used)
    copy(source.key, source.key_len)
    copy(source.payload, source.len)
    let firstHeader = Int32(headers.count)
    messageHeaders.visit { name, value, size in
      let start = Int32(used)
      copy(name.baseAddress, name.count)
      copy(value, size)
      headers.append(
        BatchStorage.Header(
          start: start, nameBytes: Int32(name.count), valueBytes: value == nil ? -1 : Int32(size)))
    }
    return BatchStorage.Entry(
      offset: source.offset,
      timestamp: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? -1 : timestamp,
      topic: topic, partition: source.partition, start: start,
      keyBytes: source.key == nil ? -1 : Int32(source.key_len),
      valueBytes: source.payload == nil ? -1 : Int32(source.len),
      firstHeader: firstHeader, headerCount: Int32(headers.count) - firstHeader)
  }

  private mutating func copy(_ source: UnsafeRawPointer?, _ count: Int) {
    guard let source, count > 0 else { return }
    UnsafeMutableRawBufferPointer(rebasing: target[used..<used + count])
      .copyMemory(from: UnsafeRawBufferPointer(start: source, count: count))
    used += count
  }
}

/// The headers of one C message, which owns them.
struct MessageHeaders {
  private let pointer: OpaquePointer?
  /// How many there are, and the bytes of their names and values.
  let count: Int
  let byteCount: Int
  /// The record carries bytes that can't be read as headers.
  let isUnreadable: Bool

  init(of message: UnsafeMutablePointer<rd_kafka_message_t>) {
    var found: OpaquePointer?
    let code = rd_kafka_message_headers(message, &found)
    isUnreadable = code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR__NOENT
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let found else {
      (pointer, count, byteCount) = (nil, 0, 0)
      return
    }
    pointer = found
    count = rd_kafka_header_cnt(found)
    var bytes = 0
    Self.visit(of: found, count) { name, _, size in bytes += name.count + size }
    byteCount = bytes
  }

  func visit(_ body: (UnsafeRawBufferPointer, UnsafeRawPointer?, Int) -> Void) {
    guard let pointer else { return }
    Self.visit(of: pointer, count, body)
  }

  private static func visit(
    of headers: OpaquePointer, _ count: Int, _ body: (UnsafeRawBufferPointer, UnsafeRawPointer?, Int) -> Void
  ) {
    for index in 0..<count {
      var name: UnsafePointer<CChar>?
      var value: UnsafeRawPointer?
      var size = 0
      let code = rd_kafka_header_get_all(headers, index, &name, &value, &size)
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let name else { return }
      var length = 0
      while name[length] != 0 { length += 1 }
      body(UnsafeRawBufferPointer(start: name, count: length), value, value == nil ? 0 : size)
    }
  }
}
