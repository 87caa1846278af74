package import DarumaCore
package import DarumaJournal

/// Who works on one set of topics, by what the topic of workers says: the newest record of each journal. A value; whoever
/// reads the same records comes to the same answer.
///
/// Of two journals one may be worked with at a time. A claim is void where another journal's worker has spoken within
/// `expiry`, unless it has released its claim, or the claim says that it takes that one's place. Of one journal the newest
/// claim counts: it is the same worker, started anew, or the journal was moved.
package struct ClaimBook: Sendable {
  package struct Entry: Hashable, Sendable {
    package var record: WorkerRecord
    /// The offset of the claim that it goes on with: of two lives of one journal the one that claimed later counts.
    package var epoch: Int64
    /// When it came into the topic.
    package var at: Instant

    /// - Parameter offset: where the record lies.
    package init(_ record: WorkerRecord, offset: Int64, at instant: Instant) {
      self.record = record
      epoch = record.epoch ?? offset
      at = instant
    }
  }

  package private(set) var newest: [RecordHash: Entry] = [:]
  /// How long a worker that says nothing still counts as working.
  package let expiry: Span

  package init(expiry: Span) { self.expiry = expiry }

  /// What an earlier life of a journal says late is passed over.
  package mutating func take(_ entry: Entry) {
    guard entry.epoch >= newest[entry.record.journal]?.epoch ?? 0 else { return }
    newest[entry.record.journal] = entry
  }

  /// Why a claim that came at `instant` is void: the one that works. Nil where it holds.
  package func holder(against claim: WorkerRecord, at instant: Instant) -> Entry? {
    others(of: claim).first { isAlive($0, at: instant) }
  }

  /// A journal that nobody works with, by which users were moved: whoever begins with another one does not know where they
  /// are. Nil where there is none, or where the claim takes its place.
  package func forgotten(by claim: WorkerRecord) -> Entry? {
    // One that has gone further than the other knows of it.
    others(of: claim).first { $0.record.head.moved > 0 && claim.head.moved == 0 }
  }

  private func others(of claim: WorkerRecord) -> [Entry] {
    newest.values.filter { $0.record.journal != claim.journal && !(claim.over ?? []).contains($0.record.journal) }
      .sorted { ($0.at, $0.record.journal.rawValue) > ($1.at, $1.record.journal.rawValue) }
  }

  private func isAlive(_ entry: Entry, at instant: Instant) -> Bool {
    entry.record.kind != .released && instant - entry.at < expiry
  }

  /// Whether `entry` ends the worker that says `own`: asked before it is taken in.
  ///
  /// - Parameter epoch: the offset of its claim.
  package func isEnded(_ own: WorkerRecord, claimedAt epoch: Int64, by entry: Entry) -> Bool {
    let record = entry.record
    guard record.kind != .released, record.instance != own.instance else { return false }
    if record.journal == own.journal { return entry.epoch > epoch }
    if (record.over ?? []).contains(own.journal) { return true }
    // Who was silent for too long may have been replaced.
    return newest[own.journal].map { !isAlive($0, at: entry.at) } ?? false
  }
}
