package import DarumaCore

/// A worker says that it owns the partition from here on. The offset where the claim lands is its epoch; of several
/// claims the newest counts.
///
/// `{"at":…,"format":1,"id":"…","keepsHead":true,"kind":"claim","partition":…,"worker":"…"}`, one line, sorted keys, UTF-8;
/// without `keepsHead` where it is false.
package struct Claim: Hashable, Sendable {
  package let partition: Int32
  package let worker: String
  package let at: Instant
  /// By this the claimant knows its own claim again when it reads it: a worker may claim more than once.
  package let id: String
  /// Whether the claimant keeps the journal's head outside it: from then on there is one, or somebody removed it.
  package let keepsHead: Bool

  package init(partition: Int32, worker: String, at: Instant, id: String, keepsHead: Bool = false) {
    self.partition = partition
    self.worker = worker
    self.at = at
    self.id = id
    self.keepsHead = keepsHead
  }
}
