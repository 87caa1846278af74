import CRdKafka

/// Owns a librdkafka configuration until a client is made of it.
struct ClientConfiguration: ~Copyable {
  /// Room for librdkafka's explanation of a refused value.
  static let explanationBytes = 512

  private let pointer: OpaquePointer

  static func make(_ settings: ClientSettings) throws(KafkaError) -> ClientConfiguration {
    guard let pointer = rd_kafka_conf_new() else {
      throw KafkaError(.limitExceeded, "no memory for a librdkafka configuration")
    }
    let configuration = ClientConfiguration(takingOwnershipOf: pointer)
    for (name, value) in settings.pairs {
      try configuration.set(name, value)
    }
    return configuration
  }

  private init(takingOwnershipOf pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    rd_kafka_conf_destroy(pointer)
  }

  /// Asks for these kinds of events on the client's main queue.
  func enableEvents(_ kinds: Int32) {
    rd_kafka_conf_set_events(pointer, kinds)
  }

  /// Gives callbacks of SASL a queue of their own, which the library can then serve by itself.
  func enableSASLQueue() {
    rd_kafka_conf_enable_sasl_queue(pointer, 1)
  }

  func setLog(
    opaque: UnsafeMutableRawPointer,
    _ callback:
      @escaping @convention(c) (
        OpaquePointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?
      ) -> Void
  ) {
    rd_kafka_conf_set_opaque(pointer, opaque)
    rd_kafka_conf_set_log_cb(pointer, callback)
  }

  /// The client owns the configuration from here on, unless it could not be made.
  consuming func makeClient(_ kind: rd_kafka_type_t) throws(KafkaError) -> OpaquePointer {
    let (client, explanation) = withExplanation { buffer, size in
      rd_kafka_new(kind, pointer, buffer, size)
    }
    guard let client else {
      _ = consume self
      throw .configuration("librdkafka refused the settings: \(explanation)")
    }
    discard self
    return client
  }

  private func set(_ name: String, _ value: String) throws(KafkaError) {
    let (result, explanation) = withExplanation { buffer, size in
      rd_kafka_conf_set(pointer, name, value, buffer, size)
    }
    guard result == RD_KAFKA_CONF_OK else {
      throw .configuration("librdkafka refused property '\(name)': \(explanation)")
    }
  }
}

/// Calls `body` with room for an explanation, which comes back as text.
func withExplanation<Result>(
  _ body: (UnsafeMutablePointer<CChar>, Int) -> Result
) -> (Result, String) {
  var text = [CChar](repeating: 0, count: ClientConfiguration.explanationBytes)
  let result = body(&text, text.count)
  return (result, String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
}
