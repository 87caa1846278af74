import DarumaRuntime
import Logging
import Synchronization

/// Dead letters, of which only the size is kept.
final class CountedLetters: DeadLetterSink {
  private let count = Mutex(0)

  var bytes: Int { count.withLock(\.self) }

  func put(_ letters: [DeadLetter]) async throws {
    let written = try letters.reduce(0) { try $0 + DeadLetterLine($1).written().count }
    count.withLock { $0 += written }
  }

  func close() async {}
}

/// The log, of which only the size is kept.
final class CountedText: LogHandler {
  private let count = Mutex(0)

  var bytes: Int { count.withLock(\.self) }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .info }
    set {}
  }
  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    let metadata = event.metadata ?? [:]
    let written = metadata.reduce("\(event.message)".utf8.count) { $0 + $1.key.utf8.count + "\($1.value)".utf8.count }
    count.withLock { $0 += written }
  }
}
