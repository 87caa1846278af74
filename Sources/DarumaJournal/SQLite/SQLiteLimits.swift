/// How long, how much at once, for a journal in an SQLite file.
package struct SQLiteLimits: Hashable, Sendable {
  /// How long to wait for another process that holds the file.
  package var busyWait: Duration = .seconds(5)
  /// How often a waiting reader looks for new records. What this process appends is seen at once; this is for what
  /// another one does.
  package var pollInterval: Duration = .milliseconds(50)
  /// Records that one transaction, and so one sync to disk, takes.
  package var recordsPerTransaction = 256
  /// Records that may wait for their transaction.
  package var waitingRecords = 4_096
  /// Bytes of records that one read takes into memory; a single record may be larger.
  package var bytesPerRead = 8 * 1024 * 1024
  /// Reading connections, and so readers at one time.
  package var readers = 4

  package init() {}
}
