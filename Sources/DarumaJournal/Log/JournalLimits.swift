/// How much at once, how often, how long. Every limit of the journal that does not belong to one store.
package struct JournalLimits: Hashable, Sendable {
  /// Bytes of one commit's record; what is larger is split between events. Fits a Kafka broker's default of 1 MiB for a batch, with room for its framing.
  package var bytesPerCommit = 900_000
  package var eventsPerCommit = 5_000
  /// Commits that are given to the log at once: further ones follow when these were read back.
  package var commitsPerAppend = 32
  /// Records that are read at once.
  package var recordsPerRead = 500
  /// Valid commits between two snapshots.
  package var commitsPerSnapshot: Int64 = 1_000
  /// Snapshots that are kept: the newest, and one to fall back on.
  package var snapshotsKept = 2
  /// How long the log may bring nothing new while an own record is awaited. After that its fate is unknown.
  package var readBackSilence: Duration = .seconds(30)
  /// How long the log may take to say where it ends.
  package var endAnswer: Duration = .seconds(10)
  /// Findings, and void records, that a verification lists one by one; the others are counted.
  package var listedInVerification = 1_000

  package init() {}
}
