import DarumaCore
import DarumaJournal

/// A journal opened for reading, also while a worker writes to it.
struct JournalReading {
  let reader: SQLiteJournalReader

  /// - Throws: ``LogError`` where there is no journal at `path`, or it can't be read.
  static func open(_ path: String) async throws -> JournalReading {
    JournalReading(reader: try await SQLiteJournalReader.open(at: path))
  }

  /// Checks the whole journal: its chain, its snapshots, and the head that is kept beside it.
  ///
  /// - Parameter head: One more head that the chain has to go through.
  func verify(expecting head: RecordHash? = nil) async throws -> VerificationReport {
    var expected: [RecordHash: String] = [:]
    if let head { expected[head] = "--expect-head" }
    let place = JournalPlace(reader.path)
    if let kept = try HeadFile.read(place) {
      expected[kept.head] = "\(place.head), commit \(kept.number), written \(kept.at)"
    }
    return try await JournalVerification.run(
      State.self, reader.records, snapshots: reader.snapshots, expecting: expected)
  }

  /// The state as the journal ends now.
  func latest() async throws -> JournalFold<State> {
    try await Rebuild<State>.run(reader.records, snapshots: reader.snapshots).fold
  }

  /// The same for people, who are warned where the journal ends before the head that is kept beside it: they read on, and
  /// know that it is of before.
  func latest(warningOn terminal: Terminal) async throws -> JournalFold<State> {
    let (fold, doubt) = try await latestAndDoubt()
    if let doubt { terminal.line(terminal.styled("warning: \(doubt)", .red)) }
    return fold
  }

  /// The state as the journal ends now, and why it may not be the newest; nil where it is.
  func latestAndDoubt() async throws -> (fold: JournalFold<State>, doubt: String?) {
    // The head first: a worker that goes on meanwhile writes it after its commit.
    let head: OutsideHead?
    do { head = try HeadFile.read(JournalPlace(reader.path)) } catch {
      return (try await latest(), "nobody knows whether what follows is the newest: \(error)")
    }
    let fold = try await latest()
    guard let head, head.number > fold.arbiter.number else { return (fold, nil) }
    return (
      fold,
      "\(reader.path) ends at commit \(fold.arbiter.number), but it went on to \(head.number) (\(head.at)): what follows "
        + "is of before. See daruma journal accept"
    )
  }

  /// The state as it was at `instant`.
  func state(at instant: Instant) async throws -> JournalFold<State> {
    try await Replay.fromFirstCommit(State.self, reader.records, until: .time(instant)).fold
  }

  /// Every valid commit, in order.
  func commits(_ body: (Commit) throws -> Void) async throws { try await chain { commit, _ in try body(commit) } }

  /// Every valid commit, in order, each with the head of the chain after it.
  func chain(_ body: (Commit, RecordHash) throws -> Void) async throws {
    let follower = JournalFollower(
      JournalFold<State>(partition: reader.records.partition), source: reader.records)
    while true {
      let entries = try await follower.advance(wait: .zero)
      if entries.isEmpty { return }
      for entry in entries {
        if case .valid(let commit) = entry.verdict { try body(commit, entry.hash) }
      }
    }
  }
}
