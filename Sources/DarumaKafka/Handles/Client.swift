import CRdKafka

/// Owns a librdkafka client. Not `Sendable`: it lives and dies on the one thread that serves it. The other
/// handles hold a reference to it, so it is destroyed after them whatever the order of release.
final class Client {
  let pointer: OpaquePointer
  /// librdkafka's threads write to it until the client is destroyed.
  let wakePipe: WakePipe

  /// Makes the client; this alone contacts no broker.
  /// - Throws: `invalidConfiguration` for settings that librdkafka refuses, `unsafeLibrary` for a release
  ///   that must not be used for this role.
  init(_ connection: KafkaConnection, _ role: ClientRole, _ wakePipe: WakePipe) throws(KafkaError) {
    if let refusal = KafkaLibrary.refusal(of: KafkaLibrary.version, for: role) { throw refusal }
    let configuration = try ClientConfiguration.make(ClientSettings(connection, role))
    let kind: rd_kafka_type_t
    var events = RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG
    switch role {
    case .reader:
      kind = RD_KAFKA_CONSUMER
    case .writer:
      kind = RD_KAFKA_PRODUCER
      events |= RD_KAFKA_EVENT_DR
    case .admin, .embeddedBroker:
      kind = RD_KAFKA_PRODUCER
    }
    configuration.enableEvents(events)
    // Tokens are fetched by the library itself, on a thread of its own: nobody here polls for that.
    let fetchesTokens = connection.security.credentials?.mechanism == .oauthBearer
    if fetchesTokens { configuration.enableSASLQueue() }
    pointer = try configuration.makeClient(kind)
    self.wakePipe = wakePipe
    if fetchesTokens, let refusal = rd_kafka_sasl_background_callbacks_enable(pointer) {
      defer { rd_kafka_error_destroy(refusal) }
      throw ErrorGate.error(rd_kafka_error_code(refusal), "fetching tokens")
    }
    // Without a queue of its own the log would gather in one that nobody reads.
    try ErrorGate.check(rd_kafka_set_log_queue(pointer, nil), "routing the log")
  }

  deinit {
    rd_kafka_destroy(pointer)
  }

  /// The first fatal error of this client, if it has had one.
  var fatalError: KafkaError? {
    var text = [CChar](repeating: 0, count: ClientConfiguration.explanationBytes)
    let code = rd_kafka_fatal_error(pointer, &text, text.count)
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    let detail = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return ErrorGate.error(code, "the client", detail: detail, isFatal: true)
  }
}
