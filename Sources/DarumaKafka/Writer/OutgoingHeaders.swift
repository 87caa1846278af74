import CRdKafka

/// Owns the headers of a record until librdkafka has taken the record.
struct OutgoingHeaders: ~Copyable {
  /// Nil if there are none.
  let pointer: OpaquePointer?

  static func make(_ headers: [KafkaHeader]) throws(KafkaError) -> OutgoingHeaders {
    guard !headers.isEmpty else { return OutgoingHeaders(takingOwnershipOf: nil) }
    guard let pointer = rd_kafka_headers_new(headers.count) else {
      throw KafkaError(.limitExceeded, "no memory for \(headers.count) headers")
    }
    let owner = OutgoingHeaders(takingOwnershipOf: pointer)
    for header in headers {
      // librdkafka keeps names as C strings: one with a zero byte would come out shorter.
      guard !header.name.utf8.contains(0) else {
        throw .configuration("a header name must not hold a zero byte")
      }
      try ErrorGate.check(add(header, to: pointer), "adding the header '\(header.name)'")
    }
    return owner
  }

  private init(takingOwnershipOf pointer: OpaquePointer?) {
    self.pointer = pointer
  }

  deinit {
    if let pointer { rd_kafka_headers_destroy(pointer) }
  }

  consuming func giveUpOwnership() {
    discard self
  }

  private static func add(_ header: KafkaHeader, to headers: OpaquePointer) -> rd_kafka_resp_err_t {
    guard let value = header.value else {
      return rd_kafka_header_add(headers, header.name, -1, nil, 0)
    }
    return value.withUnsafeBytes { bytes in
      if let address = bytes.baseAddress {
        return rd_kafka_header_add(headers, header.name, -1, address, bytes.count)
      }
      return rd_kafka_header_add(headers, header.name, -1, "", 0)
    }
  }
}
