package import DarumaCore

/// A journal that is open to be gone on with: it is what it was when it was last written, and its head is kept.
package struct KeptJournal: Sendable {
  package let journal: SQLiteJournal
  package let place: JournalPlace
  package let file: HeadFile
  /// What the head said when it was opened; nil: none was kept before.
  package let head: OutsideHead?
  package let sweep: ChainSweep
  /// A person's word that is not journaled yet.
  package let acceptance: Acceptance?

  /// Opens the journal at `path`, or makes it where none was ever kept there.
  ///
  /// Throws what ``SQLiteJournal/open(at:worker:since:partition:limits:)`` and ``JournalStanding`` throw; then nothing was
  /// written.
  package static func open(
    at path: String, worker: String, since now: Instant, limits: SQLiteLimits = SQLiteLimits()
  ) async throws(LogError) -> KeptJournal {
    let place = JournalPlace(path)
    let lock = try JournalLock(journal: path, worker: worker, since: now)
    do throws(LogError) {
      try JournalStanding.check(before: place)
      // By a reader: what is refused is not touched.
      var sweep = ChainSweep.empty(partition: 0)
      if place.isFilled {
        let reader = try await SQLiteJournalReader.openForOwner(at: path, limits: limits)
        if let reader {
          sweep = try await JournalStanding.check(reader.records, place)
        } else {
          try JournalStanding.checkNothing(at: place)
        }
      }
      let head = try HeadFile.read(place)
      let acceptance = try Acceptance.read(place)
      let journal = try await SQLiteJournal.open(place, lock: lock, limits: limits)
      return KeptJournal(
        journal: journal, place: place, file: try HeadFile(of: place), head: head, sweep: sweep,
        acceptance: acceptance?.isJournaled == false ? acceptance : nil)
    } catch {
      lock.release()
      throw error
    }
  }

  /// To be called once every application was told of ``acceptance``.
  package func noteAcceptanceJournaled() throws(LogError) {
    guard var acceptance else { return }
    acceptance.isJournaled = true
    try acceptance.write(place)
  }
}
