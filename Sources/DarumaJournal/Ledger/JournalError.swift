package import DarumaCore

/// Why the journal could not be read on, or a commit not be made.
package enum JournalError: Error, Hashable, Sendable {
  case log(LogError)

  // Another version, or damage: reading stops here.
  case unknownFormat(Int, offset: Int64)
  case unknownEvent(EventType, commit: Int64)
  case unreadableEvent(EventType, commit: Int64, index: Int, detail: String)
  case changedRecord(offset: Int64, expected: RecordHash, found: RecordHash)
  /// A snapshot proves a later commit than the log holds.
  case commitsMissing(snapshot: Int64, newest: Int64)

  // The caller's own.
  case unwritable(String)
  /// A single event that fits into no commit; everything else is split. `entry` and `event` count from 0.
  case eventTooLarge(entry: Int, event: Int, EventType, bytes: Int, limit: Int)
  /// An event that can't be written, or could not be read again: a journal with it would be the end of the worker.
  case eventUnwritable(entry: Int, event: Int, EventType, detail: String)
  case positionMovedBack(topic: String, partition: Int32, from: Int64, to: Int64)
  /// There was no claim yet, or the last operation left the outcome open: claim first.
  case unclaimed

  // Ownership.
  /// Another claim, newer than ours.
  case superseded(by: String, epoch: Int64)
  /// An own commit came back void.
  case voided(commit: Int64, VoidReason)
  /// An own record was not seen: it may be lost, or late.
  case unconfirmed(String)
}

extension JournalError {
  /// Stable, without dynamic parts.
  package var code: String {
    switch self {
    case .log(let error): "log.\(error.code.rawValue)"
    case .unknownFormat: "journal.unknown-format"
    case .unknownEvent: "journal.unknown-event"
    case .unreadableEvent: "journal.unreadable-event"
    case .changedRecord: "journal.changed-record"
    case .commitsMissing: "journal.commits-missing"
    case .unwritable: "journal.unwritable"
    case .eventTooLarge: "journal.event-too-large"
    case .eventUnwritable: "journal.event-unwritable"
    case .positionMovedBack: "journal.position-moved-back"
    case .unclaimed: "journal.unclaimed"
    case .superseded: "journal.superseded"
    case .voided: "journal.voided"
    case .unconfirmed: "journal.unconfirmed"
    }
  }

  /// Whether to claim anew, if the partition is still assigned, is the whole answer: state and positions are right,
  /// and a new claim makes late records of the old one void.
  package var isSettledByClaim: Bool {
    switch self {
    case .superseded, .voided, .unconfirmed, .unclaimed: true
    case .log(let error): error.outcomeUnknown
    case .unknownFormat, .unknownEvent, .unreadableEvent, .changedRecord, .commitsMissing, .unwritable,
      .eventTooLarge, .eventUnwritable, .positionMovedBack:
      false
    }
  }

  /// The entry that stands in the way of the others, counted from 0; nil where it is no fault of one entry.
  package var refusedEntry: Int? {
    switch self {
    case .eventTooLarge(let entry, _, _, _, _), .eventUnwritable(let entry, _, _, _): entry
    case .log, .unknownFormat, .unknownEvent, .unreadableEvent, .changedRecord, .commitsMissing, .unwritable,
      .positionMovedBack, .unclaimed, .superseded, .voided, .unconfirmed:
      nil
    }
  }

  /// What happened.
  package var message: String {
    switch self {
    case .log(let error): error.message
    case .unknownFormat(let format, let offset):
      "the record at offset \(offset) has format \(format), this version reads \(CommitCodec.format)"
    case .unknownEvent(let type, let commit): "commit \(commit) holds an event of unknown type \(type)"
    case .unreadableEvent(let type, let commit, let index, let detail):
      "event \(index + 1) (\(type)) of commit \(commit) can't be read: \(detail)"
    case .changedRecord(let offset, let expected, let found):
      "the record at offset \(offset) was changed: its hash is \(found), it was stored as \(expected)"
    case .commitsMissing(let snapshot, let newest):
      "a snapshot was taken at commit \(snapshot), but the journal ends at commit \(newest)"
    case .unwritable(let detail): "an event can't be written as JSON: \(detail)"
    case .eventTooLarge(let entry, let event, let type, let bytes, let limit):
      "event \(event + 1) (\(type)) of entry \(entry + 1) has \(bytes) bytes, a commit has room for \(limit)"
    case .eventUnwritable(let entry, let event, let type, let detail):
      "event \(event + 1) (\(type)) of entry \(entry + 1) can't be journaled: \(detail)"
    case .positionMovedBack(let topic, let partition, let from, let to):
      "the position in \(topic)[\(partition)] would move back from \(from) to \(to)"
    case .unclaimed: "the partition is not claimed by this worker"
    case .superseded(let worker, let epoch): "worker \(worker) claimed the partition at offset \(epoch)"
    case .voided(let commit, let reason): "commit \(commit) came back void: \(reason)"
    case .unconfirmed(let what): "\(what) was appended but not seen in the log"
    }
  }

  /// What can be done about it.
  package var remedy: String {
    switch self {
    case .log(let error): error.remedy
    case .unknownFormat, .unknownEvent: "Use the version of Daruma that wrote it, or a later one"
    case .unreadableEvent: "Run daruma journal verify; if the record is unchanged, use the version that wrote it"
    case .changedRecord, .commitsMissing:
      "Run daruma journal verify, keep the file as evidence and restore the journal from an export or a backup"
    case .unwritable: "This is a mistake in Daruma: report it with this line"
    case .eventTooLarge:
      "Nothing of it was written. Make what led to it smaller: a record with less in it, an application file that is "
        + "split into several applications"
    case .eventUnwritable:
      "Nothing of it was written. Look at what led to it for a time or a number that makes no sense"
    case .positionMovedBack: "If the topic was created anew, its positions have to be reset"
    case .unclaimed, .unconfirmed, .voided:
      "Nothing is lost: the worker rebuilds and claims the partition anew if it is still assigned"
    case .superseded: "Nothing is lost: this worker stops; the other one goes on from the same journal"
    }
  }
}

extension JournalError: CustomStringConvertible {
  package var description: String {
    if case .log(let error) = self { return error.description }
    return "\(message). \(remedy). [\(code)]"
  }
}

extension JournalError {
  /// Asks a log something; its refusal becomes one of the journal's.
  static func asking<Answer>(
    _ question: () async throws(LogError) -> Answer
  ) async throws(JournalError) -> Answer {
    do throws(LogError) { return try await question() } catch { throw .log(error) }
  }
}
