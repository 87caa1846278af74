import DarumaCore
import DarumaRuntime
import Logging

/// One line an entry: time, level, label, metadata, source, message. What comes from outside is made fit to be shown.
struct LineLogHandler: LogHandler {
  let label: String
  let writer: LogWriter
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String, writer: LogWriter) {
    self.label = label
    self.writer = writer
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
    let words = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let now = Instant(milliseconds: SystemClock.readHost().wallNanoseconds / 1_000_000)
    writer.put(OutsideText.plain("\(now) \(event.level) \(label):\(words) [\(event.source)] \(event.message)"))
  }
}
