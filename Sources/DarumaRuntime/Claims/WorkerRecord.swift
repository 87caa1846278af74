package import DarumaJournal

/// What a worker says in the topic of workers (`topics.workers`, compacted, one partition): that it works, with which
/// journal, and how far that goes. The key is the journal.
///
/// One JSON object, sorted keys, as ``CanonicalJSON``.
package struct WorkerRecord: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable {
    /// It is about to work.
    case claim
    /// It works.
    case working
    /// It has ended, or has refused to begin.
    case released
  }

  package static let format = 1

  package var format = WorkerRecord.format
  package var kind: Kind
  package var worker: String
  /// Hash of the journal's first record.
  package var journal: RecordHash
  /// Of this life of the worker: by it a copy of a journal is told from the journal.
  package var instance: String
  /// The offset of the claim that it goes on with; nil in a claim itself.
  package var epoch: Int64?
  /// Journals whose place it takes, because a person said so.
  package var over: [RecordHash]?
  package var head: OutsideHead

  package init(
    _ kind: Kind, worker: String, journal: RecordHash, instance: String, epoch: Int64? = nil, over: [RecordHash],
    head: OutsideHead
  ) {
    self.epoch = epoch
    self.kind = kind
    self.worker = worker
    self.journal = journal
    self.instance = instance
    self.over = over.isEmpty ? nil : over
    self.head = head
  }
}
