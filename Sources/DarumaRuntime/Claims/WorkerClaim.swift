package import DarumaCore
package import DarumaJournal

/// Says to all who work on the same inputs that this worker does, and hears whether another one does.
package protocol WorkerClaim: Sendable {
  /// Claims the inputs the first time, and says from then on that the worker still works, and how far its journal goes.
  /// Returns once everything that others said before is read.
  ///
  /// - Parameter journal: Hash of the journal's first record.
  /// - Throws: ``ClaimRefusal`` where somebody else works, or where this journal is not the one that it was; what keeps it
  ///   from knowing.
  func confirm(journal: RecordHash, head: OutsideHead) async throws

  /// Lets go, so that another one may begin at once.
  func release(head: OutsideHead) async
}

/// Why this worker must not work.
package enum ClaimRefusal: Error, Hashable, Sendable {
  /// Another one works on the same topics, with a journal of its own.
  case taken(ClaimBook.Entry, expiry: Span)
  /// Another one has taken its place.
  case lost(ClaimBook.Entry)
  /// The journal went further than it does now.
  case behind(ClaimBook.Entry, number: Int64)
  /// The journal is not the one that went through this head.
  case otherHead(ClaimBook.Entry)
  /// Users were moved by a worker with another journal, which nobody works with now.
  case forgotten(ClaimBook.Entry)
}

extension ClaimRefusal: CustomStringConvertible {
  package var code: String {
    switch self {
    case .taken: "claim.taken"
    case .lost: "claim.lost"
    case .behind: "claim.behind-head"
    case .otherHead: "claim.other-head"
    case .forgotten: "claim.other-journal"
    }
  }

  package var message: String {
    switch self {
    case .taken(let entry, _):
      "worker \(entry.record.worker) works on these topics with a journal of its own (\(entry.words)): two would both fail over"
    case .lost(let entry):
      "worker \(entry.record.worker) has taken the place of this one (\(entry.words)): nothing more is done here"
    case .behind(let entry, let number):
      "the journal ends at commit \(number), but it went on to \(entry.record.head.words), as the topic of workers says"
    case .otherHead(let entry):
      "the journal never went through \(entry.record.head.words), as the topic of workers says: it was rewritten, or is another copy"
    case .forgotten(let entry):
      "on these topics worker \(entry.record.worker) moved users with another journal (\(entry.words)): this one does not know "
        + "where they are"
    }
  }

  package var remedy: String {
    let accept = "daruma journal accept --by YOU --config FILE"
    return switch self {
    case .taken(_, let expiry):
      "Stop that one first. One that is dead gives way after \(expiry); to take its place at once: \(accept)"
    case .lost: "Let only one of them run"
    case .behind, .otherHead: "Bring back the newest journal, or go on with this one: \(accept)"
    case .forgotten:
      "Bring that journal, or go on with this one, and say then where users are (daruma rearm): \(accept)"
    }
  }

  package var description: String { "\(message). \(remedy). [\(code)]" }
}

extension ClaimBook.Entry {
  package var words: String { "journal \(record.journal.rawValue.prefix(12))\u{2026}, last heard of \(at)" }
}
