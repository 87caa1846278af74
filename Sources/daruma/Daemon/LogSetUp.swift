import Logging

/// The daemon's log: lines on standard error, so that standard output is for results.
enum LogSetUp {
  private static let writer = LogWriter()

  static func logger(level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { LineLogHandler(label: $0, writer: writer) }
    var logger = Logger(label: "daruma")
    logger.logLevel = level
    return logger
  }

  /// Returns once everything is written, or nobody takes it.
  static func flush() { writer.flush() }
}
