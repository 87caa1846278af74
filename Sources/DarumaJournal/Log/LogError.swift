/// Why a log could not be opened, read or written. Equal by code.
package struct LogError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, CaseIterable {
    /// There is no journal at this place.
    case missing
    /// The file is something else.
    case notAJournal
    /// A later version of Daruma wrote it.
    case newerSchema
    /// Another process writes to it.
    case owned
    /// Another process holds the store for longer than we wait.
    case locked
    /// No space is left.
    case full
    case readOnly
    /// The store's own structure is damaged.
    case corrupted
    /// The operating system could not read or write.
    case inputOutput
    /// More appends wait than the limit allows.
    case overloaded
    case timedOut
    /// The task was cancelled while it waited.
    case cancelled
    /// The log was closed.
    case closed
    /// The file that is open is not the one at its place any more.
    case displaced
    /// It ends before the head that was kept outside it: an older copy, a cut tail, a lost write-ahead log.
    case behindHead
    /// It never went through the head that was kept outside it: another journal, or one that was rewritten.
    case otherHead
    /// A head was kept outside, and there is no journal, or nothing in it.
    case journalGone
    /// The head that was kept outside is gone, or can't be read.
    case headGone
    /// Its chain is broken: `daruma journal verify` names each place.
    case chainBroken
  }

  package let code: Code
  /// What happened, and where.
  package let message: String
  /// What can be done about it.
  package let remedy: String
  /// Whether what was to be appended may have been written all the same.
  package let outcomeUnknown: Bool

  package init(_ code: Code, _ message: String, remedy: String, outcomeUnknown: Bool = false) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.outcomeUnknown = outcomeUnknown
  }

  package var description: String { "\(message). \(remedy). [log.\(code.rawValue)]" }
}

extension LogError: Hashable {
  package static func == (left: LogError, right: LogError) -> Bool { left.code == right.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
