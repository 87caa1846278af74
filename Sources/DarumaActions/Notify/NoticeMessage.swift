internal import DarumaCore

/// What people are shown of a notice: nothing that came from outside (the name of an alarm, a provider's words, a person's
/// comment) moves a cursor, turns text round or begins a line of its own there.
struct NoticeMessage: Equatable {
  let subject: String
  let message: String
  /// Where the journal ended as it was sent; nil where there is none.
  let journal: Report.JournalMark?

  init(_ notice: Notify.Request, of effect: Effect, journal: Report.JournalMark?) {
    subject = OutsideText.plain(notice.subject)
    // A step's message has the lines of the application file; what Daruma says of itself is one line.
    message = effect.step == nil ? OutsideText.plain(notice.message) : OutsideText.lines(notice.message)
    self.journal = journal
  }

  /// The line that stands below the message where there is text alone.
  var journalLine: String? { journal.map { "(\($0.words))" } }
}
