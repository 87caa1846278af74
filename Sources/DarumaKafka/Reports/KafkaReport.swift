/// Something that happened inside a client and that no caller is waiting for: a broker went away, a
/// connection failed and is being tried again, a record came twice.
package struct KafkaReport: Sendable, Equatable, CustomStringConvertible {
  package enum Severity: String, Sendable, CaseIterable, Comparable {
    case debug, info, warning, error

    package static func < (left: Self, right: Self) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int {
      switch self {
      case .debug: 0
      case .info: 1
      case .warning: 2
      case .error: 3
      }
    }
  }

  package let severity: Severity
  /// A short word without changing parts, fit for a metric: an error code (`kafka.broker-unreachable`),
  /// a note of this module (`partition-found`), or `librdkafka` for a line of the library's own log.
  package let label: String
  package let message: String
  /// Set where the report is about an error that is being retried.
  package let error: KafkaError?

  package init(_ severity: Severity, label: String, _ message: String, error: KafkaError? = nil) {
    self.severity = severity
    self.label = label
    self.message = message
    self.error = error
  }

  init(_ severity: Severity, _ error: KafkaError) {
    self.init(severity, label: error.code.rawValue, error.message, error: error)
  }

  package var description: String { "\(severity.rawValue) \(label): \(message)" }
}

/// Takes the reports of a client, on that client's own thread: it must return at once.
package typealias KafkaReporter = @Sendable (KafkaReport) -> Void
