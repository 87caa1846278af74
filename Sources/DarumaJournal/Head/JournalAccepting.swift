package import DarumaCore

/// `daruma journal accept`: a person goes on with a journal that was found behind, broken, or gone.
package enum JournalAccepting {
  /// What is known outside of this machine that speaks against a journal.
  package struct Objection: Sendable {
    package var words: String
    package var usersMayHaveMoved: Bool
    /// Journals whose place is taken.
    package var over: [RecordHash]

    package init(words: String, usersMayHaveMoved: Bool, over: [RecordHash]) {
      self.words = words
      self.usersMayHaveMoved = usersMayHaveMoved
      self.over = over
    }
  }

  /// What was wrong is in the answer; nil where nothing was, and nothing is changed then.
  ///
  /// The worker journals it at its next start. Throws ``LogError/Code/owned`` while a worker runs, and why this journal
  /// can't be gone on with at all: its file is no journal, or no state can be made of it.
  package static func run<State: Foldable>(
    _ type: State.Type, _ path: String, by person: String, comment: String?, at now: Instant,
    objection: Objection? = nil
  ) async throws -> Acceptance? {
    let place = JournalPlace(path)
    let lock = try JournalLock(journal: path, worker: "daruma journal accept (\(person))", since: now)
    defer { lock.release() }
    let reader = place.isFilled ? try await SQLiteJournalReader.openForOwner(at: path, limits: SQLiteLimits()) : nil
    let doubt = try await JournalStanding.doubt(reader?.records, place)
    guard doubt != nil || objection != nil else { return nil }
    var sweep = ChainSweep.empty(partition: 0)
    if let reader { sweep = try await ChainSweep.run(reader.records) }
    // An unreadable head says nothing of what is lost.
    let head = try? HeadFile.read(place)
    let acceptance = Acceptance(
      by: person, comment: comment, at: now,
      reason: [doubt?.message, objection?.words].compactMap(\.self).joined(separator: "; "),
      usersMayHaveMoved: doubt.map { mayHaveMoved($0, head, sweep) } ?? false
        || objection?.usersMayHaveMoved ?? false,
      throughRecord: sweep.records, over: objection?.over ?? [])
    if let reader {
      try SQLiteSnapshots.drop(after: sweep.number, from: place.path)
      _ = try await Rebuild<State>.run(reader.records, snapshots: reader.snapshots)
    }
    try acceptance.write(place)
    try await HeadFile(of: place).begin(
      with: OutsideHead(
        journal: sweep.journal, records: sweep.records, number: sweep.number, head: sweep.head,
        moved: min(head?.moved ?? sweep.number, sweep.number), worker: "accept", at: now))
    return acceptance
  }

  private static func mayHaveMoved(_ doubt: LogError, _ head: OutsideHead?, _ sweep: ChainSweep) -> Bool {
    guard let head, doubt.code != .chainBroken else { return true }
    return switch doubt.code {
    case .behindHead: head.moved > sweep.number
    default: head.moved > 0
    }
  }
}
