package import DarumaCore

/// The atom of the journal: a batch of events that become true together, with the input positions that caused them.
///
/// One record of the log, as JSON on one line with sorted keys, UTF-8:
/// `{"at":…,"epoch":…,"events":[…],"format":1,"inputs":[{"nextOffset":…,"partition":…,"topic":…}],"kind":"commit",
/// "number":…,"partition":…,"previous":"<64 hex digits>","worker":"…"}`.
package struct Commit: Hashable, Sendable {
  package let partition: Int32
  /// Counts the valid commits of the partition from 1.
  package let number: Int64
  /// The head of the chain that this commit extends.
  package let previous: RecordHash
  /// The offset of the claim under which it was written.
  package let epoch: Int64
  /// Who wrote it.
  package let worker: String
  /// When it was decided.
  package let at: Instant
  /// Only the inputs that moved, in order of topic and partition.
  package let inputs: [InputPosition]
  package let events: [Event]

  package init(
    partition: Int32, number: Int64, previous: RecordHash, epoch: Int64, worker: String, at: Instant,
    inputs: [InputPosition], events: [Event]
  ) {
    self.partition = partition
    self.number = number
    self.previous = previous
    self.epoch = epoch
    self.worker = worker
    self.at = at
    self.inputs = inputs.sorted()
    self.events = events
  }

  package var link: CommitLink {
    CommitLink(partition: partition, number: number, previous: previous, epoch: epoch)
  }
}

/// What decides whether a commit is valid: where it says it belongs. It can be read even where the events can't.
package struct CommitLink: Hashable, Sendable {
  package var partition: Int32
  package var number: Int64
  package var previous: RecordHash
  package var epoch: Int64

  package init(partition: Int32, number: Int64, previous: RecordHash, epoch: Int64) {
    self.partition = partition
    self.number = number
    self.previous = previous
    self.epoch = epoch
  }
}
