package import DarumaCore

/// How far a journal went: the figures that are kept outside it, so that a journal which has lost its end is known by it.
///
/// One JSON object on one line, sorted keys, as ``CanonicalJSON``.
package struct OutsideHead: Codable, Hashable, Sendable {
  package static let format = 1

  /// Of this format; what a later version adds it says by another number.
  package var format = OutsideHead.format
  /// Hash of the journal's first record: which journal it is. Nil before there was one.
  package var journal: RecordHash?
  /// Records that the journal held: the offset of the next one.
  package var records: Int64
  /// The newest commit; 0 before the first.
  package var number: Int64
  /// The head of the chain after the last of the records.
  package var head: RecordHash
  /// The newest commit by which users were moved, or may have been, or by which a person said where they are; 0: none.
  package var moved: Int64
  package var worker: String
  /// When it was written.
  package var at: Instant

  package init(
    journal: RecordHash?, records: Int64, number: Int64, head: RecordHash, moved: Int64, worker: String, at: Instant
  ) {
    self.journal = journal
    self.records = records
    self.number = number
    self.head = head
    self.moved = moved
    self.worker = String(worker.prefix(64))
    self.at = at
  }

  /// For people: `commit 12, head 3fa0…`.
  package var words: String { "commit \(number), head \(head.rawValue.prefix(12))\u{2026}, written \(at) by \(worker)" }
}

/// Keeps the newest head somewhere outside the journal.
package protocol HeadKeeper: Sendable {
  /// Durable on return, before anything is done because of what was committed.
  ///
  /// Throws where it can't be kept: then nobody would notice that the journal lost its end.
  func keep(_ head: OutsideHead) async throws(LogError)
}
