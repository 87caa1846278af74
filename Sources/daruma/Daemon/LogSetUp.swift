import Logging

/// The daemon's log: lines on standard error, so that standard output is for results.
enum LogSetUp {
  static func logger(level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { label in StreamLogHandler.standardError(label: label) }
    var logger = Logger(label: "daruma")
    logger.logLevel = level
    return logger
  }
}
