/// What a verification found.
package struct VerificationReport: Hashable, Sendable {
  /// What became of one snapshot.
  package enum SnapshotStatus: String, Hashable, Sendable, Codable {
    /// The same state, position and head as a replay gives.
    case matches
    case differs
    /// Of another version of Daruma, or the journal is broken before it: nothing to compare with.
    case notCompared
  }

  package internal(set) var counts = JournalCounts()
  package internal(set) var voids: [VoidRecord] = []
  package internal(set) var findings: [VerificationFinding] = []
  /// Findings beyond the limit of what is listed.
  package internal(set) var unlistedFindings = 0
  package internal(set) var snapshots: [Int64: SnapshotStatus] = [:]
  /// The newest commit of the chain, and its head: the figures to keep elsewhere as an anchor.
  package internal(set) var newest: Int64 = 0
  package internal(set) var head: RecordHash
  /// Of the state that the journal gives; nil if the journal is not intact.
  package internal(set) var digest: StateDigest?

  init(head: RecordHash) { self.head = head }

  package var isIntact: Bool { findings.isEmpty }
}
