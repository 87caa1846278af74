import DarumaCore

/// Whether a journal is what it was when it was last written, by the head that was kept outside it.
package enum JournalStanding {
  /// Looks before the file is opened to be written, which would make an empty one.
  ///
  /// Throws ``LogError/Code/journalGone``, `headGone`.
  package static func check(before place: JournalPlace) throws(LogError) {
    if !place.isFilled { try checkNothing(at: place) }
  }

  /// Throws ``LogError/Code/journalGone`` where a journal was kept at `place`, at which there is nothing now.
  static func checkNothing(at place: JournalPlace) throws(LogError) {
    if let head = try HeadFile.read(place), head.records > 0 { throw gone(place, head) }
  }

  /// The chain of the open journal, held against its head.
  ///
  /// Throws ``LogError/Code/behindHead``, `otherHead`, `headGone`, `journalGone`, `chainBroken`, and what reading throws.
  package static func check(
    _ source: any RecordSource, _ place: JournalPlace, limits: JournalLimits = JournalLimits()
  ) async throws(LogError) -> ChainSweep {
    let acceptance = try Acceptance.read(place)
    let head = try HeadFile.read(place)
    let sweep = try await sweep(source, head, acceptance, limits)
    if let first = sweep.firstBreak { throw broken(place, first, sweep.breaks) }
    guard let head else {
      if sweep.records > 0, try await keepsHead(source) { throw headIsMissing(place) }
      return sweep
    }
    if head.records > sweep.records {
      throw sweep.records == 0 ? gone(place, head) : behind(place, head, sweep)
    }
    guard sweep.askedHead == head.head else { throw other(place, head) }
    return sweep
  }

  /// What is wrong, for a person who is about to accept it; nil where nothing is.
  package static func doubt(
    _ source: (any RecordSource)?, _ place: JournalPlace, limits: JournalLimits = JournalLimits()
  ) async throws(LogError) -> LogError? {
    do throws(LogError) {
      if let source { _ = try await check(source, place, limits: limits) } else { try checkNothing(at: place) }
      return nil
    } catch {
      switch error.code {
      case .behindHead, .otherHead, .journalGone, .headGone, .chainBroken: return error
      case .missing, .notAJournal, .newerSchema, .owned, .locked, .full, .readOnly, .corrupted, .inputOutput,
        .overloaded, .timedOut, .cancelled, .closed, .displaced:
        throw error
      }
    }
  }

  private static func sweep(
    _ source: any RecordSource, _ head: OutsideHead?, _ acceptance: Acceptance?, _ limits: JournalLimits
  ) async throws(LogError) -> ChainSweep {
    do throws(JournalError) {
      return try await ChainSweep.run(
        source, asked: head?.records, accepted: acceptance?.throughRecord ?? 0, limits: limits)
    } catch {
      if case .log(let refusal) = error { throw refusal }
      throw LogError(.corrupted, error.message, remedy: error.remedy)
    }
  }

  /// Whether its newest claim says that heads are kept: a journal of before has none.
  private static func keepsHead(_ source: any RecordSource) async throws(LogError) -> Bool {
    let codec = CommitCodec()
    var next: Int64 = 0
    while true {
      let records = try await source.read(from: next, limit: 500, wait: .zero)
      guard let last = records.last else { return false }
      for record in records where ChainLink.read(record.bytes) == nil {
        if case .claim(let claim) = codec.decode(record.bytes), claim.keepsHead { return true }
      }
      next = last.offset + 1
    }
  }

  private static func gone(_ place: JournalPlace, _ head: OutsideHead) -> LogError {
    LogError(
      .journalGone,
      "\(place.named) is \(place.exists ? "empty" : "not there"), but a journal was kept there up to \(head.words)",
      remedy: Acceptance.remedy)
  }

  private static func behind(_ place: JournalPlace, _ head: OutsideHead, _ sweep: ChainSweep) -> LogError {
    let lost = head.number - sweep.number
    return LogError(
      .behindHead,
      "\(place.named) ends at commit \(sweep.number), but it went on to \(head.words): "
        + "\(lost) commit\(lost == 1 ? "" : "s") \(lost == 1 ? "is" : "are") gone (an older copy, a cut tail, a lost -wal)",
      remedy: Acceptance.remedy)
  }

  private static func other(_ place: JournalPlace, _ head: OutsideHead) -> LogError {
    LogError(
      .otherHead,
      "\(place.named) is another journal, or one that was rewritten: it never went through \(head.words)",
      remedy: Acceptance.remedy)
  }

  private static func headIsMissing(_ place: JournalPlace) -> LogError {
    LogError(
      .headGone, "\(place.head) is gone: without it nobody can tell whether \(place.named) has lost its end",
      remedy: Acceptance.remedy)
  }

  private static func broken(_ place: JournalPlace, _ first: String, _ count: Int) -> LogError {
    LogError(
      .chainBroken, "\(place.named) is broken: \(first)" + (count > 1 ? ", and \(count - 1) more" : ""),
      remedy: "daruma journal verify names each place. " + Acceptance.remedy)
  }
}
