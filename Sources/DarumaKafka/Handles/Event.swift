import CRdKafka

/// Owns one event of a librdkafka queue.
struct Event: ~Copyable {
  let pointer: OpaquePointer

  init(takingOwnershipOf pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    rd_kafka_event_destroy(pointer)
  }

  var kind: Int32 { rd_kafka_event_type(pointer) }

  /// The error that this event carries, whatever its kind; nil if none.
  func error(_ action: String) -> KafkaError? {
    let code = rd_kafka_event_error(pointer)
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
    return ErrorGate.error(
      code, action, detail: rd_kafka_event_error_string(pointer).map { String(cString: $0) },
      // Of other kinds of events librdkafka reads the flag from memory that means something else.
      isFatal: kind == RD_KAFKA_EVENT_ERROR && rd_kafka_event_error_is_fatal(pointer) != 0)
  }

  /// The report for an event that nobody waits for: an error or a line of the library's log. Nil for others.
  var report: KafkaReport? {
    switch kind {
    case RD_KAFKA_EVENT_ERROR:
      error("the connection").map { error in
        KafkaReport(error.isRetriable ? .warning : .error, error)
      }
    case RD_KAFKA_EVENT_LOG: logReport
    default: nil
    }
  }

  private var logReport: KafkaReport? {
    var facility: UnsafePointer<CChar>?
    var text: UnsafePointer<CChar>?
    var level: Int32 = 0
    guard rd_kafka_event_log(pointer, &facility, &text, &level) == 0 else { return nil }
    return KafkaReport(logLevel: level, facility: facility, text: text)
  }

  /// Calls `body` for each delivered or refused record of a delivery report. The pointers are valid during
  /// the call only; librdkafka's functions on messages need the original, not a copy.
  func forEachMessage(_ body: (UnsafePointer<rd_kafka_message_t>) -> Void) {
    while let message = rd_kafka_event_message_next(pointer) {
      body(message)
    }
  }
}

extension KafkaReport {
  /// A line of librdkafka's log; levels are those of syslog.
  init(logLevel: Int32, facility: UnsafePointer<CChar>?, text: UnsafePointer<CChar>?) {
    let words = [facility, text].compactMap { $0.map { String(cString: $0) } }
    let severity: Severity =
      switch logLevel {
      // Said of brokers before 0.11, which have no idempotent writers either, and of the embedded one.
      case _ where words.first == "AUTOCREATE": .debug
      // Comes as an error event, too.
      case _ where words.first == "FAIL": .debug
      case ...3: .error
      case 4: .warning
      case 5, 6: .info
      default: .debug
      }
    self.init(severity, label: "librdkafka", words.joined(separator: ": "))
  }
}
