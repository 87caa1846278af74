import CRdKafka

/// Owns the options of an administrative request.
struct AdminOptions: ~Copyable {
  enum Request {
    case topicsCreated
    case settingsDescribed

    fileprivate var operation: rd_kafka_admin_op_t {
      switch self {
      case .topicsCreated: RD_KAFKA_ADMIN_OP_CREATETOPICS
      case .settingsDescribed: RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS
      }
    }
  }

  let pointer: OpaquePointer

  static func make(_ client: Client, _ request: Request, timeout: Duration) throws(KafkaError) -> AdminOptions {
    guard let pointer = rd_kafka_AdminOptions_new(client.pointer, request.operation) else {
      throw KafkaError(.limitExceeded, "no memory for the options of a request")
    }
    let options = AdminOptions(takingOwnershipOf: pointer)
    let milliseconds = timeout.roundedMilliseconds
    try check { text, size in
      rd_kafka_AdminOptions_set_request_timeout(pointer, milliseconds, text, size)
    }
    // The controller answers once the topic is known to the brokers, so that it can be used at once.
    if request == .topicsCreated {
      try check { text, size in
        rd_kafka_AdminOptions_set_operation_timeout(pointer, milliseconds, text, size)
      }
    }
    return options
  }

  private init(takingOwnershipOf pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    rd_kafka_AdminOptions_destroy(pointer)
  }

  private static func check(
    _ body: (UnsafeMutablePointer<CChar>, Int) -> rd_kafka_resp_err_t
  ) throws(KafkaError) {
    let (code, explanation) = withExplanation(body)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
      throw ErrorGate.error(code, "setting the request's timeout", detail: explanation)
    }
  }
}
