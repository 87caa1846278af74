import DarumaCore
package import DarumaJournal

/// How the journal's head is kept outside it, and what a person said of the journal that was found.
package struct HeadKeeping: Sendable {
  package var keeper: any HeadKeeper
  /// Hash of the journal's first record; nil where it is yet to be written.
  package var journal: RecordHash?
  /// The newest commit by which users may have been moved, as the journal was opened.
  package var moved: Int64
  /// A person's word that is not journaled yet.
  package var acceptance: Acceptance?
  /// Called once every application was told of `acceptance`.
  package var acceptanceJournaled: @Sendable () throws -> Void

  package init(
    keeper: any HeadKeeper, journal: RecordHash?, moved: Int64, acceptance: Acceptance? = nil,
    acceptanceJournaled: @escaping @Sendable () throws -> Void = {}
  ) {
    self.keeper = keeper
    self.journal = journal
    self.moved = moved
    self.acceptance = acceptance
    self.acceptanceJournaled = acceptanceJournaled
  }
}

extension Commit {
  /// Whether it says that users were moved, may have been, or where they are.
  var movesUsers: Bool {
    events.contains { event in
      guard case .placement = event.body else { return false }
      return true
    }
  }
}
