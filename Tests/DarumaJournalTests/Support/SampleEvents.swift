import DarumaCore
import DarumaJournal

/// Events that are quickly made: what they say does not matter to a journal.
enum Sample {
  static let start = Instant(milliseconds: 1_790_000_000_000)

  static func instant(_ seconds: Int64) -> Instant { Instant(milliseconds: start.milliseconds + seconds * 1000) }

  /// An event whose content is `text`.
  static func event(_ text: String, sequence: Int64 = 1, application: ApplicationName = "shop") -> Event {
    Event(
      application: application, sequence: sequence, at: start, cause: SignalID("signal-\(sequence)"),
      body: .command(.automationPaused(by: text)))
  }

  /// An alarm that changes the projection of `application`.
  static func alarm(_ name: String, _ sequence: Int64, application: ApplicationName = "shop") -> Event {
    let at = instant(sequence)
    let signal = Signal(
      id: SignalID("alarm-\(name)-\(sequence)"), at: at, seenAt: at, source: "aws.cloudwatch",
      account: "123456789012", region: "us-east-1",
      fact: .alarmChanged(
        AlarmChanged(alarm: name, state: sequence.isMultiple(of: 2) ? .ok : .alarm, since: at)),
      raw: .record(topic: "daruma.alarm", partition: 0, offset: sequence))
    return Event(application: application, sequence: sequence, at: at, cause: signal.id, body: .observed(signal))
  }

  static func entry(_ text: String, next offset: Int64, sequence: Int64 = 1) -> CommitEntry {
    CommitEntry(events: [event(text, sequence: sequence)], inputs: [position(offset)])
  }

  static func position(_ nextOffset: Int64) -> InputPosition {
    InputPosition(topic: "daruma.signals", partition: 0, nextOffset: nextOffset)
  }
}
